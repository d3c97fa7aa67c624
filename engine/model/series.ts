import { ConfigError } from './errors.ts';
import { Line } from './line.ts';
import type { RowSource } from './row-source.ts';
import { sameTimes } from './same-times.ts';
import { type Column, type Held, Series } from './series-base.ts';
import type { Bars, Custom, Level, Quotes, Trades } from './series-view.ts';
import { Stream } from './stream.ts';
import { type Millis, millis } from './time.ts';

export { type Column, type Held, Series } from './series-base.ts';
export type { Bars, Custom, Level, Quotes, SeriesView, Trades } from './series-view.ts';

/** A constant of its own module is not looked up anew at each use, as what others export is. */
const { at } = Line;

/** The columns of a bar series; a bar is `[open time, close time)` and its close time is when it becomes known. */
export interface BarColumns {
  readonly openTimes: Column;
  readonly times: Column;
  readonly open: Column;
  readonly high: Column;
  readonly low: Column;
  readonly close: Column;
  readonly volume: Column;
}

const OVERLAPPING = new WeakMap<BarColumns, boolean>();

function overlap({ openTimes, times }: BarColumns): boolean {
  const end = times.length | 0;
  for (let row = 2; row < end; row++) if (openTimes[row]! < times[row - 1]!) return true;
  return false;
}

/** Empty columns for `rows` bars, with the NaN row in front. */
export function barColumns(rows: number): BarColumns {
  const column = (): Column => {
    const values = new Float64Array(rows + 1);
    values[0] = Number.NaN;
    return values;
  };
  return { openTimes: column(), times: column(), open: column(), high: column(), low: column(), close: column(), volume: column() };
}

/** Open, high, low, close and volume per period. */
export class BarSeries extends Series implements Bars {
  readonly kind = 'bars';
  readonly open: Line;
  readonly high: Line;
  readonly low: Line;
  readonly close: Line;
  readonly volume: Line;
  readonly #openTimes: Line;
  readonly #data: BarColumns | Stream;
  #held: Held<BarColumns> | undefined;
  #length = Number.NaN;

  constructor(id: string, data: BarColumns | Stream) {
    super(id, data instanceof Stream ? data : data.times);
    this.#data = data;
    this.#openTimes = this.lineOf(data, 'openTimes');
    this.open = this.lineOf(data, 'open');
    this.high = this.lineOf(data, 'high');
    this.low = this.lineOf(data, 'low');
    this.close = this.lineOf(data, 'close');
    this.volume = this.lineOf(data, 'volume');
  }

  /** Bars that pass, of a source that `from` opens anew for every reader; `ring` is how many rows are held, a power of two. */
  static streamed(id: string, from: () => RowSource, ring?: number): BarSeries {
    return new BarSeries(id, new Stream(from, ring));
  }

