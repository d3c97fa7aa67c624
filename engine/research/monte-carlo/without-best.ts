import { compounded, type Traded } from './traded.ts';

/** What is left of a run without its best round trips: much of many a result hangs on a few. */
export interface WithoutBest {
  readonly dropped: number;
  readonly trades: number;
  /** What all round trips compound to, and what the rest of them does. */
  readonly totalReturn: number;
  readonly totalReturnWithout: number;
  /** The profit of those that were dropped over the profit of all; above 1 where the rest lost. NaN where all made no profit. */
  readonly shareOfProfit: number;
}

/** Drops the round trips that made the most of the money there was; null without round trips. */
export function withoutBest(traded: Traded | null, count: number): WithoutBest | null {
  if (traded === null) return null;
  const { shares, trips } = traded;
  const order = [...shares.keys()].sort((a, b) => shares[b]! - shares[a]!);
  const best = new Set(order.slice(0, count));
  const profit = trips.reduce((sum, { pnl }) => sum + pnl, 0);
  const ofBest = trips.reduce((sum, { pnl }, k) => (best.has(k) ? sum + pnl : sum), 0);
  return {
    dropped: best.size,
    trades: shares.length,
    totalReturn: compounded(shares),
    totalReturnWithout: compounded(shares.filter((_, k) => !best.has(k))),
    shareOfProfit: profit > 0 ? ofBest / profit : Number.NaN,
  };
}
