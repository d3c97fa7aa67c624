import { notionalAt } from '../../model/instrument.ts';
import { isBeyond, type RiskCheck } from '../check.ts';

/** No order of more units, by instrument. */
export const maxOrderQty = (limits: readonly number[]): RiskCheck => ({
  sized: true,
  refuse: ({ order, qty }) => (isBeyond(qty, limits[order.instrument]!) ? 'max-order-qty' : undefined),
});

/** No order worth more at the price it is expected to fill at, in account currency, by instrument. */
export const maxOrderNotional = (limits: readonly number[]): RiskCheck => ({
  sized: true,
  refuse: ({ order, qty, price, instruments, account }) => {
    const { instrument: i } = order;
    return isBeyond(notionalAt(instruments[i]!, qty, price) * account.rateOf(i), limits[i]!) ? 'max-order-notional' : undefined;
  },
});
