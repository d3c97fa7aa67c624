/** One benchmark in a process of its own: `node work.mjs NAME RUNS` prints one line of JSON, milliseconds per run. */

import { inlineFor, ownProcess } from '../../dist/app/inlining.js';
import { BarSeries, crossedAbove, crossedBelow, defineStrategy, instrumentOf, many, runBacktest, sma } from '../../dist/engine/index.js';
import { floorOne, floorTen } from './floor.mjs';
import { walk } from './series.mjs';

const [name = 'W1', runs = '1'] = process.argv.slice(2);

const one = defineStrategy({
  name: 'one',
  params: {},
  feeds: ['asset'],
  setup(ctx) {
    const { asset } = ctx.feeds;
    const fast = sma(asset.close, 10);
    const slow = sma(asset.close, 20);
    return {
      onBar() {
        if (crossedAbove(fast, slow)) {
          if (ctx.position(asset).qty === 0) ctx.buy(asset);
        } else if (crossedBelow(fast, slow)) ctx.close(asset);
      },
    };
  },
});

const ten = defineStrategy({
  name: 'ten',
  params: {},
  feeds: [many('universe')],
  setup(ctx) {
    const lines = ctx.feeds.universe.map((asset) => ({ asset, fast: sma(asset.close, 10), slow: sma(asset.close, 20) }));
    return {
      onSlice() {
        for (const { asset, fast, slow } of lines) {
          if (crossedAbove(fast, slow)) {
            if (ctx.position(asset).qty === 0) ctx.buy(asset);
          } else if (crossedBelow(fast, slow)) ctx.close(asset);
        }
      },
    };
  },
});

function backtest(columns, strategy, sizer, leverage) {
  const series = columns.map((own, k) => Object.assign(new BarSeries(`I${k}`, own), { instrument: k }));
  const feeds = strategy === one ? { asset: series[0] } : { universe: series };
  const { session } = runBacktest({
    strategies: [{ id: strategy.name, strategy, params: {}, feeds, capital: null }],
    series,
    instruments: series.map(({ id }) => instrumentOf(id, { stepSize: 1 })),
    account: { cash: 1e6, type: 'margin', leverage, currency: 'USD' },
    fee: { model: 'percent', rate: 0.00001 },
    slippage: { model: 'none' },
    sizer,
    risk: { maxDrawdown: null, maxDailyLoss: null, maxPositionNotional: null },
    simulator: { fillOn: 'next-open', touch: 'through', exitsFrom: 'fill' },
    seed: 1,
    warmUntil: Number.NEGATIVE_INFINITY,
  });
  return { trips: session.account.trips.length, equity: session.account.equity };
}

const allIn = { model: 'fraction-of-equity', fraction: 0.99 };
const fixed = { model: 'notional', notional: 100000 };
const seeds = Array.from({ length: 10 }, (_, k) => 42 + k);
const CASES = {
  W1: [1e6, (d) => backtest(d, one, allIn, 1)],
  'W1-floor': [1e6, (d) => floorOne(d[0])],
  W3: [1e5, (d) => backtest(d, ten, fixed, 10)],
  'W3-floor': [1e5, floorTen],
  'W1-10M': [1e7, (d) => backtest(d, one, allIn, 1)],
  'W1-10M-floor': [1e7, (d) => floorOne(d[0])],
};

const [bars, run] = CASES[name];
const data = (name.startsWith('W3') ? seeds : [42]).map((seed) => walk(bars, seed));
// As the command line does before it runs.
ownProcess();
if (!name.endsWith('-floor')) inlineFor(bars * data.length);
const ms = [];
let outcome;
for (let r = 0; r < Number(runs); r++) {
  const start = process.hrtime.bigint();
  outcome = run(data);
  ms.push(Number(process.hrtime.bigint() - start) / 1e6);
}
console.log(JSON.stringify({ name, ms, rssMb: process.resourceUsage().maxRSS / 1024, ...outcome }));
