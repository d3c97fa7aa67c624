import type { SourceKind } from '../data/loaded.ts';
import { DataError } from '../engine/model/errors.ts';
import { Line } from '../engine/model/line.ts';
import { BarSeries, QuoteSeries, Series, type TradeSeries } from '../engine/model/series.ts';
import type { Feed, PlainFeed } from './config/feeds.ts';

/** What may lie beside the bars of a feed, the finest first. */
const BESIDE = [
  ['trades', 'trades'],
  ['quotes', 'quotes'],
  ['finer', 'bars'],
] as const satisfies readonly (readonly [name: string, kind: SourceKind])[];

/** Data on which the orders of a feed's instrument are judged, and which no strategy is shown. */
export interface FinerFeed {
  readonly name: 'finer' | 'quotes' | 'trades';
  readonly kind: 'bars' | 'quotes' | 'trades';
  readonly feed: PlainFeed;
  /** Coarser data that were given too, and are not needed. */
  readonly unused: readonly string[];
}

/** The finest data beside a feed's bars; undefined where there are none. */
export function finestOf(feed: Feed): FinerFeed | undefined {
  const given = BESIDE.flatMap(([name, kind]) => {
    const own = name in feed ? (feed as { readonly [K in typeof name]?: PlainFeed | null })[name] : null;
    return own == null ? [] : [{ name, kind, feed: own }];
  });
  const [finest, ...rest] = given;
  return finest === undefined ? undefined : { ...finest, unused: rest.map(({ name }) => name) };
}

/** Prices of different vendors differ by less than this; those of another instrument, or adjusted otherwise, by more. */
const FAR = 0.01;

/**
 * Checks that finer data cover the bars and speak of the same prices, for orders are judged on them alone. Returns
 * warnings: bars without finer data, and bars whose finer prices leave them. Throws a DataError for data that do not
 * cover the run, or are of other prices.
 */
export function checkFiner(bars: BarSeries, finer: Series): string[] {
  const { openTimes, times, low, high } = BarSeries.columnsOf(bars);
  const [begins, ends] = [Series.timesOf(finer)[1]!, Series.timesOf(finer).at(-1)!];
  if (finer instanceof BarSeries && lengthOf(finer) >= lengthOf(bars))
    throw new DataError(
      `Expected the finer bars of "${bars.id}" to be shorter than ${lengthOf(bars)} ms, but it was "${lengthOf(finer)} ms"`,
    );
  if (begins > times[1]! || ends <= openTimes[bars.rows]!)
    throw new DataError(
      `Expected finer data of "${bars.id}" from ${day(times[1]!)} to ${day(times[bars.rows]!)}, as its bars are, but it was "from ${day(begins)} to ${day(ends)}": set "from" and "to"`,
    );
  const rows = new Rows(finer);
  const [empty, outside, far] = [new Count(), new Count(), new Count()];
  for (let row = 1; row <= bars.rows; row++) {
    rows.read(openTimes[row]!, times[row]!);
    if (Number.isNaN(rows.last)) empty.add(openTimes[row]!);
    else {
      const [least, most] = [low[row]!, high[row]!];
      const reach = FAR * Math.abs(rows.last);
      if (rows.last < least - reach || rows.last > most + reach) far.add(openTimes[row]!);
      if (!(finer instanceof QuoteSeries) && (rows.low < least - NOISE * Math.abs(least) || rows.high > most + NOISE * Math.abs(most)))
        outside.add(openTimes[row]!);
    }
  }
  if (far.count * 2 > bars.rows - empty.count)
    throw new DataError(
      `Expected the finer data of "${bars.id}" to have the prices of its bars, but on ${far.count} of ${bars.rows} bars (first ${far.first}) they end more than 1 % outside of the bar: are both adjusted in the same way?`,
    );
  const of = `of ${bars.rows} bars of "${bars.id}"`;
  return [
    ...(empty.count === 0 ? [] : [`${empty.count} ${of} have no finer data (first ${empty.first}): orders wait through them`]),
    ...(outside.count === 0 ? [] : [`${outside.count} ${of} do not hold the prices of their finer data (first ${outside.first})`]),
  ];
}

/** Rounding of prices in files, relative. */
const NOISE = 1e-9;

/** How many bars, and when the first of them began. */
class Count {
  count = 0;
  first = '';

  add(ts: number): void {
    if (this.count++ === 0) this.first = day(ts);
  }
}

/** Goes through finer rows, bar by bar. */
class Rows {
  low = Number.NaN;
  high = Number.NaN;
  /** The newest price of the bar that was read; NaN where it holds none. */
  last = Number.NaN;
  readonly #times: Float64Array;
  readonly #columns: readonly [low: Float64Array, high: Float64Array, last: Float64Array, other: Float64Array];
  /** A bar is known at its end and belongs to the time before it; a quote or a trade to the time after it. */
  readonly #isBars: boolean;
  #row = 1;

  constructor(series: Series) {
    this.#times = Series.timesOf(series);
    this.#isBars = series instanceof BarSeries;
    this.#columns = columnsOf(series);
  }

  /** Reads the rows of the bar that opens and closes then. */
  read(openTs: number, ts: number): void {
    const [low, high, last, other] = this.#columns;
    this.low = Number.POSITIVE_INFINITY;
    this.high = Number.NEGATIVE_INFINITY;
    this.last = Number.NaN;
    for (; this.#row < this.#times.length; this.#row++) {
      const time = this.#times[this.#row]!;
      if (this.#isBars ? time > ts : time >= ts) return;
      if (this.#isBars ? time <= openTs : time < openTs) continue;
      const price = (last[this.#row]! + other[this.#row]!) / 2;
      if (Number.isNaN(price)) continue;
      this.last = price;
      this.low = Math.min(this.low, low[this.#row]!);
      this.high = Math.max(this.high, high[this.#row]!);
    }
  }
}

function columnsOf(series: Series): readonly [low: Float64Array, high: Float64Array, last: Float64Array, other: Float64Array] {
  if (series instanceof BarSeries) {
    const { low, high, close } = BarSeries.columnsOf(series);
    return [low, high, close, close];
  }
  if (series instanceof QuoteSeries) {
    const [bid, ask] = [Line.bufferOf(series.bid), Line.bufferOf(series.ask)];
    return [bid, ask, bid, ask];
  }
  const price = Line.bufferOf((series as TradeSeries).price);
  return [price, price, price, price];
}

/** The typical length of a bar, milliseconds. */
export function lengthOf(bars: BarSeries): number {
  const { openTimes, times } = BarSeries.columnsOf(bars);
  const middle = Math.ceil(bars.rows / 2);
  return times[middle]! - openTimes[middle]!;
}

const day = (ts: number): string => new Date(ts).toISOString().slice(0, 16).replace('T00:00', '');
