import type { Column } from '../../engine/model/series.ts';
import { isoTime } from '../../engine/model/time.ts';
import type { Block, SeriesKind } from '../block.ts';
import type { UsualRange } from './usual-range.ts';

/** A block on its way through the checks: detectors read its columns and mark the rows that are to go. */
export class Chunk {
  readonly rows: number;
  readonly columns: Readonly<Record<string, Column>>;
  /** What names a row: a bar's open, else when it became known. */
  readonly labels: Column;
  /** How many rows are marked. */
  marked = 0;
  readonly #name: string;
  readonly #kind: SeriesKind;
  readonly #place: ((row: number) => string) | undefined;
  readonly #range: UsualRange | undefined;
  #usual: Column | undefined;
  #isMarked = new Uint8Array(0);

  constructor(name: string, kind: SeriesKind, block: Block, range?: UsualRange) {
    this.rows = block.rows;
    this.columns = block.columns;
    this.labels = this.column(kind === 'bars' ? 'openTimes' : kind === 'custom' ? 'knownAt' : 'times');
    this.#name = name;
    this.#kind = kind;
    this.#range = range;
    this.#place = block.place;
  }

  /** A column by its name; empty where the block has none. */
  column(name: string): Column {
    return this.columns[name] ?? new Float64Array(0);
  }

  /** How much bars range, or trades move, usually at each row, as a fraction; worked out once it is asked for. */
  get usual(): Column {
    this.#usual ??= this.#range?.take(this) ?? new Float64Array(0);
    return this.#usual;
  }

  /** Where a row came from: as the block says, else its time. */
  place(row: number): string {
    return this.#place?.(row) ?? `${this.#name}, ${isoTime(this.labels[row]!)}`;
  }

  /** Marks a row, from 0, to be left out. */
  mark(row: number): void {
    if (this.#isMarked.length === 0) this.#isMarked = new Uint8Array(this.rows);
    if (this.#isMarked[row] === 0) this.marked++;
    this.#isMarked[row] = 1;
  }

  /** The rows that are not marked; `this` where none is. */
  rest(): Chunk {
    if (this.marked === 0) return this;
    const kept = new Uint32Array(this.rows - this.marked);
    for (let row = 0, k = 0; row < this.rows; row++) if (this.#isMarked[row] === 0) kept[k++] = row;
    const pick = (column: Column): Column => Float64Array.from(kept, (row) => column[row]!);
    const columns = Object.fromEntries(Object.entries(this.columns).map(([name, column]) => [name, pick(column)]));
    const block = { rows: kept.length, columns, place: (row: number) => this.place(kept[row]!) };
    const rest = new Chunk(this.#name, this.#kind, block, this.#range);
    if (this.#usual !== undefined) rest.#usual = pick(this.#usual);
    return rest;
  }
}
