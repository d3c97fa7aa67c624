import { BarSeries } from '../../model/series.ts';
import { DAY } from '../../model/time.ts';

/** A session is a UTC day, and a bar of a day or longer is one of its own: whether a bar's open is the opening auction. */
export function opensSession(series: BarSeries, row: number): boolean {
  const { openTimes } = BarSeries.columnsOf(series);
  return row === 1 || isLong(series, row) || dayOf(openTimes[row - 1]!) !== dayOf(openTimes[row]!);
}

/** Whether a bar's close is the closing auction: none follows it in its session. Asks the times of bars, never a price. */
export function closesSession(series: BarSeries, row: number): boolean {
  const { openTimes } = BarSeries.columnsOf(series);
  return row === series.rows || isLong(series, row) || dayOf(openTimes[row + 1]!) !== dayOf(openTimes[row]!);
}

const dayOf = (ts: number): number => Math.floor(ts / DAY);

function isLong(series: BarSeries, row: number): boolean {
  const { openTimes, times } = BarSeries.columnsOf(series);
  return times[row]! - openTimes[row]! >= DAY;
}
