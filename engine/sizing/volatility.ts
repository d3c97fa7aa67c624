import { rocp } from '../indicators/roc.ts';
import { stdev } from '../indicators/stdev.ts';
import type { BarSeries } from '../model/series.ts';
import { barsPerYear } from './bars-per-year.ts';
import type { SizingDesk } from './sizer.ts';

/**
 * The yearly volatility of an instrument's bars: the standard deviation (of a sample) of the returns of the last `period`
 * finished ones, times the root of the bars a year. NaN before there are as many, 0 where the price stands still.
 */
export function volatility(
  desk: SizingDesk,
  index: number,
  bars: BarSeries,
  period: number,
  periodsPerYear: number | null | undefined,
): () => number {
  const spread = stdev(rocp(bars.close, 1), period, { sample: true });
  const yearly = typeof periodsPerYear === 'number' ? undefined : barsPerYear(bars, desk.instruments[index]!.calendar === '24/7');
  return () => spread.value * Math.sqrt(yearly?.value ?? periodsPerYear!);
}
