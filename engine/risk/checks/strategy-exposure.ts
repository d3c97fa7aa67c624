import { type Asked, isBeyond, type RiskCheck } from '../check.ts';
import { furthest, worthOf } from '../worst-case.ts';

/** The sum of |notional| of one strategy's own positions, as a fraction of the account's equity. */
export const maxStrategyExposure = (limits: readonly number[], counts: boolean): RiskCheck => ({
  sized: true,
  exitsReduce: true,
  refuse(asked) {
    const { order, account, instruments } = asked;
    const limit = limits[order.strategy]!;
    if (limit === Number.POSITIVE_INFINITY) return undefined;
    if (most(asked, order.instrument, counts, true) <= most(asked, order.instrument, counts, false)) return undefined;
    let sum = 0;
    for (let i = 0; i < instruments.length; i++) sum += worthOf(asked, i, most(asked, i, counts, true));
    return isBeyond(sum, limit * account.equity) ? 'max-strategy-exposure' : undefined;
  },
});

/** What the strategy may come to hold of an instrument, whichever of its orders fill. */
function most({ order, qty, account, working }: Asked, i: number, counts: boolean, withIt: boolean): number {
  const { strategy, side } = order;
  const own = withIt && order.instrument === i ? qty : 0;
  const buys = (counts ? working.buys(strategy, i) : 0) + (side === 'buy' ? own : 0);
  const sells = (counts ? working.sells(strategy, i) : 0) + (side === 'sell' ? own : 0);
  return furthest(account.qtyOf(strategy, i), buys, sells);
}
