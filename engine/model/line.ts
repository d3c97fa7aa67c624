import { NO_NUMBERS } from './lists.ts';

/** Rows a strategy may look back; what a live session is sure to keep. */
export const HISTORY = 1024;

/** The same for a cross. V8 reads a constant of its own module for nothing, one that others import anew each time. */
const LONGEST_TIE = HISTORY;

/** Rows a kernel may run ahead of the cursor in a backtest: the cursor hides them. */
export const BLOCK = 256;

/** Where a series stands: rows are numbered from 1, and 0 is before the first. */
export interface Cursor {
  readonly row: number;
}

/** What a strategy sees of a line: the newest value and a bounded past. */
export interface ReadonlyLine {
  /** The newest value; NaN until the line is ready. */
  readonly value: number;
  /** Whether the newest value is known. */
  readonly ready: boolean;
  /** The value `n` rows ago (0 is the newest); NaN before the first row. Throws a RangeError beyond 1024 rows. */
  ago(n: number): number;
}

/**
 * A value per row of a series. Price columns and indicators are one class, so that reading either is one piece of
 * machine code: a buffer, a mask that folds a row into it (-1 for a whole column), and the cursor that hides the future.
 */
export class Line implements ReadonlyLine {
  #buffer = NO_NUMBERS;
  #mask = -1;
  readonly #cursor: Cursor;
  /** The series the line belongs to; indicators of it are driven by the same rows. */
  readonly driver: LineDriver;

  constructor(driver: LineDriver, buffer: Float64Array, mask: number) {
    this.#buffer = buffer;
    this.#mask = mask;
    this.#cursor = driver;
    this.driver = driver;
  }

  get value(): number {
    return this.#buffer[this.#cursor.row & this.#mask]!;
  }

  get ready(): boolean {
    return !Number.isNaN(this.#buffer[this.#cursor.row & this.#mask]!);
  }

  ago(n: number): number {
    if (!(n >= 0 && n <= HISTORY)) throw new RangeError(`Expected 0 to ${HISTORY} rows back, but it was "${n}"`);
    const row = this.#cursor.row - n;
    return row < 1 ? Number.NaN : this.#buffer[row & this.#mask]!;
  }

  /** `ago` without its check, for what counts its own rows. */
  static back(line: Line, n: number): number {
    const row = line.#cursor.row - n;
    return row < 1 ? Number.NaN : line.#buffer[row & line.#mask]!;
  }

  /**
   * Whether the newest value is above that of another line, and was below it when they last differed, at most 1024 rows ago. No number
   * leaves here, so that none is boxed, and each line is taken apart once: strategies ask on every bar.
   */
  hasRisenAbove(other: Line): boolean {
    const own = this.#buffer;
    const mask = this.#mask;
    const others = other.#buffer;
    const otherMask = other.#mask;
    let row = this.#cursor.row;
    let otherRow = other.#cursor.row;
    if (!(own[row & mask]! > others[otherRow & otherMask]!)) return false;
    let n = 0;
    while (n < LONGEST_TIE && row > 1 && otherRow > 1) {
      // Counted here, not behind a tie: the first of those would throw optimised code away.
      n++;
      const side = own[--row & mask]! - others[--otherRow & otherMask]!;
      if (side !== 0) return side < 0;
    }
    return false;
  }

  /** The value of any row, the future included: for the simulator and the account. */
  static at(line: Line, row: number): number {
    return line.#buffer[row & line.#mask]!;
  }

  /** The raw store, for kernels only: it holds rows the cursor still hides. */
  static bufferOf(line: Line): Float64Array {
    return line.#buffer;
  }

  static maskOf(line: Line): number {
    return line.#mask;
  }

  /** Reads a whole column where another line has it, if the two are the same. */
  static share(line: Line, other: Line, same: (a: Float64Array, b: Float64Array) => boolean): void {
    if (line.#mask === -1 && other.#mask === -1 && same(line.#buffer, other.#buffer)) line.#buffer = other.#buffer;
  }

  /** Says that what is made of a line depends on `rows` of it: a session that begins in the middle is shown so many before. */
  static reaches(line: Line, rows: number): void {
    // One line may be made of another: together they reach as far as both.
    line.driver.lookback = (line.driver.lookback ?? 0) + rows;
  }

  /** Makes room for a reader that looks `rows` back from any row of a block; only before the first row. */
  static reserve(line: Line, rows: number): void {
    Line.reaches(line, rows);
    Line.makeRoom(line, rows);
  }

  /** The same for who only keeps rows: nothing that is made of the line depends on them. */
  static makeRoom(line: Line, rows: number): void {
    if (line.#mask === -1 || line.#mask + 1 >= rows + BLOCK + 1) return;
    let size = line.#mask + 1;
    while (size < rows + BLOCK + 1) size *= 2;
    line.#buffer = ringBuffer(size);
    line.#mask = size - 1;
  }
}

/** Computes the rows of an indicator: `advance(from, to)` fills rows `from` up to, not including, `to`. */
export interface Kernel {
  advance(from: number, to: number): void;
}

/** What tells one indicator's column from another's: its kernel with all of its parameters, and the lines it reads. */
export interface Recipe {
  readonly name: string;
  readonly of: readonly Line[];
  /** What it reads beside lines, such as times. */
  readonly columns?: readonly Float64Array[];
}

/** Lines by name. */
export type Lines<N extends string> = Readonly<Record<N, Line>>;

/** What owns lines and drives kernels over its rows: a series, or an author's own line. */
export interface LineDriver extends Cursor {
  /** Rows before one on which its lines may depend, as far as those who read them have said; see `Line.reaches`. */
  lookback?: number;
  /** Adds a line computed by a kernel; refused once rows have passed. Of many runs those whose `recipe` is the same may share its column. */
  derive(make: (out: Line) => Kernel, recipe?: Recipe): Line;
  /** The same of several lines, by name, that one kernel computes: it writes every row of every line, NaN where there is no value. */
  deriveAll<N extends string>(names: readonly N[], make: (outs: Lines<N>) => Kernel, recipe?: Recipe): Lines<N>;
}

/** Something for each of several names. */
export const byName = <N extends string, T>(names: readonly N[], of: (name: N, place: number) => T): Readonly<Record<N, T>> =>
  Object.fromEntries(names.map((name, k) => [name, of(name, k)])) as Record<N, T>;

/** Doubles that a line of the processor's cache holds, and how many such lines there are before addresses fall into the same place again. */
const CACHE_LINE = 8;
const PLACES = 64;

/** How many rings there are: only where one lies in memory depends on it. */
let rings = 0;

/**
 * A ring of NaN. Rings are as long as a power of two, so that the same row of all of them would fall into one place of the cache, which has
 * room for eight: each begins a few cache lines further on than the one before.
 */
function ringBuffer(size: number): Float64Array {
  const ahead = ((5 * rings++) % PLACES) * CACHE_LINE;
  return new Float64Array(new ArrayBuffer(8 * (size + PLACES * CACHE_LINE)), 8 * ahead, size).fill(Number.NaN);
}

/** A ring long enough for the bounded past and the block that lies ahead of the cursor. */
export function ring(driver: LineDriver): Line {
  const size = 2048;
  return new Line(driver, ringBuffer(size), size - 1);
}
