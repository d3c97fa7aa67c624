import { ConfigError, InvariantError } from './errors.ts';
import type { Finished } from './finished.ts';
import { BLOCK, byName, type Kernel, Line, type LineDriver, type Lines, type Recipe, ring } from './line.ts';
import type { RowSource } from './row-source.ts';
import { sameTimes } from './same-times.ts';
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
  /** Whether resting orders stand in queues on it: the quotes on which they are judged, and the trades that come to them. */
  queues = false;
  /** The number of the currency whose rate it is; 0 for what is not a rate. */
  converts = 0;
  /** Whether its rows are the moments at which the account is valued: the finest one of its instrument that a strategy is shown. */
  paces = false;
  row = 0;
  lookback = 0;
  #rows = 0;
  /** The first row that is not loaded or that its indicators have not computed; beyond every row where nothing is to be done. */
  #filled = NEVER;
  readonly #times: Line;
  readonly #stream: Stream | undefined;
  readonly #kernels: Kernel[] = [];
  #finished: Finished | undefined;

  constructor(id: string, times: Column | Stream, name = 'times') {
    this.id = id;
    if (times instanceof Stream) {
      this.#stream = times;
      this.#filled = 1;
      if (!(times.rows < NEVER)) throw new ConfigError(`Expected "${id}" to have fewer than ${NEVER} rows, but it was "${times.rows}"`);
    } else {
      this.#rows = times.length - 1;
    }
    this.#times = this.lineOf(times instanceof Stream ? times : { [name]: times }, name);
  }

  /** How many rows there are: of rows that are made while they pass the most there can be, until the last one is made. */
  get rows(): number {
    return this.#stream === undefined ? this.#rows : this.#stream.rows;
  }

  /** Whether its rows pass through rings. */
  get isStreamed(): boolean {
    return this.#stream !== undefined;
  }

  /** Whether its rows come one by one, and its last row is only the newest. */
  get isLive(): boolean {
    return this.#stream?.isLive === true;
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
  }

  /** The price at which a position is valued; NaN for what cannot be held. */
  get mark(): number {
    return Number.NaN;
  }

  /** Writes that price in its instrument's place, if there is one: no number leaves here, so that none is boxed per row. */
  markIn(prices: Column): boolean {
    const { mark } = this;
    if (Number.isNaN(mark)) return false;
    prices[this.instrument] = mark;
    return true;
  }

  /** The open of the bar that begins; NaN for what has none. */
  get openAhead(): number {
    return Number.NaN;
  }

  /** Writes the open of the bar under way there, if it began before `now`. */
  openIn(_prices: Column, _now: number): boolean {
    return false;
  }

  /** Reads its times where another series has them, if they are the same: columns that many have of one kind are fetched from memory for each. */
  shareTimes(other: Series): void {
    Line.share(this.#times, other.#times, sameTimes);
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

  /** The rows of a series that is streamed, from the first on, for one more reader. */
  static rowsOf(series: Series): RowSource {
    if (series.#stream === undefined) throw new InvariantError(`Expected the rows of "${series.id}" to pass, but it was "whole"`);
    return series.#stream.read();
  }

  /** Takes indicators from what other runs over the same columns have finished, and leaves them there. */
  share(finished: Finished): void {
    this.#finished = finished;
  }

  derive(make: (out: Line) => Kernel, recipe?: Recipe): Line {
    return this.deriveAll(['only'], ({ only }) => make(only), recipe).only;
  }

  deriveAll<N extends string>(names: readonly N[], make: (outs: Lines<N>) => Kernel, recipe?: Recipe): Lines<N> {
    if (this.row !== 0 || this.#stream?.isOpen === true)
      throw new ConfigError(`Expected indicators of "${this.id}" to be made in setup, but one was made after the first bar`);
    if (recipe !== undefined && this.#finished !== undefined && recipe.of.every((line) => Line.maskOf(line) === -1)) {
      const linesOf = (columns: readonly Column[]): Lines<N> => byName(names, (_, k) => new Line(this, columns[k]!, -1));
      const fill = (columns: readonly Column[]): void => make(linesOf(columns)).advance(1, this.rows + 1);
      const of = [...recipe.of.map(Line.bufferOf), ...(recipe.columns ?? [])];
      return linesOf(this.#finished.take(recipe.name, of, this.rows, fill, names.length));
    }
    const outs = byName(names, () => ring(this));
    this.follow(make(outs));
    return outs;
  }

  /** Runs a kernel over all rows, a block at a time, the cursor on the block's first row; before the first row only. */
  follow(kernel: Kernel): void {
    this.#kernels.push(kernel);
    this.#filled = 1;
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
    const to = Math.min(row + BLOCK, this.rows + 1);
    for (let k = 0; k < this.#kernels.length; k++) this.#kernels[k]!.advance(row, to);
    this.#filled = to;
  }

  #load(stream: Stream, row: number): void {
    this.begin();
    if (stream.lacks(row)) stream.load(row);
  }
}
