import { DataError } from '../../../engine/model/errors.ts';
import type { Piece, Rows, Table } from '../table.ts';
import type { TimeFormat } from '../time/time-format.ts';
import { type Batch, ValueRows } from './value-rows.ts';

/** Rows looked at before it is decided what a file is. */
export const SAMPLE = 65_536;

/** What makes a table of typed values. */
export interface ValueParts {
  readonly name: string;
  readonly bytes: number;
  readonly head: readonly string[];
  readonly hasHeader: boolean;
  readonly said: Readonly<Record<string, string>>;
  /** How the columns of times are written, where their type tells it. */
  readonly formats: readonly (TimeFormat | undefined)[];
  readonly first: Batch;
  readonly warnings: readonly string[];
  batches(): AsyncIterable<Batch>;
}

/** A file of typed values: Parquet, JSON. */
export class ValueTable implements Table {
  readonly name: string;
  readonly bytes: number;
  readonly head: readonly string[];
  readonly hasHeader: boolean;
  readonly said: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
  readonly #parts: ValueParts;

  /** Throws a DataError where there are no rows. */
  constructor(parts: ValueParts) {
    this.name = parts.name;
    this.bytes = parts.bytes;
    this.head = parts.head;
    this.hasHeader = parts.hasHeader;
    this.said = parts.said;
    this.warnings = parts.warnings;
    this.#parts = parts;
    if (parts.first.rows === 0) throw new DataError('Expected rows, but it was "none"', { place: parts.name });
  }

  timeFormat(at: number): TimeFormat | undefined {
    return this.#parts.formats[at];
  }

  sample(): Rows {
    const rows = new ValueRows();
    rows.load({ ...this.#parts.first, rows: Math.min(this.#parts.first.rows, SAMPLE) });
    return rows;
  }

  async *pieces(): AsyncGenerator<Piece> {
    const rows = new ValueRows();
    for await (const batch of this.#parts.batches()) {
      rows.load(batch);
      yield { rows, at: batch.at };
    }
  }

  place(line: number): string {
    return `${this.name}, row ${line}`;
  }

  fault(line: number, message: string): DataError {
    return new DataError(message, { place: this.place(line) });
  }
}
