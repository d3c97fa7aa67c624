import { ConfigError, InvariantError } from './errors.ts';
import { BLOCK, type Kernel, Line, type LineDriver, ring } from './line.ts';
import type { RowSource } from './row-source.ts';
import { Stream } from './stream.ts';
import { type Millis, millis } from './time.ts';

/** A numeric column; row 0 is NaN, rows count from 1. */
export type Column = Float64Array;

/** Columns in which row r is at index `r & mask`, which is -1 where they are whole. */
export type Held<C> = C & { readonly mask: number };

/** Beyond every row. */
const NEVER = 0x3fffffff;

/**
 * An ordered source of one instrument's events, and the cursor over it: everything up to `row` is known,
 * everything after it is hidden. Lines and indicators of the series move with the cursor.
 *
 * Its columns are whole or, for more rows than memory holds, rings through which the rows pass: some that the cursor has
 * left behind, and some that lie before it.
 */
export abstract class Series implements LineDriver {
  abstract readonly kind: 'bars' | 'quotes' | 'trades' | 'custom';
  /** The id of the instrument, or the name of a custom series. */
  readonly id: string;
  /** Place in the declared order of feeds: the order of events at one timestamp. */
  index = 0;
  /** Small integer of the instrument; -1 for a custom series. */
  instrument = -1;
  /** Whether the simulator fills orders on this series: the finest one given of its instrument. */
  executes = false;
  /** The number of the currency whose rate it is; 0 for what is not a rate. */
  converts = 0;
  /** Whether its rows are the moments at which the account is valued: the finest one of its instrument that a strategy is shown. */
  paces = false;
  row = 0;
  #rows: number;
  /** The first row that is not loaded or that its indicators have not computed; beyond every row where nothing is to be done. */
  #filled = NEVER;
  readonly #times: Line;
  readonly #stream: Stream | undefined;
  readonly #kernels: Kernel[] = [];
  /** Called before rows that the cursor has passed make room for others. */
  readonly #watchers: (() => void)[] = [];

