import { anyNumber, isBlank } from '../csv/number.ts';
import type { Rows } from '../table.ts';
import type { TimeReader } from '../time/time-reader.ts';

/** Values of some rows, column by column, as a file of typed values holds them. */
export interface Batch {
  readonly columns: readonly ArrayLike<unknown>[];
  readonly rows: number;
  /** The number of the first row in the file, from 1. */
  readonly first: number;
  /** Bytes of the file consumed. */
  readonly at: number;
}

/** The rows of typed values: numbers, whole numbers of 64 bits, texts; null where there is none. Times are milliseconds. */
export class ValueRows implements Rows {
  line = 0;
  #batch: Batch = { columns: [], rows: 0, first: 1, at: 0 };
  #row = -1;

  load(batch: Batch): void {
    this.#batch = batch;
    this.#row = -1;
  }

  next(): boolean {
    this.#row++;
    this.line = this.#batch.first + this.#row;
    return this.#row < this.#batch.rows;
  }

  number(at: number): number {
    const value = this.#value(at);
    if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : Number.NaN;
    if (typeof value === 'string') return anyNumber(value);
    return typeof value === 'bigint' ? Number(value) : Number.NaN;
  }

  text(at: number): string {
    const value = this.#value(at);
    return value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value).trim();
  }

  isBlank(at: number): boolean {
    const value = this.#value(at);
    return value === null || value === undefined || Number.isNaN(value) || (typeof value === 'string' && isBlank(value));
  }

  equals(at: number, text: string): boolean {
    return this.text(at) === text;
  }

  time(reader: TimeReader, at: number, clock: number): number {
    const value = this.#value(at);
    const { format } = reader;
    // A number is in the unit of its column unless its type says that it is milliseconds.
    const isTyped = format.style !== 'epoch' || format.shift === 0;
    if (clock < 0 && typeof value === 'number' && isTyped) return reader.readValue(value, this.line);
    return reader.readText(clock < 0 ? this.text(at) : `${this.text(at)} ${this.text(clock)}`, this.line);
  }

  #value(at: number): unknown {
    return this.#batch.columns[at]![this.#row];
  }
}
