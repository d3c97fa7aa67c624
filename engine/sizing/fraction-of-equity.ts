import type { Sizer } from './sizer.ts';

/**
 * As many units as a share of equity buys. A share of 1 is all of it; more than 1 needs leverage. At the fill the fee
 * is part of the price, so that all of the equity can be spent and not a cent more.
 */
export const fractionOfEquity =
  (fraction: number): Sizer =>
  ({ equity, price, instrument, feePerUnit }) =>
    (equity * fraction) / (price * instrument.multiplier + feePerUnit);
