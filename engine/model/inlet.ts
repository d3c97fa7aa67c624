import { BLOCK, Line } from './line.ts';
import type { RowSource } from './row-source.ts';
import { Stream } from './stream.ts';

/** Rows that come one by one, in rings. The newest may still be going on: a bar of which only the open is known. */
export class Inlet extends Stream {
  override readonly isLive = true;
  /** The order of the values of a row. */
  readonly names: readonly string[];
  /** Of bars, milliseconds; NaN for anything else. */
  readonly length: number;
  #ringSize: number;
  #isGoingOn = false;

  /** `ring`: how many rows are held, a power of two; more where a reader looks back further. */
  constructor(names: readonly string[], length = Number.NaN, ring = 2048) {
    super(() => NOTHING, ring);
    this.names = names;
    this.length = length;
    this.#ringSize = ring;
  }

  /** Holds so many rows behind the newest, and more; only before the first. */
  hold(rows: number): void {
    // Behind them is a bar that goes on, and two rows of nothing.
    while (this.#ringSize < rows + 3) this.#ringSize *= 2;
  }

  override has(name: string): boolean {
    return this.names.includes(name);
  }

  /** One bar of the length that all have, for who wants to know how fine they are. */
  override first<N extends string>(names: readonly N[]): Record<N, Float64Array> {
    return Object.fromEntries(names.map((name) => [name, Float64Array.of(Number.NaN, name === 'times' ? this.length : 0)])) as Record<
      N,
      Float64Array
    >;
  }

  override lacks(): boolean {
    return false;
  }

  override begin(): void {
    let size = this.#ringSize;
    for (const line of this.lines.values()) while (size < 2 * (Line.maskOf(line) + 1)) size *= 2;
    for (const line of this.lines.values()) Line.makeRoom(line, size - BLOCK - 1);
    this.columns = Object.fromEntries([...this.lines].map(([name, line]) => [name, Line.bufferOf(line)]));
    this.mask = size - 1;
    this.isOpen = true;
    this.#end();
  }

  /** A bar has begun, which will be over at `ts`. */
  open(openTs: number, ts: number, open: number): void {
    this.#goOn();
    this.#set('openTimes', openTs);
    this.#set('times', ts);
    this.#set('open', open);
    for (const name of ['high', 'low', 'close', 'volume']) this.#set(name, Number.NaN);
  }

  /** A row is finished: that which goes on, or the next. */
  push(values: readonly number[]): void {
    this.#goOn();
    for (let k = 0; k < this.names.length; k++) this.#set(this.names[k]!, values[k]!);
    this.#isGoingOn = false;
  }

  /** Whether a bar has begun that is not over. */
  get isGoingOn(): boolean {
    return this.#isGoingOn;
  }

  /** The bar that goes on was none, or another has begun in its stead. */
  drop(): void {
    if (!this.#isGoingOn) return;
    this.#isGoingOn = false;
    this.rows--;
    this.#end();
  }

  #goOn(): void {
    if (this.#isGoingOn) return;
    this.#isGoingOn = true;
    this.rows++;
    this.#end();
  }

  #set(name: string, value: number): void {
    const column = this.columns[name];
    if (column !== undefined) column[this.rows & this.mask] = value;
  }

  /** Behind the last row nothing is due, and nothing has a price: what is looked at there is not an old row. */
  #end(): void {
    for (const [name, column] of Object.entries(this.columns)) {
      const nothing = name === 'times' || name === 'knownAt' ? Number.POSITIVE_INFINITY : Number.NaN;
      for (let row = this.rows + 1; row <= this.rows + 2; row++) column[row & this.mask] = nothing;
    }
  }
}

const NOTHING: RowSource = { rows: 0, fill() {} };