  override again(): BarSeries {
    return new BarSeries(this.id, againOf(this.#data));
  }

  /** Some bars of a series that is whole, taken to be as long as its own. */
  static part(series: BarSeries, columns: BarColumns): BarSeries {
    const part = new BarSeries(series.id, columns);
    part.#length = BarSeries.lengthOf(series);
    return part;
  }

  /** When the newest bar began. */
  get openTs(): Millis {
    return millis(this.#openTimes.value);
  }

  override get mark(): number {
    return at(this.close, this.row);
  }

  override markIn(prices: Column): boolean {
    const close = at(this.close, this.row);
    if (Number.isNaN(close)) return false;
    prices[this.instrument] = close;
    return true;
  }

  override get openAhead(): number {
    return at(this.open, this.row + 1);
  }

  override openIn(prices: Column, now: number): boolean {
    const next = this.row + 1;
    if (!(at(this.#openTimes, next) < now)) return false;
    prices[this.instrument] = at(this.open, next);
    return true;
  }

  override shareTimes(other: Series): void {
    super.shareTimes(other);
    if (other instanceof BarSeries) Line.share(this.#openTimes, other.#openTimes, sameTimes);
    this.#held = undefined;
  }

  /** When the next bar begins, and when it will be over. */
  get opensAt(): Millis {
    return BarSeries.openTimeAt(this, this.row + 1);
  }

  get closesAt(): Millis {
    return Series.timeAt(this, this.row + 1);
  }

  /** When a bar begins; as `timeAt`. */
  static openTimeAt(series: BarSeries, row: number): Millis {
    return millis(at(series.#openTimes, row));
  }

  /** Whether a bar may begin before the one before it is over; of bars that pass nobody knows. Found out once for all runs over the same columns. */
  static mayOverlap(series: BarSeries): boolean {
    const data = series.#data;
    if (data instanceof Stream) return true;
    const known = OVERLAPPING.get(data) ?? overlap(data);
    OVERLAPPING.set(data, known);
    return known;
  }

  /** The raw columns; for the simulator and the account, not for strategies: they hold the future. */
  static heldOf(series: BarSeries): Held<BarColumns> {
    return series.#held ?? series.#hold();
  }

  /** The same of a series that is whole. */
  static columnsOf(series: BarSeries): BarColumns {
    series.mustBeWhole();
    return BarSeries.heldOf(series);
  }

  /** The length of a bar in the middle of the series, or of its first few hundred if it is streamed; milliseconds, infinite without bars. */
  static lengthOf(series: BarSeries): number {
    if (Number.isNaN(series.#length)) series.#length = series.#measure();
    return series.#length;
  }

  #measure(): number {
    const data = this.#data;
    const { openTimes, times } = data instanceof Stream ? data.first(['openTimes', 'times']) : data;
    const middle = Math.ceil((times!.length - 1) / 2);
    return middle === 0 ? Number.POSITIVE_INFINITY : times![middle]! - openTimes![middle]!;
  }

  #hold(): Held<BarColumns> {
    this.#held = {
      openTimes: Line.bufferOf(this.#openTimes),
      times: Series.heldTimesOf(this).times,
      open: Line.bufferOf(this.open),
      high: Line.bufferOf(this.high),
      low: Line.bufferOf(this.low),
      close: Line.bufferOf(this.close),
      volume: Line.bufferOf(this.volume),
      mask: Line.maskOf(this.close),
    };
    return this.#held;
  }
}

/** A column of what nobody knows. */
const UNKNOWN: Column = Float64Array.of(Number.NaN);

/** The columns of quotes; deeper levels, best first, are `bid2 ask2 bidSize2 askSize2`, `bid3` and so on. */
export interface QuoteColumns {
  readonly times: Column;
  readonly bid: Column;
  readonly ask: Column;
  readonly bidSize: Column;
  readonly askSize: Column;
  readonly [deeper: `bid${number}` | `ask${number}` | `bidSize${number}` | `askSize${number}`]: Column;
}

/** Best bid and ask with their sizes, and perhaps deeper levels, per change. */
export class QuoteSeries extends Series implements Quotes {
  readonly kind = 'quotes';
  readonly bid: Line;
  readonly ask: Line;
  readonly bidSize: Line;
  readonly askSize: Line;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  readonly #data: QuoteColumns | Stream;

  constructor(id: string, data: QuoteColumns | Stream) {
    super(id, data instanceof Stream ? data : data.times);
    this.#data = data;
    this.bid = this.lineOf(data, 'bid');
    this.ask = this.lineOf(data, 'ask');
    this.bidSize = this.lineOf(data, 'bidSize');
    this.askSize = this.lineOf(data, 'askSize');
    this.bids = [{ price: this.bid, size: this.bidSize }, ...this.#deeper('bid', 'bidSize')];
    this.asks = [{ price: this.ask, size: this.askSize }, ...this.#deeper('ask', 'askSize')];
  }

  #deeper(price: 'bid' | 'ask', size: 'bidSize' | 'askSize'): Level[] {
    const data = this.#data;
    const lineOf = (name: `${typeof price | typeof size}${number}`): Line | undefined => {
      if (data instanceof Stream) return data.has(name) ? data.line(name, this) : undefined;
      const column = data[name];
      return column === undefined ? undefined : new Line(this, column, -1);
    };
    const levels: Level[] = [];
    for (let k = 2; ; k++) {
      const line = lineOf(`${price}${k}`);
      if (line === undefined) return levels;
      levels.push({ price: line, size: lineOf(`${size}${k}`) ?? new Line(this, UNKNOWN, 0) });
    }
  }

  /** Quotes that pass; as `BarSeries.streamed`. */
  static streamed(id: string, from: () => RowSource, ring?: number): QuoteSeries {
    return new QuoteSeries(id, new Stream(from, ring));
  }

  override again(): QuoteSeries {
    return new QuoteSeries(this.id, againOf(this.#data));
  }

  override get mark(): number {
    return (this.bid.value + this.ask.value) / 2;
  }
}

/** The columns of public prints. */
interface TradeColumns {
  readonly times: Column;
  readonly price: Column;
  readonly size: Column;
  readonly side: Column;
}

/** Public prints: price, size, and the aggressor's side (1 buy, -1 sell, 0 unknown). */
export class TradeSeries extends Series implements Trades {
  readonly kind = 'trades';
  readonly price: Line;
  readonly size: Line;
  readonly side: Line;
  readonly #data: TradeColumns | Stream;

  constructor(id: string, data: TradeColumns | Stream) {
    super(id, data instanceof Stream ? data : data.times);
    this.#data = data;
    this.price = this.lineOf(data, 'price');
    this.size = this.lineOf(data, 'size');
    this.side = this.lineOf(data, 'side');
  }

  /** Prints that pass; as `BarSeries.streamed`. */
  static streamed(id: string, from: () => RowSource, ring?: number): TradeSeries {
    return new TradeSeries(id, new Stream(from, ring));
  }

  override again(): TradeSeries {
    return new TradeSeries(this.id, againOf(this.#data));
  }

  override get mark(): number {
    return this.price.value;
  }
}

/** Anything with a time of knowledge: a model's signals, fundamentals. A row is visible from its `knownAt` on. */
export class CustomSeries extends Series implements Custom {
  readonly kind = 'custom';
  readonly #lines: Readonly<Record<string, Line>>;
  /** The time each row speaks of, which may lie long before it became known. */
  readonly about: Line;
  readonly #again: () => CustomSeries;

  constructor(id: string, knownAt: Column, about: Column, columns: Readonly<Record<string, Column>>);
  constructor(id: string, stream: Stream, names: readonly string[]);
  constructor(id: string, known: Column | Stream, about: Column | readonly string[], columns: Readonly<Record<string, Column>> = {}) {
    super(id, known, 'knownAt');
    if (known instanceof Stream) {
      const names = about as readonly string[];
      this.about = this.lineOf(known, 'about');
      this.#lines = Object.fromEntries(names.map((name) => [name, this.lineOf(known, name)]));
      this.#again = () => new CustomSeries(id, known.again(), names);
    } else {
      this.about = new Line(this, about as Column, -1);
      this.#lines = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, new Line(this, column, -1)]));
      this.#again = () => new CustomSeries(id, known, about as Column, columns);
    }
  }

  /** Rows that pass, with the columns named; as `BarSeries.streamed`. */
  static streamed(id: string, names: readonly string[], from: () => RowSource, ring?: number): CustomSeries {
    return new CustomSeries(id, new Stream(from, ring), names);
  }

  override again(): CustomSeries {
    return this.#again();
  }

  /** The names of its columns, beside the two times. */
  get names(): readonly string[] {
    return Object.keys(this.#lines);
  }

  /** The line of one column; throws a ConfigError that lists the columns there are. */
  line(name: string): Line {
    const line = this.#lines[name];
    if (line === undefined)
      throw new ConfigError(`Expected one of the columns ${Object.keys(this.#lines).join(', ')} of "${this.id}", but it was "${name}"`);
    return line;
  }
}

/** The same data for another reader. */
const againOf = <C>(data: C | Stream): C | Stream => (data instanceof Stream ? data.again() : data);
