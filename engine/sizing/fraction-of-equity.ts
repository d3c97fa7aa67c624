import { notionalAt } from '../model/instrument.ts';
import type { SizerModel } from './sizer.ts';

/** Rounding of a product of doubles, relative. */
const NOISE = 4 * Number.EPSILON;

/**
 * As many units as a share of equity buys. A share of 1 is all of it; more than 1 needs leverage. At the fill the fee
 * is part of the price, so that all of the equity can be spent and not a cent more.
 */
export const fractionOfEquity =
  (fraction: number): SizerModel =>
  () =>
  ({ equity, price, instrument, rate, fee }) =>
    unitsFor((equity * fraction) / rate, notionalAt(instrument, 1, price), fee);

/** The units that `money` pays for at `notional` each, with their fee. */
export function unitsFor(money: number, notional: number, fee: (qty: number) => number): number {
  const feeless = money / notional;
  if (!(feeless > 0)) return feeless;
  // Exact where the fee grows with the quantity; where it has a fixed part, that part is taken off first.
  const qty = money / (notional + fee(feeless) / feeless);
  return qty * notional + fee(qty) <= money * (1 + NOISE) ? qty : (money - fee(qty)) / notional;
}
