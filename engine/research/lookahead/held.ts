import { Line } from '../../model/line.ts';
import { type BarColumns, BarSeries, type Column, CustomSeries, QuoteSeries, Series, TradeSeries } from '../../model/series.ts';

/** A series as plain columns, which another process can be handed; as in a series, row 0 of each is before the first. */
export interface Held {
  readonly kind: Series['kind'];
  readonly id: string;
  /** The number of its instrument; -1 for a custom series. */
  readonly instrument: number;
  /** The number of the currency whose rate it is; 0 for none. */
  readonly converts: number;
  /** Of bars: the usual length of one in milliseconds, by which the finest feed is chosen. */
  readonly length: number;
  /** When each row becomes known, ascending. */
  readonly times: Column;
  /** All else by name: `openTimes`, prices, sizes, `about`, the columns of a custom series. */
  readonly columns: Readonly<Record<string, Column>>;
}

/** What a series that is whole holds; the columns themselves, not copies. */
export function heldOf(series: Series): Held {
  const { kind, id, instrument, converts } = series;
  const length = series instanceof BarSeries ? BarSeries.lengthOf(series) : Number.NaN;
  return { kind, id, instrument, converts, length, times: Series.timesOf(series), columns: columnsOf(series) };
}

/** A series that has not begun, of what one held. */
export function seriesOf({ kind, id, instrument, converts, length, times, columns }: Held): Series {
  const rest = { ...columns, times };
  return Object.assign(made(kind, id, length, rest), { instrument, converts });
}

function made(kind: Held['kind'], id: string, length: number, columns: Readonly<Record<string, Column>>): Series {
  if (kind === 'bars') return BarSeries.part(ofLength(id, length), columns as unknown as BarColumns);
  if (kind === 'quotes') return new QuoteSeries(id, columns as unknown as ConstructorParameters<typeof QuoteSeries>[1]);
  if (kind === 'trades') return new TradeSeries(id, columns as unknown as ConstructorParameters<typeof TradeSeries>[1]);
  const { times, about, ...own } = columns;
  return new CustomSeries(id, times!, about!, own);
}

/** One bar of the length that bars are taken to have, whichever of them are there. */
function ofLength(id: string, length: number): BarSeries {
  const one = Float64Array.of(Number.NaN, 1);
  const times = Float64Array.of(Number.NaN, length);
  const openTimes = Float64Array.of(Number.NaN, 0);
  return new BarSeries(id, { openTimes, times, open: one, high: one, low: one, close: one, volume: one });
}

function columnsOf(series: Series): Record<string, Column> {
  if (series instanceof BarSeries) {
    const { openTimes, open, high, low, close, volume } = BarSeries.columnsOf(series);
    return { openTimes, open, high, low, close, volume };
  }
  if (series instanceof TradeSeries) {
    const { price, size, side } = series;
    return buffersOf({ price, size, side });
  }
  if (series instanceof QuoteSeries) {
    const lines: Record<string, Line> = {};
    for (const side of ['bid', 'ask'] as const)
      for (const [k, { price, size }] of series[`${side}s`].entries()) {
        lines[`${side}${k === 0 ? '' : k + 1}`] = price;
        // A size that nobody knows is no column.
        if (Line.maskOf(size) === -1) lines[`${side}Size${k === 0 ? '' : k + 1}`] = size;
      }
    return buffersOf(lines);
  }
  const custom = series as CustomSeries;
  return { about: Line.bufferOf(custom.about), ...buffersOf(Object.fromEntries(custom.names.map((name) => [name, custom.line(name)]))) };
}

const buffersOf = (lines: Readonly<Record<string, Line>>): Record<string, Column> =>
  Object.fromEntries(Object.entries(lines).map(([name, line]) => [name, Line.bufferOf(line)]));
