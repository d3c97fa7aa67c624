import { notionalAt } from '../../model/instrument.ts';
import type { RejectReason } from '../../model/order.ts';
import { type Asked, isBeyond, type RiskCheck } from '../check.ts';
import { waiting } from '../worst-case.ts';

/** No position of the account of more units once the order has filled, by instrument; what makes it smaller passes. */
export const maxPositionQty = (limits: readonly number[], counts: boolean): RiskCheck =>
  check(counts, 'max-position-qty', (after, { order }) => isBeyond(after, limits[order.instrument]!));

/** No position of the account worth more at the order's price, in account currency, once the order has filled; by instrument. */
export const maxPositionNotional = (limits: readonly number[], counts: boolean): RiskCheck =>
  check(counts, 'max-position-notional', (after, { order: { instrument: i }, price, instruments, account }) =>
    isBeyond(notionalAt(instruments[i]!, after, price) * account.rateOf(i), limits[i]!),
  );

function check(counts: boolean, reason: RejectReason, isTooMuch: (after: number, asked: Asked) => boolean): RiskCheck {
  return {
    sized: true,
    exitsReduce: counts,
    refuse(asked) {
      const { order, qty, account } = asked;
      const held = account.qty(order.instrument);
      const more = qty + (counts ? waiting(asked, order.instrument, order.side) : 0);
      const after = Math.abs(held + (order.side === 'buy' ? more : -more));
      return !(after <= Math.abs(held)) && isTooMuch(after, asked) ? reason : undefined;
    },
  };
}
