/**
 * One run with everything in it that could differ between machines: several instruments and timeframes, every order
 * type, brackets, timers, seeded chance, logarithms. Prints (or posts) its result hash; `--swap` hands the instruments'
 * rows over in another order.
 */
import { isMainThread, parentPort } from 'node:worker_threads';
import {
  atr,
  BarSeries,
  crossedAbove,
  crossedBelow,
  defineStrategy,
  ema,
  fingerprint,
  instrumentOf,
  log,
  many,
  runBacktest,
  sma,
  stdev,
} from '../../dist/engine/index.js';
import { walk } from '../bench/series.mjs';

const busy = defineStrategy({
  name: 'busy',
  params: {},
  feeds: ['asset', many('others')],
  setup(ctx) {
    const { asset, others } = ctx.feeds;
    const hourly = ctx.resample(asset, '1h');
    const [fast, slow, range] = [ema(asset.close, 9), sma(asset.close, 31), atr(asset, 14)];
    const trend = sma(hourly.close, 5);
    const spread = ctx.line();
    const width = stdev(spread, 30);
    ctx.every('4h', () => {
      for (const other of others) ctx.target(other, (ctx.random() - 0.5) * 0.2);
    });
    return {
      onBar(bars) {
        if (bars !== asset || !range.ready) return;
        const price = asset.close.value;
        if (crossedAbove(fast, slow)) ctx.buy(asset, { size: { fraction: 0.1 }, stopLoss: { pct: 0.004 }, takeProfit: { pct: 0.006 } });
        else if (crossedBelow(fast, slow))
          ctx.sell(asset, { limit: price + range.value, size: { fraction: 0.05, at: 'fill' }, tif: 'day' });
        else if (ctx.random() < 0.02)
          ctx.buy(asset, { trigger: price + range.value, limit: price + 2 * range.value, qty: 3, expiresAt: ctx.now + 3_600_000 });
        if (ctx.openOrders().length > 20) ctx.cancel(ctx.openOrders()[0]);
      },
      onSlice() {
        spread.push(log(asset.close.value) - log(others[0].close.value));
        if (width.ready && trend.ready && spread.value > 3 * width.value && asset.close.value > trend.value) ctx.close(others[0]);
      },
    };
  },
});

function hash(swap) {
  const made = [];
  for (const k of swap ? [2, 1, 0] : [0, 1, 2]) made[k] = Object.assign(new BarSeries(`I${k}`, walk(6000, k + 1)), { instrument: k });
  const [asset, ...others] = made;
  const feeds = swap ? { others, asset } : { asset, others };
  // Whatever order instruments are read in, the declared order of roles is the order of events.
  const series = busy.feeds.flatMap((role) => feeds[role.role ?? role]);
  return fingerprint(
    runBacktest({
      strategies: [
        { id: 'a', strategy: busy, params: {}, feeds, capital: 60_000 },
        { id: 'b', strategy: busy, params: {}, feeds: { asset: others[0], others: [others[1]] }, capital: 40_000 },
      ],
      series,
      instruments: series.map(({ id }) => instrumentOf(id, { stepSize: 0.001, tickSize: 0.0001 })),
      account: { cash: 100_000, type: 'margin', leverage: 3, currency: 'USD' },
      fee: { model: 'maker-taker', maker: -0.0001, taker: 0.0005 },
      slippage: { model: 'ticks', ticks: 2 },
      sizer: { model: 'fraction-of-equity', fraction: 0.1 },
      risk: { maxDrawdown: 0.9, maxDailyLoss: null, maxPositionNotional: null },
      simulator: { fillOn: 'next-open', touch: 'through', exitsFrom: 'fill' },
      seed: 7,
      warmUntil: Number.NEGATIVE_INFINITY,
    }),
  );
}

const result = hash(process.argv.includes('--swap'));
if (isMainThread) console.log(result);
else parentPort.postMessage(result);
