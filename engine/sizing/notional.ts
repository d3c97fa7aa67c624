import type { Sizer } from './sizer.ts';

/** As many units as a fixed amount of money buys: `notional` / (price x multiplier). */
export const notional =
  (amount: number): Sizer =>
  ({ price, instrument }) =>
    amount / (price * instrument.multiplier);
