import { gridOf, snapTowardZero } from '../model/grid.ts';
import { revised } from './revised.ts';
import type { SizerModel } from './sizer.ts';

/** The units of another sizer in whole lots, toward zero; what is left of less than a lot is nothing. */
export function roundTo(of: SizerModel, lot: number): SizerModel {
  const lots = gridOf(lot);
  return revised(of, (units) => snapTowardZero(lots, units));
}
