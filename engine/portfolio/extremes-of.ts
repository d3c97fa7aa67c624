import { Line } from '../model/line.ts';
import { BarSeries, QuoteSeries, type Series, TradeSeries } from '../model/series.ts';
import type { Extremes } from './round-trips.ts';

/** The highest and lowest price of each row at which what is closed could have been: a long is worth the bid, a short the ask. */
export function extremesOf(series: Series, short: boolean): Extremes | undefined {
  if (series instanceof BarSeries) return BarSeries.heldOf(series);
  const line = series instanceof QuoteSeries ? (short ? series.ask : series.bid) : series instanceof TradeSeries ? series.price : undefined;
  if (line === undefined) return undefined;
  const price = Line.bufferOf(line);
  return { high: price, low: price, mask: Line.maskOf(line) };
}
