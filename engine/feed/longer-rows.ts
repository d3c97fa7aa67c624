import type { RowSource } from '../model/row-source.ts';
import { barColumns, type Column } from '../model/series.ts';
import type { BarBlock } from './bar-rows.ts';
import type { CoarserBars } from './coarser-bars.ts';

/** Finer bars that are read at a time, a power of two. */
const READ = 4_096;

/** One pass through bars of a longer timeframe, which are made of finer ones as they are asked for. */
export class LongerRows implements RowSource {
  /** No more than there are finer bars; exactly, once the last of them has been read. */
  rows: number;
  /** The end of the last finer bar, whether or not that was in a complete period; NaN until it has been read. */
  reach = Number.NaN;
  readonly #finer: RowSource;
  readonly #bars: CoarserBars;
  readonly #columns = barColumns(READ - 1);
  /** The last finer bar that was read. */
  #read = 0;
  #isOver = false;
  /** Bars that were made, and how many of them have been handed out. */
  #made: BarBlock = { rows: 0, columns: { ...barColumns(0) } };
  #given = 0;

  /** `finer` are rows that nobody else reads. */
  constructor(finer: RowSource, bars: CoarserBars) {
    this.rows = finer.rows;
    this.#finer = finer;
    this.#bars = bars;
  }

  /** Throws a ConfigError where a finer bar does not fit. */
  fill(from: number, to: number, columns: Readonly<Record<string, Column>>, mask: number): void {
    for (let row = from; row < to; row++) {
      while (this.#given === this.#made.rows && !this.#isOver) this.#make();
      if (this.#given === this.#made.rows) {
        this.rows = row - 1;
        return;
      }
      for (const name in columns) columns[name]![row & mask] = this.#made.columns[name]![this.#given]!;
      this.#given++;
    }
  }

  /** Reads finer bars, and makes what ends with them. */
  #make(): void {
    const finer = this.#finer;
    const from = this.#read + 1;
    this.#given = 0;
    if (from > finer.rows) {
      this.reach = finer instanceof LongerRows ? finer.reach : (this.#columns.times[this.#read % READ] ?? Number.NaN);
      this.#made = this.#bars.finish(this.reach);
      this.#isOver = true;
      return;
    }
    finer.fill(from, Math.min(from - (from % READ) + READ, finer.rows + 1), { ...this.#columns }, READ - 1);
    this.#read = Math.min(from - (from % READ) + READ - 1, finer.rows);
    const first = from % READ;
    this.#made = this.#bars.take(this.#columns, first, first + this.#read + 1 - from);
  }
}
