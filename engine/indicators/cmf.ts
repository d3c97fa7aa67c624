import type { Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { moneyFlow } from './money-flow.ts';
import { wholePeriod } from './period.ts';
import { ratioOfSums } from './ratio.ts';

/**
 * Chaikin money flow: of the volume of the last `period` bars, the share that was bought less the share that was sold,
 * -1 to 1, where a bar's volume counts as bought in full at a close on its high and as sold in full at a close on its
 * low; ready on row `period`. A bar without a range counts as neither (as in Stock.Indicators and LEAN). NaN while a NaN
 * is in the window, and where nothing was traded (LEAN: 0).
 */
export function cmf(bars: Bars, period: number): Line {
  wholePeriod(period, 'cmf');
  return ratioOfSums(moneyFlow(bars), bars.volume, period);
}
