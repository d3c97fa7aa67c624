import { type SeriesKind, timeColumnOf } from '../block.ts';

/** A column of a file: which of the series it is, and what it is called. */
export interface Field {
  /** The column's name within the series. */
  readonly column: string;
  /** Its name in CSV and Parquet files. */
  readonly name: string;
  /** Its name in JSON, as programs give bars to `backtest`. */
  readonly json: string;
  /** What its numbers are: points in time, kinds of corporate actions, or numbers. */
  readonly is: 'time' | 'action' | 'number';
}

/** What columns of times are called, in files and in JSON, where it is not `time` and `ts`. */
const TIMES: Readonly<Record<string, readonly [name: string, json: string]>> = {
  openTimes: ['open_time', 'openTs'],
  knownAt: ['known_at', 'knownAt'],
  about: ['ts', 'ts'],
};

/** The columns of a file of a series. The end of a bar is named for what it is, so that nobody has to ask which end it labels. */
export function fieldsOf(kind: SeriesKind, columns: readonly string[]): readonly Field[] {
  return columns.map((column): Field => {
    const isTime =
      column === timeColumnOf(kind) || (kind === 'bars' && column === 'openTimes') || (kind === 'custom' && column === 'about');
    if (isTime) {
      const [name, json] = TIMES[column] ?? [kind === 'bars' ? 'close_time' : 'time', 'ts'];
      return { column, name, json, is: 'time' };
    }
    const name = kind === 'custom' ? column : column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return { column, name, json: column, is: kind === 'actions' && column === 'type' ? 'action' : 'number' };
  });
}
