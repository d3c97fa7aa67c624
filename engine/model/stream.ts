import { BLOCK, Line, type LineDriver, ring } from './line.ts';
import type { RowSource } from './row-source.ts';

/** Rows that are held unless something looks back further: half of them are loaded at a time. */
const RING = 16_384;

/** Rows of `first`. */
const FEW = 511;

/**
 * The rows of one pass through a series that is longer than memory, in rings. They are loaded half a ring at a time, early
 * enough that a kernel may run its block ahead of the cursor and the merge look two rows ahead, and late enough that
 * what a reader has reserved behind the cursor is still there.
 */
export class Stream {
  /** How many rows there are, as far as the source knows. */
  rows: number;
  isOpen = false;
  /** Whether more rows come, nobody knows how many: its last row is not the end of the data. */
  readonly isLive: boolean = false;
  protected readonly lines = new Map<string, Line>();
  protected columns: Readonly<Record<string, Float64Array>> = {};
  protected mask = 0;
  readonly #from: () => RowSource;
  readonly #ring: number;
  readonly #source: RowSource;
  /** The last row that was loaded. */
  #loaded = 0;

  /** `from` opens the source, once for every reader of the rows. */
  constructor(from: () => RowSource, ring = RING) {
    this.#from = from;
    this.#ring = ring;
    this.#source = from();
    this.rows = this.#source.rows;
  }

  /** Whether the source has a column that not all have. */
  has(name: string): boolean {
    return this.#source.columns?.includes(name) === true;
  }

  /** The same rows from the beginning. */
  again(): Stream {
    return new Stream(this.#from, this.#ring);
  }

  /** The rows from the first on, for one more reader. */
  read(): RowSource {
    return this.#from();
  }

  /** The line of a column; the same one for a name that was asked for before. */
  line(name: string, driver: LineDriver): Line {
    const line = this.lines.get(name) ?? ring(driver);
    this.lines.set(name, line);
    return line;
  }

  /** The first rows of some columns, whole and for another reader: a few hundred, or as many as there are. */
  first<N extends string>(names: readonly N[]): Record<N, Float64Array> {
    const rows = Math.min(this.rows, FEW);
    const columns = Object.fromEntries([...this.lines.keys()].map((name) => [name, new Float64Array(FEW + 1)]));
    if (rows > 0) this.read().fill(1, rows + 1, columns, FEW);
    return Object.fromEntries(names.map((name) => [name, columns[name]!.subarray(0, rows + 1)])) as Record<N, Float64Array>;
  }

  /** Makes the rings twice as long as any reader looks back, and loads the first rows. */
  begin(): void {
    let size = this.#ring;
    for (const line of this.lines.values()) while (size < 2 * (Line.maskOf(line) + 1)) size *= 2;
    for (const line of this.lines.values()) Line.makeRoom(line, size - BLOCK - 1);
    this.columns = Object.fromEntries([...this.lines].map(([name, line]) => [name, Line.bufferOf(line)]));
    this.mask = size - 1;
    this.isOpen = true;
    this.load(0);
  }

  /** Whether rows must be loaded before the cursor stands on a row. */
  lacks(row: number): boolean {
    return this.#loaded < this.rows && this.#loaded < row + BLOCK + 1;
  }

  load(row: number): void {
    const half = (this.mask + 1) / 2;
    while (this.lacks(row)) {
      const from = this.#loaded + 1;
      const to = Math.min(from - (from % half) + half, this.rows + 1);
      this.#source.fill(from, to, this.columns, this.mask);
      this.rows = this.#source.rows;
      this.#loaded = to - 1;
    }
    if (this.#loaded >= this.rows) this.#end();
  }

  /** Behind the last row nothing is due, and nothing has a price: what is looked at there is not an old row. */
  #end(): void {
    for (const [name, column] of Object.entries(this.columns)) {
      const nothing = name === 'times' || name === 'knownAt' ? Number.POSITIVE_INFINITY : Number.NaN;
      for (let row = this.rows + 1; row <= this.rows + 2; row++) column[row & this.mask] = nothing;
    }
  }
}

/** The same data for another reader. */
export const againOf = <C>(data: C | Stream): C | Stream => (data instanceof Stream ? data.again() : data);
