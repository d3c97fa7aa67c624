import { ConfigError } from '../../engine/model/errors.ts';
import { parseTime } from '../../engine/model/time.ts';
import { COLUMNS, type SeriesKind } from '../block.ts';
import { parseSeriesKey, seriesText } from '../series-key.ts';
import type { Database, Statement } from '../sqlite.ts';
import { stretchesOf } from './chunk-range.ts';
import { openToRead } from './open-store.ts';
import { faultOf } from './store-fault.ts';
import type { StoreTables } from './store-tables.ts';
import { StoredRows } from './stored-rows.ts';

/** What a query answers: the names of its columns, and rows as they are found; a NaN is null. */
export interface SqlRows {
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly unknown[]>;
}

/** Rows decoded at a time. */
const BATCH = 4096;

/** Columns of which a table is made for every kind; custom series have each their own. */
const KINDS = ['bars', 'quotes', 'trades', 'funding', 'actions'] as const;

/**
 * Runs a SELECT over the store. Beside its own tables and the view `catalog` there are `bars('BTCUSDT.BYBIT@1m', from, to)`, in the
 * same way `quotes`, `trades`, `funding` and `actions`, and every series under its own name with all of its columns:
 * `"BTCUSDT.BYBIT@1m"`, or `"BTCUSDT.BYBIT@1m"('2024-01-01', '2024-02-01')`. `from` and `to` may be left out; they are ISO texts or
 * milliseconds UTC, and only the chunks in between are read. Throws a ConfigError for what is no query.
 */
export function queryStore(tables: StoreTables, path: string, sql: string): SqlRows {
  // A connection of its own: the tables below read through the other one while this one steps.
  const db = openToRead(path);
  try {
    for (const kind of KINDS) {
      const columns = COLUMNS[kind];
      define(db, kind, columns, ['$series', '$from', '$to'], (text, from, to) => rowsOf(tables, kind, columns, String(text), from, to));
    }
    for (const { key, columns } of tables.series.list()) {
      const name = seriesText(key);
      define(db, name, columns, ['$from', '$to'], (from, to) => rowsOf(tables, key.kind, columns, name, from, to));
    }
    const statement = prepared(db, sql);
    return { columns: statement.columns().map(({ name }) => name), rows: answers(db, path, statement) };
  } catch (error) {
    db.close();
    throw faultOf(path, error);
  }
}

function prepared(db: Database, sql: string): Statement {
  const refused = (was: string, cause?: unknown): ConfigError =>
    new ConfigError(`Expected one SELECT over the store, but it was "${sql}"${was}`, { cause });
  let statement: Statement;
  try {
    statement = db.prepare(sql);
  } catch (error) {
    throw refused(` (${(error as Error).message})`, error);
  }
  if (statement.reader && statement.readonly) return statement;
  throw refused('');
}

type Rows = (...parameters: readonly unknown[]) => Generator<number[]>;

function define(db: Database, name: string, columns: readonly string[], parameters: readonly string[], rows: Rows): void {
  db.table(name, {
    columns: [...columns],
    parameters: [...parameters],
    *rows(...given: readonly unknown[]) {
      yield* rows(...given);
    },
  });
}

/** The rows of a series; `from` and `to` as they stand in a query. */
function* rowsOf(
  { series, chunks }: StoreTables,
  kind: SeriesKind,
  columns: readonly string[],
  text: string,
  from: unknown,
  to: unknown,
): Generator<number[]> {
  const key = parseSeriesKey(text);
  const row = key?.kind === kind ? series.find(key) : undefined;
  if (row === undefined) throw new ConfigError(`Expected a series of ${kind} in the store, but it was "${text}"`);
  const { id, shape } = row;
  const source = new StoredRows(chunks, stretchesOf(chunks, id, shape, timeOf(from), timeOf(to)), shape.names);
  const batch = columns.map(() => new Float64Array(BATCH));
  const named = Object.fromEntries(columns.map((name, k) => [name, batch[k]!]));
  for (let begin = 1; begin <= source.rows; begin += BATCH) {
    const end = Math.min(source.rows + 1, begin + BATCH);
    source.fill(begin, end, named, BATCH - 1);
    for (let line = begin; line < end; line++) yield batch.map((column) => column[line & (BATCH - 1)]!);
  }
}

function timeOf(value: unknown): number | null {
  if (value === undefined || value === null) return null;
  const ts = typeof value === 'number' ? value : parseTime(String(value));
  if (!Number.isNaN(ts)) return ts;
  throw new ConfigError(`Expected a time such as 2024-01-31, 2024-01-31T09:30:00Z or milliseconds in a query, but it was "${value}"`);
}

/** The answers of a statement; its connection is closed behind the last. */
function* answers(db: Database, path: string, statement: Statement): Generator<readonly unknown[]> {
  try {
    yield* statement.raw().iterate() as Iterable<readonly unknown[]>;
  } catch (error) {
    throw faultOf(path, error);
  } finally {
    db.close();
  }
}
