import { COINS, snapNearest } from '../../../model/grid.ts';
import { type Instrument, valueAt } from '../../../model/instrument.ts';

/**
 * Units of what is bought that a fee takes, to eight decimals; 0 where it is paid in money: for what is not spot, for a purchase that
 * covers a short position of the strategy (`own` signed units before it), for less than the last decimal, and where it would take all.
 */
export function unitsTaken(instrument: Instrument, own: number, qty: number, price: number, fee: number): number {
  const unit = valueAt(instrument, 1, price);
  if (instrument.contract !== 'spot' || own < 0 || !(unit > 0)) return 0;
  const units = snapNearest(COINS, fee / unit);
  return units < qty ? units : 0;
}
