import { type Asked, isBeyond, type RiskCheck } from '../check.ts';
import { waiting, worthOf } from '../worst-case.ts';

/** Longs less shorts, or shorts less longs, are at most so many times equity: an order is refused on the side that is beyond. */
export const maxNetExposure = (limit: number, counts: boolean): RiskCheck => ({
  sized: true,
  exitsReduce: true,
  refuse: (asked) => (isBeyond(netWith(asked, counts), limit * asked.account.equity) ? 'max-net-exposure' : undefined),
});

/** The net on the order's side once all orders of that side have filled. */
function netWith(asked: Asked, counts: boolean): number {
  const { order, qty, account, instruments } = asked;
  const sign = order.side === 'buy' ? 1 : -1;
  let net = 0;
  for (let i = 0; i < instruments.length; i++) {
    const more = (counts ? waiting(asked, i, order.side) : 0) + (i === order.instrument ? qty : 0);
    const after = sign * account.qty(i) + more;
    net += Math.sign(after) * worthOf(asked, i, after);
  }
  return net;
}
