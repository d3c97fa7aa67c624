import { runBacktest } from '../../engine/loop/backtest.ts';
import { fingerprint } from '../../engine/loop/fingerprint.ts';
import type { BacktestParts, FinishedRun } from '../../engine/loop/parts.ts';
import { BarSeries } from '../../engine/model/series.ts';
import { partsOf, trader } from '../engine/world.ts';
import { LENGTHS, walk } from './random-world.ts';

/** A run that uses much of the engine, the same for the same seed. */
export const randomRun = (seed: number): FinishedRun => runBacktest(randomParts(seed));

/** What it is made of. */
export function randomParts(seed: number): BacktestParts {
  const feeds = { minute: new BarSeries('M', walk(seed, 600, LENGTHS['5m'])), hour: new BarSeries('H', walk(seed + 1, 60, LENGTHS['1h'])) };
  const first = trader(feeds, (ctx) => ({
    onBar(bars) {
      const luck = ctx.random();
      if (luck < 0.1) ctx.buy(bars, { stopLoss: { pct: 0.02 }, takeProfit: { pct: 0.02 } });
      else if (luck < 0.15) ctx.sell(bars, { limit: bars.close.value + 1, tif: 'day' });
      else if (luck < 0.2) ctx.target(bars, luck - 0.15);
    },
    onFill: ({ side }) => void (side === 'sell' && ctx.random() < 0.2 && ctx.close(ctx.feeds.minute)),
  }));
  const second = trader(
    feeds,
    (ctx) => {
      ctx.every('15m', () => void (ctx.random() < 0.1 && ctx.buy(ctx.feeds.hour, { qty: 1, trigger: ctx.feeds.hour.close.value + 1 })));
      return {};
    },
    { capital: 3_000 },
  );
  return partsOf([first, second], {
    seed,
    sizer: { model: 'fraction-of-equity', fraction: 0.3, at: 'fill' },
    fee: { model: 'maker-taker', maker: 0.0001, taker: 0.0005 },
    slippage: { model: 'percent', rate: 0.0005 },
    instruments: { M: { stepSize: 0.01, tickSize: 0.01 }, H: { stepSize: 1 } },
  });
}

/** The fingerprint of such a run; for threads that import nothing else. */
export const hashOfRandomRun = (seed: number): string => fingerprint(randomRun(seed));
