import { ConfigError } from './errors.ts';
import { BLOCK, type Kernel, Line, type LineDriver, ring } from './line.ts';
import { type Millis, millis } from './time.ts';

/** A numeric column; row 0 is NaN, rows count from 1. */
export type Column = Float64Array;

/**
 * An ordered source of one instrument's events, and the cursor over it: everything up to `row` is known,
 * everything after it is hidden. Lines and indicators of the series move with the cursor.
 */
export abstract class Series implements LineDriver {
  abstract readonly kind: 'bars' | 'quotes' | 'trades' | 'custom';
  /** The id of the instrument, or the name of a custom series. */
  readonly id: string;
  /** How many rows there are. */
  readonly rows: number;
  /** Place in the declared order of feeds: the order of events at one timestamp. */
  index = 0;
  /** Small integer of the instrument; -1 for a custom series. */
  instrument = -1;
  /** Whether the simulator fills orders on this series: the finest one given of its instrument. */
  executes = false;
  /** Whether its rows are the moments at which the account is valued: the finest one of its instrument that a strategy is shown. */
  paces = false;
  row = 0;
  /** The first row its indicators have not computed; beyond every row while there are none. */
  #filled = 0x3fffffff;
  readonly #times: Column;
  readonly #kernels: Kernel[] = [];

  constructor(id: string, times: Column) {
    this.id = id;
    this.#times = times;
    this.rows = times.length - 1;
  }

  /** The same rows from the beginning, without the indicators made of them. */
  abstract again(): Series;

  /** When the newest row became known: a bar's close. */
  get ts(): Millis {
    return millis(this.#times[this.row]!);
  }

  /** Moves the cursor to the next row and computes what its indicators need. */
  advance(): void {
    const row = ++this.row;
    if (row >= this.#filled) this.#fill(row);
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
  static timesOf(series: Series): Column {
    return series.#times;
  }

  derive(make: (out: Line) => Kernel): Line {
    if (this.row !== 0)
      throw new ConfigError(`Expected indicators of "${this.id}" to be made in setup, but one was made after the first bar`);
    const out = ring(this);
    this.#kernels.push(make(out));
    this.#filled = 1;
    return out;
  }

  #fill(row: number): void {
    const to = Math.min(row + BLOCK, this.rows + 1);
    for (let k = 0; k < this.#kernels.length; k++) this.#kernels[k]!.advance(row, to);
    this.#filled = to;
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
  readonly #columns: BarColumns;

  constructor(id: string, columns: BarColumns) {
    super(id, columns.times);
    this.#columns = columns;
    this.open = new Line(this, columns.open, -1);
    this.high = new Line(this, columns.high, -1);
    this.low = new Line(this, columns.low, -1);
    this.close = new Line(this, columns.close, -1);
    this.volume = new Line(this, columns.volume, -1);
  }

  override again(): BarSeries {
    return new BarSeries(this.id, this.#columns);
  }

  /** When the newest bar began. */
  get openTs(): Millis {
    return millis(this.#columns.openTimes[this.row]!);
  }

  override get mark(): number {
    return this.#columns.close[this.row]!;
  }

  override get openAhead(): number {
    return this.#columns.open[this.row + 1]!;
  }

  /** When the bar that begins will be over. */
  get closesAt(): Millis {
    return millis(this.#columns.times[this.row + 1]!);
  }

  /** The raw columns; for the simulator and the account, not for strategies: they hold the future. */
  static columnsOf(series: BarSeries): BarColumns {
    return series.#columns;
  }
}

/** Best bid and ask with their sizes, per change. */
export class QuoteSeries extends Series implements Quotes {
  readonly kind = 'quotes';
  readonly bid: Line;
  readonly ask: Line;
  readonly bidSize: Line;
  readonly askSize: Line;

  constructor(id: string, columns: { times: Column; bid: Column; ask: Column; bidSize: Column; askSize: Column }) {
    super(id, columns.times);
    this.bid = new Line(this, columns.bid, -1);
    this.ask = new Line(this, columns.ask, -1);
    this.bidSize = new Line(this, columns.bidSize, -1);
    this.askSize = new Line(this, columns.askSize, -1);
  }

  override again(): QuoteSeries {
    const [bid, ask, bidSize, askSize] = [this.bid, this.ask, this.bidSize, this.askSize].map((line) => Line.bufferOf(line));
    return new QuoteSeries(this.id, { times: Series.timesOf(this), bid: bid!, ask: ask!, bidSize: bidSize!, askSize: askSize! });
  }

  override get mark(): number {
    return (this.bid.value + this.ask.value) / 2;
  }
}

/** Public prints: price, size, and the aggressor's side (1 buy, -1 sell, 0 unknown). */
export class TradeSeries extends Series implements Trades {
  readonly kind = 'trades';
  readonly price: Line;
  readonly size: Line;
  readonly side: Line;

  constructor(id: string, columns: { times: Column; price: Column; size: Column; side: Column }) {
    super(id, columns.times);
    this.price = new Line(this, columns.price, -1);
    this.size = new Line(this, columns.size, -1);
    this.side = new Line(this, columns.side, -1);
  }

  override again(): TradeSeries {
    const [price, size, side] = [this.price, this.size, this.side].map((line) => Line.bufferOf(line));
    return new TradeSeries(this.id, { times: Series.timesOf(this), price: price!, size: size!, side: side! });
  }

  override get mark(): number {
    return this.price.value;
  }
}

/** Anything with a time of knowledge: a model's signals, fundamentals. A row is visible from its `knownAt` on. */
export class CustomSeries extends Series implements Custom {
  readonly kind = 'custom';
  readonly #columns: Readonly<Record<string, Line>>;
  /** The time each row speaks of, which may lie long before it became known. */
  readonly about: Line;

  constructor(id: string, knownAt: Column, about: Column, columns: Readonly<Record<string, Column>>) {
    super(id, knownAt);
    this.about = new Line(this, about, -1);
    this.#columns = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, new Line(this, column, -1)]));
  }

  override again(): CustomSeries {
    const columns = Object.fromEntries(Object.entries(this.#columns).map(([name, line]) => [name, Line.bufferOf(line)]));
    return new CustomSeries(this.id, Series.timesOf(this), Line.bufferOf(this.about), columns);
  }

  /** The line of one column; throws a ConfigError that lists the columns there are. */
  line(name: string): Line {
    const line = this.#columns[name];
    if (line === undefined)
      throw new ConfigError(`Expected one of the columns ${Object.keys(this.#columns).join(', ')} of "${this.id}", but it was "${name}"`);
    return line;
  }
}
