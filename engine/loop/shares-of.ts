import type { Payment } from '../model/payment.ts';

/** What is asked of an account: how much each strategy holds. */
export interface Holders {
  readonly strategies: number;
  qtyOf(strategy: number, instrument: number): number;
}

/**
 * A payment that an account got for an instrument, as those get it who hold it: each by what it holds of what all hold together, which is
 * what the venue paid for. It stays the account's own where it is for no instrument, and where nobody holds it any more.
 */
export function sharesOf(payment: Payment, holders: Holders): readonly Payment[] {
  const { strategy, instrument, amount } = payment;
  if (strategy !== -1 || instrument === -1) return [payment];
  const held = Array.from({ length: holders.strategies }, (_, s) => holders.qtyOf(s, instrument));
  const net = held.reduce((sum, qty) => sum + qty, 0);
  const count = held.filter((qty) => qty !== 0).length;
  if (count === 0 || net === 0) return [payment];
  if (count === 1) return [{ ...payment, strategy: held.findIndex((qty) => qty !== 0) }];
  return held.flatMap((qty, s) => (qty === 0 ? [] : [{ ...payment, strategy: s, amount: (amount * qty) / net }]));
}
