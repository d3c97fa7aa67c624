import { revised } from './revised.ts';
import type { SizerModel } from './sizer.ts';

/**
 * The units of another sizer x (1 - drawdown / limit), where the drawdown is how far the account's equity lies below its
 * highest value, as a share of that; none from the limit on. A fall is answered in proportion, as in Grossman and Zhou,
 * Optimal Investment Strategies for Controlling Drawdowns (1993).
 */
export const drawdownScaled = (of: SizerModel, limit: number): SizerModel =>
  revised(of, (units, _, desk) => {
    const { equity } = desk.account;
    const highest = Math.max(desk.peak(), equity);
    return units * Math.max(1 - (highest - equity) / highest / limit, 0);
  });
