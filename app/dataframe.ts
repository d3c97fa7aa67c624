import { createRequire } from 'node:module';
import type { DataFrame } from 'danfojs-node';
import { ConfigError } from '../engine/model/errors.ts';
import { isoTime } from '../engine/model/time.ts';
import { type ColumnKind, type RecordColumn, recordColumns, type TableName } from '../reports/record-columns.ts';
import type { Result } from '../reports/result.ts';

/** The tables of a result as DataFrames; each is made when it is first read. */
export type DataFrames = { readonly [table in TableName]: DataFrame };

/** What danfojs calls the types of columns; a `float32` there is a double all the same. */
const TYPES: Readonly<Record<ColumnKind, string>> = { time: 'string', number: 'float32', count: 'int32', text: 'string' };

/**
 * The orders, fills, round trips, payments and equity of a result as danfojs-node DataFrames: `dataFrames(result).fills.groupby(['side'])`.
 * Columns are those of the CSV files. Times are ISO-8601 UTC, a number that does not apply is NaN, a word that does not
 * apply is null. Throws a ConfigError where danfojs-node, an optional dependency, is not installed or does not load.
 *
 * Meant for small frames: danfojs sorts 20,000 rows in a third of a second and a million in minutes; its `concat` damages
 * its first argument; `describe` gives NaN for a column in which anything is missing; `toCSV` quotes nothing.
 */
export function dataFrames(result: Pick<Result, TableName>): DataFrames {
  const made: { [table in TableName]?: DataFrame } = {};
  const frame = (table: TableName): DataFrame => {
    made[table] ??= frameOf(recordColumns(result, table));
    return made[table];
  };
  return {
    get orders() {
      return frame('orders');
    },
    get fills() {
      return frame('fills');
    },
    get roundTrips() {
      return frame('roundTrips');
    },
    get ledger() {
      return frame('ledger');
    },
    get equity() {
      return frame('equity');
    },
  };
}

function frameOf(columns: readonly RecordColumn[]): DataFrame {
  const { DataFrame } = danfojs();
  const filled = columns.map(({ kind, values }) => values.map((cell) => cellOf(kind, cell)));
  // Rows rather than columns: danfojs knows the columns of an empty table from rows alone.
  const rows = (filled[0] ?? []).map((_, row) => filled.map((values) => values[row]));
  return new DataFrame(rows, { columns: columns.map(({ name }) => name), dtypes: columns.map(({ kind }) => TYPES[kind]) });
}

/** A missing number is NaN: danfojs counts null as 0 in the mean of a group. */
function cellOf(kind: ColumnKind, cell: RecordColumn['values'][number]): string | number | null {
  if (cell === null) return kind === 'number' || kind === 'count' ? Number.NaN : null;
  return kind === 'time' ? isoTime(Number(cell)) : cell;
}

type Danfojs = typeof import('danfojs-node');

/** Loads danfojs-node, by its one untyped door. */
function danfojs(): Danfojs {
  try {
    return createRequire(import.meta.url)('danfojs-node') as Danfojs;
  } catch (error) {
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new ConfigError(
      `Expected danfojs-node 1.2.0 for DataFrames ("npm install danfojs-node@1.2.0", after the two overrides in docs/dataframes.md), but it was "${why}"`,
      { cause: error },
    );
  }
}
