import { gainOf } from '../model/instrument.ts';
import type { SizerModel, SizingRequest, Unsized } from './sizer.ts';

/**
 * As many units as lose a share `risk` of equity if the attached stop loss is hit at its price:
 * equity x risk / (|price - stop| x multiplier) (Vince, Portfolio Management Formulas, 1990). Nothing without a stop.
 */
export const fixedFractional =
  (risk: number): SizerModel =>
  () =>
  (request) =>
    unitsAtRisk(request, request.equity * risk);

/** The units that lose `money` between the order's price and its stop loss. */
export function unitsAtRisk({ instrument, price, stop, rate }: SizingRequest, money: number): number | Unsized {
  const units = money / (Math.abs(gainOf(instrument, 1, price, stop)) * rate);
  return Number.isFinite(units) ? units : 'no-stop-to-size-by';
}
