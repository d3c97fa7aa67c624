import { Inlet } from '../model/inlet.ts';
import { Line } from '../model/line.ts';
import { BarSeries, CustomSeries, QuoteSeries, Series, TradeSeries } from '../model/series.ts';

/** A series whose rows come one by one, and where they enter. */
export interface Arriving {
  readonly series: Series;
  readonly inlet: Inlet;
}

const BARS = ['openTimes', 'times', 'open', 'high', 'low', 'close', 'volume'] as const;
const QUOTES = ['times', 'bid', 'ask', 'bidSize', 'askSize'] as const;
const TRADES = ['times', 'price', 'size', 'side'] as const;

/** Bars of `length` milliseconds that come one by one. */
export function arrivingBars(id: string, length: number): Arriving & { readonly series: BarSeries } {
  const inlet = new Inlet(BARS, length);
  return { series: new BarSeries(id, inlet), inlet };
}

/** A series like another, into which rows come one by one: the same instrument, the same columns, nothing yet in it. */
export function arrivingLike(series: Series): Arriving {
  const like = make(series);
  like.series.instrument = series.instrument;
  like.series.converts = series.converts;
  return like;
}

function make(series: Series): Arriving {
  if (series instanceof BarSeries) return arrivingBars(series.id, BarSeries.lengthOf(series));
  const inlet = new Inlet(namesOf(series));
  if (series instanceof QuoteSeries) return { series: new QuoteSeries(series.id, inlet), inlet };
  if (series instanceof TradeSeries) return { series: new TradeSeries(series.id, inlet), inlet };
  return { series: new CustomSeries(series.id, inlet, (series as CustomSeries).names), inlet };
}

/** The names of a series' columns, in the order of the values of a row. */
export function namesOf(series: Series): readonly string[] {
  if (series instanceof BarSeries) return BARS;
  if (series instanceof TradeSeries) return TRADES;
  if (series instanceof CustomSeries) return ['knownAt', 'about', ...series.names];
  const deeper = (series as QuoteSeries).bids
    .slice(1)
    .flatMap((_, k) => [`bid${k + 2}`, `ask${k + 2}`, `bidSize${k + 2}`, `askSize${k + 2}`]);
  return [...QUOTES, ...deeper];
}

/** The values of the row that a series shows next. */
export const rowAhead = (series: Series): number[] => rowAt(series, series.row + 1);

/** The values of a row: one of the newest 1024, or the next. */
export function rowAt(series: Series, row: number): number[] {
  const at = (line: Line): number => Line.at(line, row);
  const ts = Series.timeAt(series, row);
  if (series instanceof BarSeries) {
    const { open, high, low, close, volume } = series;
    return [BarSeries.openTimeAt(series, row), ts, at(open), at(high), at(low), at(close), at(volume)];
  }
  if (series instanceof TradeSeries) return [ts, at(series.price), at(series.size), at(series.side)];
  if (series instanceof CustomSeries) return [ts, at(series.about), ...series.names.map((name) => at(series.line(name)))];
  const { bids, asks } = series as QuoteSeries;
  const levels = bids.flatMap(({ price, size }, k) => [
    at(price as Line),
    at(asks[k]!.price as Line),
    at(size as Line),
    at(asks[k]!.size as Line),
  ]);
  return [ts, ...levels];
}

/** When the row of such values becomes known. */
export const timeOf = (series: Series, values: readonly number[]): number => values[series.kind === 'bars' ? 1 : 0]!;
