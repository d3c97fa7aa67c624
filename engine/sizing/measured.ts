import { ConfigError } from '../model/errors.ts';
import { HISTORY } from '../model/line.ts';
import { type BarSeries, Series } from '../model/series.ts';
import type { SizingDesk } from './sizer.ts';

/** How many bars are measured, checked: two make a spread, and beyond the bars that are kept nothing is. Throws a ConfigError that names the sizer. */
export function measuredPeriod(period: number, sizer: string): number {
  if (Number.isSafeInteger(period) && period >= 2 && period < HISTORY) return period;
  throw new ConfigError(`Expected the period of ${sizer} to be a whole number from 2 to ${HISTORY - 1}, but it was "${period}"`);
}

/** The bars by which every instrument of the run is measured; only in set-up. */
export const barsOfAll = (desk: SizingDesk, timeframe: string | null | undefined): readonly BarSeries[] =>
  desk.instruments.map((_, index) => desk.bars(index, timeframe ?? undefined));

/** Whether a series has had a bar within the last `period` bars of another: what trades no more does not count. */
export const isAlive = (bars: BarSeries, beside: BarSeries, period: number): boolean =>
  bars.row > 0 && bars.ts >= Series.timeAt(beside, Math.max(beside.row - period, 1));
