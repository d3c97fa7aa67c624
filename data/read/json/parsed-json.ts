import { DataError } from '../../../engine/model/errors.ts';
import type { Batch } from '../values/value-rows.ts';

/** A JSON value as a table. */
export interface Parsed {
  /** What an export of ours says of itself. */
  readonly said: Readonly<Record<string, string>>;
  readonly names: readonly string[];
  readonly hasHeader: boolean;
  readonly batch: Batch;
  /** Our name of a column in JSON as the one in files: a bar's `ts` is its close. */
  rename(name: string): string;
}

/** Reads an object of columns or rows, or an array of objects or of arrays; throws a DataError for anything else. */
export function parsedJson(file: string, text: string): Parsed {
  const value = jsonOf(file, text);
  if (Array.isArray(value)) return Array.isArray(value[0]) ? ofArrays(file, value) : ofObjects(file, {}, value);
  if (!isRecord(value)) throw wrong(file, text);
  if (Array.isArray(value['rows'])) return ofObjects(file, saidOf(value), value['rows']);
  const columns = isRecord(value['columns']) ? value['columns'] : value;
  const names = Object.keys(columns);
  const lists = names.map((name) => columns[name]);
  if (names.length === 0 || !lists.every(Array.isArray)) throw wrong(file, text);
  const arrays = lists as unknown[][];
  const rows = arrays[0]!.length;
  const odd = arrays.findIndex((list) => list.length !== rows);
  if (odd >= 0) {
    throw new DataError(`Expected columns of ${rows} values each, but it was "${arrays[odd]!.length}" in ${names[odd]}`, { place: file });
  }
  return parsed(saidOf(value), names, true, arrays, rows);
}

function ofObjects(file: string, said: Parsed['said'], rows: readonly unknown[]): Parsed {
  const first = rows[0];
  if (rows.length > 0 && !isRecord(first)) throw wrong(file, JSON.stringify(first));
  const names = isRecord(first) ? Object.keys(first) : [];
  const odd = rows.findIndex((row) => !isRecord(row));
  if (odd >= 0) throw new DataError(`Expected an object, but it was "${JSON.stringify(rows[odd])}"`, { place: `${file}, row ${odd + 1}` });
  const columns = names.map((name) => (rows as Record<string, unknown>[]).map((row) => row[name]));
  return parsed(said, names, true, columns, rows.length);
}

function ofArrays(file: string, rows: readonly unknown[]): Parsed {
  const width = (rows[0] as unknown[]).length;
  const odd = rows.findIndex((row) => !Array.isArray(row) || row.length !== width);
  if (odd >= 0) {
    throw new DataError(`Expected an array of ${width} values, but it was "${JSON.stringify(rows[odd])}"`, {
      place: `${file}, row ${odd + 1}`,
    });
  }
  const columns = Array.from({ length: width }, (_, k) => (rows as unknown[][]).map((row) => row[k]));
  return parsed({}, (rows[0] as unknown[]).map(String), false, columns, rows.length);
}

function parsed(said: Parsed['said'], names: readonly string[], hasHeader: boolean, columns: readonly unknown[][], rows: number): Parsed {
  const areBars = said['kind'] === 'bars' || names.includes('openTs');
  const rename = (name: string): string => (name === 'openTs' ? 'open_time' : name === 'ts' && areBars ? 'close_time' : name);
  return { said, names, hasHeader, batch: { columns, rows, first: 1, at: 0 }, rename };
}

function saidOf(value: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const said: Record<string, string> = {};
  for (const name of ['kind', 'id', 'timeframe', 'price']) {
    const text = value[name];
    if (typeof text === 'string' && text !== '') said[name === 'id' ? 'instrument' : name] = text;
  }
  return said;
}

function jsonOf(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DataError(`Expected JSON, but it was "${(cause as Error).message}"`, { place: file, cause });
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function wrong(file: string, text: string): DataError {
  return new DataError(`Expected columns or rows in JSON, but it was "${text.slice(0, 60)}"`, { place: file });
}