  constructor(id: string, times: Column | Stream, name = 'times') {
    this.id = id;
    if (times instanceof Stream) {
      this.#stream = times;
      this.#rows = times.rows;
      this.#filled = 1;
      if (!(this.#rows < NEVER)) throw new ConfigError(`Expected "${id}" to have fewer than ${NEVER} rows, but it was "${this.#rows}"`);
    } else {
      this.#rows = times.length - 1;
    }
    this.#times = this.lineOf(times instanceof Stream ? times : { [name]: times }, name);
  }

  /** How many rows there are: of rows that are made while they pass the most there can be, until the last one is made. */
  get rows(): number {
    return this.#rows;
  }

  /** Whether its rows pass through rings. */
  get isStreamed(): boolean {
    return this.#stream !== undefined;
  }

  /** The same rows from the beginning, without the indicators made of them. */
  abstract again(): Series;

  /** When the newest row became known: a bar's close. */
  get ts(): Millis {
    return millis(this.#times.value);
  }

  /** Moves the cursor to the next row and computes what its indicators need. */
  advance(): void {
    const row = ++this.row;
    if (row >= this.#filled) this.#fill(row);
  }

  /** Loads the first rows of a series that is streamed; from then on nothing can be derived of it. */
  begin(): void {
    const stream = this.#stream;
    if (stream === undefined || stream.isOpen) return;
    stream.begin();
    this.#rows = stream.rows;
  }

  /** Calls `look` whenever rows up to the cursor are about to make room for others, if ever they do. */
  watch(look: () => void): void {
    this.#watchers.push(look);
  }

  /** The price at which a position is valued; NaN for what cannot be held. */
  get mark(): number {
    return Number.NaN;
  }

  /** The open of the bar that begins; NaN for what has none. */
  get openAhead(): number {
    return Number.NaN;
  }

  /** When each row becomes known, ascending; for the merge, not for strategies: it holds the future. */
  static heldTimesOf(series: Series): Held<{ readonly times: Column }> {
    series.mustHaveBegun();
    return { times: Line.bufferOf(series.#times), mask: Line.maskOf(series.#times) };
  }

  /** The same of a series that is whole. */
  static timesOf(series: Series): Column {
    series.mustBeWhole();
    return Line.bufferOf(series.#times);
  }

  /** When a row becomes known: one of the newest 1024, or of the next two. */
  static timeAt(series: Series, row: number): Millis {
    return millis(Line.at(series.#times, row));
  }

  derive(make: (out: Line) => Kernel): Line {
    if (this.row !== 0 || this.#stream?.isOpen === true)
      throw new ConfigError(`Expected indicators of "${this.id}" to be made in setup, but one was made after the first bar`);
    const out = ring(this);
    this.#kernels.push(make(out));
    this.#filled = 1;
    return out;
  }

  /** The line of a column, whole or passing. */
  protected lineOf<N extends string>(data: Stream | { readonly [K in N]: Column }, name: N): Line {
    return data instanceof Stream ? data.line(name, this) : new Line(this, data[name], -1);
  }

  /** Columns of rings have their length only when all readers have said how far they look back. */
  protected mustHaveBegun(): void {
    if (this.#stream?.isOpen === false) throw new InvariantError(`Expected the rows of "${this.id}" to be loaded before they are read`);
  }

  protected mustBeWhole(): void {
    if (this.#stream !== undefined) throw new InvariantError(`Expected the columns of "${this.id}" to be whole, but it was "streamed"`);
  }

  #fill(row: number): void {
    if (this.#stream !== undefined) this.#load(this.#stream, row);
    const to = Math.min(row + BLOCK, this.#rows + 1);
    for (let k = 0; k < this.#kernels.length; k++) this.#kernels[k]!.advance(row, to);
    this.#filled = to;
  }

  #load(stream: Stream, row: number): void {
    this.begin();
    if (!stream.lacks(row)) return;
    for (const look of this.#watchers) look();
    stream.load(row);
    this.#rows = stream.rows;
  }
}

/** What a strategy sees of any series: which it is, and when its newest row became known. */
export interface SeriesView {
  readonly kind: 'bars' | 'quotes' | 'trades' | 'custom';
  readonly id: string;
  readonly ts: Millis;
}

/** What a strategy sees of bars. */
export interface Bars extends SeriesView {
  readonly kind: 'bars';
  readonly openTs: Millis;
  readonly open: Line;
  readonly high: Line;
  readonly low: Line;
  readonly close: Line;
  readonly volume: Line;
}

/** What a strategy sees of quotes. */
export interface Quotes extends SeriesView {
  readonly kind: 'quotes';
  readonly bid: Line;
  readonly ask: Line;
  readonly bidSize: Line;
  readonly askSize: Line;
}

/** What a strategy sees of public trades. */
export interface Trades extends SeriesView {
  readonly kind: 'trades';
  readonly price: Line;
  readonly size: Line;
  readonly side: Line;
}

/** What a strategy sees of a custom series. */
export interface Custom extends SeriesView {
  readonly kind: 'custom';
  readonly about: Line;
  line(name: string): Line;
}

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
  readonly #times: Line;
  readonly #data: BarColumns | Stream;
  #held: Held<BarColumns> | undefined;
  #length = Number.NaN;

  constructor(id: string, data: BarColumns | Stream) {
    super(id, data instanceof Stream ? data : data.times);
    this.#data = data;
    this.#openTimes = this.lineOf(data, 'openTimes');
    this.#times = this.lineOf(data, 'times');
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

  /** When the newest bar began. */
  get openTs(): Millis {
    return millis(this.#openTimes.value);
  }

  override get mark(): number {
    return this.close.value;
  }

  override get openAhead(): number {
    return Line.at(this.open, this.row + 1);
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
    return millis(Line.at(series.#openTimes, row));
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
    this.mustHaveBegun();
    const { open, high, low, close, volume } = this;
    const lines = { openTimes: this.#openTimes, times: this.#times, open, high, low, close, volume };
    const columns = Object.fromEntries(Object.entries(lines).map(([name, line]) => [name, Line.bufferOf(line)]));
    this.#held = { ...(columns as Record<keyof BarColumns, Column>), mask: Line.maskOf(close) };
    return this.#held;
  }
}

/** The columns of quotes. */
interface QuoteColumns {
  readonly times: Column;
  readonly bid: Column;
  readonly ask: Column;
  readonly bidSize: Column;
  readonly askSize: Column;
}

/** Best bid and ask with their sizes, per change. */
export class QuoteSeries extends Series implements Quotes {
  readonly kind = 'quotes';
  readonly bid: Line;
  readonly ask: Line;
  readonly bidSize: Line;
  readonly askSize: Line;
  readonly #data: QuoteColumns | Stream;

  constructor(id: string, data: QuoteColumns | Stream) {
    super(id, data instanceof Stream ? data : data.times);
    this.#data = data;
    this.bid = this.lineOf(data, 'bid');
    this.ask = this.lineOf(data, 'ask');
    this.bidSize = this.lineOf(data, 'bidSize');
    this.askSize = this.lineOf(data, 'askSize');
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
