import { gainOf } from '../model/instrument.ts';
import type { Sizer } from './sizer.ts';

/**
 * As many units as lose a share `risk` of equity if the attached stop loss is hit at its price:
 * equity x risk / (|price - stop| x multiplier) (Vince, Portfolio Management Formulas, 1990). NaN without a stop.
 */
export const fixedFractional =
  (risk: number): Sizer =>
  ({ equity, price, stop, instrument, rate }) =>
    (equity * risk) / (Math.abs(gainOf(instrument, 1, price, stop)) * rate);
