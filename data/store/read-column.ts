import type { Column } from '../../engine/model/series.ts';
import { FORM, turned } from './layout.ts';
import { WholeReader } from './whole-reader.ts';

/** How a column is written; see `layout.ts`. */
export interface Written {
  readonly form: number;
  readonly width: number;
  readonly den: number;
  readonly start: number;
  readonly step: number;
  readonly exceptions: number;
  readonly strays: number;
  /** Where its data begin in the chunk, a multiple of eight. */
  readonly offset: number;
}

/** Reads a written column piece by piece; a piece behind the last one read is found at once, any other from the beginning. */
export interface ColumnReader {
  /** Writes rows `from` up to, not including, `to` (counted from 0) to `out`, beginning at index `at`. */
  read(from: number, to: number, out: Column, at: number): void;
}

/** Reads a column of a chunk of `rows` rows. `first` is how the chunk's first column is written. */
export function readerOf(written: Written, first: Written, rows: number, chunk: ArrayBuffer): ColumnReader {
  if (written.form === FORM.raw) return new RawReader(turned(new Float64Array(chunk, written.offset, rows)));
  if (written.form === FORM.same) return new SameReader(readerOf(first, first, rows, chunk), written.start);
  return new WholeReader(written, rows, chunk);
}

class RawReader implements ColumnReader {
  readonly #values: Column;

  constructor(values: Column) {
    this.#values = values;
  }

  read(from: number, to: number, out: Column, at: number): void {
    out.set(this.#values.subarray(from, to), at);
  }
}

class SameReader implements ColumnReader {
  readonly #first: ColumnReader;
  readonly #distance: number;

  constructor(first: ColumnReader, distance: number) {
    this.#first = first;
    this.#distance = distance;
  }

  read(from: number, to: number, out: Column, at: number): void {
    this.#first.read(from, to, out, at);
    const distance = this.#distance;
    const end = at + to - from;
    for (let k = at; k < end; k++) out[k] = out[k]! + distance;
  }
}
