import type { DataError } from '../../engine/model/errors.ts';
import type { TimeFormat } from './time/time-format.ts';
import type { TimeReader } from './time/time-reader.ts';

/** The cells of one row, by their place from 0. */
export interface Cells {
  /** Which line or row of the file it is, from 1, for messages. */
  readonly line: number;
  /** A cell as a number; NaN where it is anything else, empty or not. */
  number(at: number): number;
  /** A cell as text, trimmed; what a message quotes. */
  text(at: number): string;
  /** Whether a cell says that there is no value: empty, `NaN`, `null`, `NA`. */
  isBlank(at: number): boolean;
  /** Whether a cell is this text, of one byte to a letter. */
  equals(at: number, text: string): boolean;
  /** A cell as a time, with a second one for the time of day where `clock` is not -1; throws as the reader does. */
  time(reader: TimeReader, at: number, clock: number): number;
}

/** Rows one after the other: `next` moves to each of them, and the cells are those of the row reached. */
export interface Rows extends Cells {
  /** False where no row is left. */
  next(): boolean;
}

/** Some rows of a file, and how many bytes of it were consumed when they were read. */
export interface Piece {
  readonly rows: Rows;
  readonly at: number;
}

/** A file of rows under named columns, whatever its format. */
export interface Table {
  /** As messages call it. */
  readonly name: string;
  /** Size on disk, for progress. */
  readonly bytes: number;
  /** The names of the columns; of a file without a header the cells of its first row. */
  readonly head: readonly string[];
  readonly hasHeader: boolean;
  /** What the file says of itself beside its rows: kind, instrument, timeframe and price of an export of ours. */
  readonly said: Readonly<Record<string, string>>;
  /** How a column of times is written, where the file's own types tell it. */
  timeFormat(at: number): TimeFormat | undefined;
  /** What was assumed while unpacking it; complete after the last piece. */
  readonly warnings: readonly string[];
  /** The first rows, anew at each call; throws a DataError where the file has none. */
  sample(): Rows;
  /** All rows from the first on. */
  pieces(): AsyncIterable<Piece>;
  /** The place of a row for a message: `file, line N`. */
  place(line: number): string;
  /** The error of a row. */
  fault(line: number, message: string): DataError;
}
