import type { SourceKind } from '../data/loaded.ts';
import { DataError } from '../engine/model/errors.ts';
import type { Line } from '../engine/model/line.ts';
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

/** The finest data beside a feed's bars; with queues its quotes and its trades, where it has both. */
export function finestOf(feed: Feed, hasQueues: boolean): readonly FinerFeed[] {
  const given = BESIDE.flatMap(([name, kind]) => {
    const own = name in feed ? (feed as { readonly [K in typeof name]?: PlainFeed | null })[name] : null;
    return own == null ? [] : [{ name, kind, feed: own }];
  });
  const both = hasQueues && given[0]?.name === 'trades' && given[1]?.name === 'quotes';
  const unused = given.slice(both ? 2 : 1).map(({ name }) => name);
  return given.slice(0, both ? 2 : 1).map((one, k) => ({ ...one, unused: k === 0 ? unused : [] }));
}

/** Prices of different vendors differ by less than this; those of another instrument, or adjusted otherwise, by more. */
const FAR = 0.01;

/**
 * Checks that finer data cover the bars and speak of the same prices, for orders are judged on them alone. Returns
 * warnings: bars without finer data, and bars whose finer prices leave them. Throws a DataError for data that do not
 * cover the run, or are of other prices.
 */
export function checkFiner(bars: BarSeries, finer: Series): string[] {
  if (finer instanceof BarSeries && BarSeries.lengthOf(finer) >= BarSeries.lengthOf(bars))
    throw new DataError(
      `Expected the finer bars of "${bars.id}" to be shorter than ${BarSeries.lengthOf(bars)} ms, but it was "${BarSeries.lengthOf(finer)} ms"`,
    );
  // Readers of their own: these may be series of which only a part is in memory at a time.
  const own = bars.again();
  const rows = new Rows(finer.again());
  const [empty, outside, far] = [new Count(), new Count(), new Count()];
  let begins = Number.NaN;
  while (own.row < own.rows) {
    own.advance();
    if (own.row === 1) begins = own.ts;
    rows.read(own.openTs, own.ts);
    if (Number.isNaN(rows.last)) empty.add(own.openTs);
    else {
      const [least, most] = [own.low.value, own.high.value];
      const reach = FAR * Math.abs(rows.last);
      if (rows.last < least - reach || rows.last > most + reach) far.add(own.openTs);
      if (!(finer instanceof QuoteSeries) && (rows.low < least - NOISE * Math.abs(least) || rows.high > most + NOISE * Math.abs(most)))
        outside.add(own.openTs);
    }
  }
  if (rows.begins > begins || rows.isBefore(own.openTs))
    throw new DataError(
      `Expected finer data of "${bars.id}" from ${day(begins)} to ${day(own.ts)}, as its bars are, but it was "from ${day(rows.begins)} to ${day(rows.ends())}": set "from" and "to"`,
    );
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
  /** The time of the first row. */
  readonly begins: number;
  readonly #series: Series;
  readonly #lines: readonly [low: Line, high: Line, last: Line, other: Line];
  /** A bar is known at its end and belongs to the time before it; a quote or a trade to the time after it. */
  readonly #isBars: boolean;

  constructor(series: Series) {
    series.begin();
    this.begins = Series.timeAt(series, 1);
    this.#series = series;
    this.#isBars = series instanceof BarSeries;
    this.#lines = linesOf(series);
  }

  /** Reads the rows of the bar that opens and closes then. */
  read(openTs: number, ts: number): void {
    const series = this.#series;
    const [low, high, last, other] = this.#lines;
    this.low = Number.POSITIVE_INFINITY;
    this.high = Number.NEGATIVE_INFINITY;
    this.last = Number.NaN;
    while (series.row < series.rows) {
      const time = Series.timeAt(series, series.row + 1);
      if (this.#isBars ? time > ts : time >= ts) return;
      series.advance();
      if (this.#isBars ? time <= openTs : time < openTs) continue;
      const price = (last.value + other.value) / 2;
      if (Number.isNaN(price)) continue;
      this.last = price;
      this.low = Math.min(this.low, low.value);
      this.high = Math.max(this.high, high.value);
    }
  }

  /** Whether all rows have been read, and end at a time or before. */
  isBefore(ts: number): boolean {
    return this.#series.row === this.#series.rows && this.#series.ts <= ts;
  }

  /** The time of the last row; reads up to it. */
  ends(): number {
    while (this.#series.row < this.#series.rows) this.#series.advance();
    return this.#series.ts;
  }
}

function linesOf(series: Series): readonly [low: Line, high: Line, last: Line, other: Line] {
  if (series instanceof BarSeries) return [series.low, series.high, series.close, series.close];
  if (series instanceof QuoteSeries) return [series.bid, series.ask, series.bid, series.ask];
  const { price } = series as TradeSeries;
  return [price, price, price, price];
}

const day = (ts: number): string => new Date(ts).toISOString().slice(0, 16).replace('T00:00', '');
