import { ConfigError, DataError } from '../../../engine/model/errors.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { textChunks } from '../bytes/text-bytes.ts';
import { wholeLines } from '../csv/whole-lines.ts';
import type { Batch } from '../values/value-rows.ts';
import { ValueTable } from '../values/value-table.ts';
import { type Parsed, parsedJson } from './parsed-json.ts';

/** The longest JSON that is read as one value; what is longer has to come one row to a line. */
const LONGEST = 256_000_000;

/** Rows of a batch. */
const BATCH = 8192;

/** The start of an object of ours whose rows stand one to a line. */
const ROWS_HEAD = /^\s*(\{[^[\]{}]*),\s*"rows"\s*:\s*\[\s*$/;

/**
 * Opens JSON: an object of columns or of rows as `data export` writes it, an array of objects or arrays, or an object to a
 * line. Throws a DataError where it is none of these, a ConfigError where it is too long to be read as one.
 */
export async function openJson(source: ByteSource): Promise<ValueTable> {
  const lines = wholeLines(source);
  const opening = await lines.next();
  await lines.return(undefined);
  const text = opening.done === true ? '' : opening.value.bytes.toString('utf8', 0, 100_000);
  const [line = '', second = ''] = text.split('\n');
  const head = ROWS_HEAD.exec(line)?.[1];
  const isByLine = head !== undefined || (isRow(line) && (second.trim() === '' || isRow(second)));
  const parsed = isByLine ? await firstRows(source, head) : parsedJson(source.name, await everything(source));
  const { said, names, rename } = parsed;
  return new ValueTable({
    name: source.name,
    bytes: source.size,
    head: names.map(rename),
    hasHeader: parsed.hasHeader,
    said,
    formats: [],
    first: parsed.batch,
    warnings: source.warnings,
    batches: () => (isByLine ? lineBatches(source, names) : once(parsed.batch, source.size)),
  });
}

/** Whether a line is an object of single values. */
function isRow(line: string): boolean {
  if (!/^\s*\{.*\}\s*$/.test(line)) return false;
  try {
    return Object.values(JSON.parse(line) as object).every((value) => typeof value !== 'object' || value === null);
  } catch {
    return false;
  }
}

async function* once(batch: Batch, at: number): AsyncGenerator<Batch> {
  yield { ...batch, at };
}

async function everything(source: ByteSource): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const { bytes } of textChunks(source)) {
    length += bytes.length;
    if (length > LONGEST) {
      const message = `Expected JSON of at most ${LONGEST / 1e6} MB, or one row to a line (export it as json-rows, csv or parquet), but it was "${source.name}"`;
      throw new ConfigError(message);
    }
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}

async function firstRows(source: ByteSource, head: string | undefined): Promise<Parsed> {
  const rows: unknown[] = [];
  for await (const { values } of lineRows(source)) {
    rows.push(...values);
    if (rows.length >= BATCH) break;
  }
  return parsedJson(source.name, JSON.stringify(head === undefined ? rows : { ...JSON.parse(`${head}}`), rows }));
}

async function* lineBatches(source: ByteSource, names: readonly string[]): AsyncGenerator<Batch> {
  let first = 1;
  for await (const { values, at } of lineRows(source)) {
    const columns = names.map((name) => values.map((value) => value[name]));
    yield { columns, rows: values.length, first, at };
    first += values.length;
  }
}

type Row = Readonly<Record<string, unknown>>;

/** The objects of the lines that are one, and the line's own number for messages. */
async function* lineRows(source: ByteSource): AsyncGenerator<{ readonly values: readonly Row[]; readonly at: number }> {
  let number = 0;
  for await (const { bytes, at } of wholeLines(source)) {
    const values: Row[] = [];
    for (const line of bytes.toString('utf8').split('\n')) {
      number++;
      const text = line.trim().replace(/,$/, '');
      if (text === '' || text === ']}' || text === ']' || (number === 1 && !text.endsWith('}'))) continue;
      values.push(rowOf(text, source.name, number));
    }
    for (let from = 0; from < values.length; from += BATCH) yield { values: values.slice(from, from + BATCH), at };
    number -= bytes.at(-1) === 10 ? 1 : 0;
  }
}

function rowOf(text: string, name: string, line: number): Row {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Row;
  } catch {
    // Said below.
  }
  throw new DataError(`Expected an object in JSON on each line, but it was "${text.slice(0, 80)}"`, { place: `${name}, line ${line}` });
}
