import { BarSeries, Series } from '../../model/series.ts';
import { DAY } from '../../model/time.ts';

/** A session is a UTC day, and a bar of a day or longer is one of its own: whether a bar's open is the opening auction. */
export function opensSession(series: BarSeries, row: number): boolean {
  return row === 1 || isLong(series, row) || dayOf(BarSeries.openTimeAt(series, row - 1)) !== dayOf(BarSeries.openTimeAt(series, row));
}

/** Whether a bar's close is the closing auction: none follows it in its session. Asks the times of bars, never a price. */
export function closesSession(series: BarSeries, row: number): boolean {
  return (
    row === series.rows || isLong(series, row) || dayOf(BarSeries.openTimeAt(series, row + 1)) !== dayOf(BarSeries.openTimeAt(series, row))
  );
}

const dayOf = (ts: number): number => Math.floor(ts / DAY);

function isLong(series: BarSeries, row: number): boolean {
  return Series.timeAt(series, row) - BarSeries.openTimeAt(series, row) >= DAY;
}
