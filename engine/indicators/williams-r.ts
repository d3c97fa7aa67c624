import type { Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { highest, lowest } from './extremes.ts';
import { wholePeriod } from './period.ts';
import { rangePosition } from './range-position.ts';

/**
 * Williams %R (Larry Williams, 1973), -100 to 0: how far the close is below the highest high of the last `period` bars,
 * in percent of their range; ready on row `period`. A range without width gives 0, as in TA-Lib and LEAN. A NaN in the
 * bars starts the window anew.
 */
export function williamsR(bars: Bars, period: number): Line {
  wholePeriod(period, 'williamsR');
  return rangePosition(bars.close, highest(bars.high, period), lowest(bars.low, period), { scale: -100, flat: 0 });
}
