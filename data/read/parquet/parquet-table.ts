import type { AsyncBuffer, FileMetaData, ParquetParsers, RowGroup, SchemaElement } from 'hyparquet';
import { ConfigError, DataError } from '../../../engine/model/errors.ts';
import { DAY } from '../../../engine/model/time.ts';
import type { TimeFormat } from '../time/time-format.ts';
import type { Batch } from '../values/value-rows.ts';
import { SAMPLE, ValueTable } from '../values/value-table.ts';

/** Instants as milliseconds, finer ones with a fraction. */
const PARSERS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (ms) => Number(ms),
  timestampFromMicroseconds: (us) => Number(us / 1_000n) + Number(us % 1_000n) / 1e3,
  timestampFromNanoseconds: (ns) => Number(ns / 1_000_000n) + Number(ns % 1_000_000n) / 1e6,
  dateFromDays: (days) => days * DAY,
};

/** Opens a Parquet file, read one row group at a time; throws a DataError where it is damaged, a ConfigError where none of its columns is flat. */
export async function openParquet(name: string, path: string): Promise<ValueTable> {
  const { asyncBufferFromFile, parquetMetadataAsync } = await import('hyparquet');
  const file = await asyncBufferFromFile(path);
  const metadata = await whole(name, () => parquetMetadataAsync(file));
  const columns = flatColumns(metadata.schema);
  if (columns.length === 0) throw new ConfigError(`Expected columns of numbers, times and texts, but it was "${name}", which has none`);
  const groups = metadata.row_groups.filter(({ num_rows }) => num_rows > 0n);
  const batch = (at: number): Promise<Batch> => whole(name, () => readGroup(file, metadata, columns, groups, at));
  const first: Batch[] = [];
  for (let rows = 0; first.length < groups.length && rows < SAMPLE; rows += first.at(-1)!.rows) first.push(await batch(first.length));
  return new ValueTable({
    name,
    bytes: file.byteLength,
    head: columns.map((column) => column.name),
    hasHeader: true,
    said: saidOf(metadata),
    formats: columns.map(formatOf),
    first: joined(first, columns.length),
    warnings: [],
    async *batches() {
      for (let at = 0; at < groups.length; at++) yield first[at] ?? (await batch(at));
    },
  });
}

/** Batches as one. */
function joined(batches: readonly Batch[], width: number): Batch {
  if (batches.length === 1) return batches[0]!;
  const columns = Array.from({ length: width }, (_, k) => batches.flatMap((batch) => Array.from(batch.columns[k]!)));
  return { columns, rows: batches.reduce((sum, { rows }) => sum + rows, 0), first: 1, at: 0 };
}

async function readGroup(
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: readonly SchemaElement[],
  groups: readonly RowGroup[],
  at: number,
): Promise<Batch> {
  const [{ parquetRead }, { compressors }] = await Promise.all([import('hyparquet'), import('hyparquet-compressors')]);
  const before = groups.slice(0, at).reduce((sum, { num_rows }) => sum + Number(num_rows), 0);
  const rows = Number(groups[at]!.num_rows);
  const lists = new Map(columns.map(({ name }): [string, unknown[]] => [name, []]));
  await parquetRead({
    file,
    metadata,
    compressors,
    parsers: PARSERS,
    columns: [...lists.keys()],
    rowStart: before,
    rowEnd: before + rows,
    onChunk: ({ columnName, columnData, rowStart }) => {
      const list = lists.get(columnName)!;
      for (let k = 0; k < columnData.length; k++) list[rowStart - before + k] = columnData[k];
    },
  });
  const short = columns.find(({ name }) => lists.get(name)!.length !== rows);
  if (short !== undefined) throw new Error(`${lists.get(short.name)!.length} values of ${rows} in column ${short.name}`);
  const exactly = columns.map((element) => exact(lists.get(element.name)!, element));
  return { columns: exactly, rows, first: before + 1, at: Math.round((file.byteLength * (at + 1)) / groups.length) };
}

/** Columns that are not lists or structures. */
function flatColumns(schema: readonly SchemaElement[]): readonly SchemaElement[] {
  const flat: SchemaElement[] = [];
  for (let at = 1; at < schema.length; at++) {
    const element = schema[at]!;
    if (element.num_children === undefined && element.repetition_type !== 'REPEATED') flat.push(element);
    // What lies within a structure is passed over.
    let inside = element.num_children ?? 0;
    while (inside > 0 && at < schema.length) inside += (schema[++at]?.num_children ?? 0) - 1;
  }
  return flat;
}

function formatOf({ logical_type: logical, converted_type: converted, type }: SchemaElement): TimeFormat | undefined {
  if (logical?.type === 'TIMESTAMP') return logical.isAdjustedToUTC ? INSTANT : { style: 'moment', order: 'ymd' };
  if (converted === 'TIMESTAMP_MILLIS' || converted === 'TIMESTAMP_MICROS') return INSTANT;
  if (logical?.type === 'DATE' || converted === 'DATE') return { style: 'date', order: 'ymd' };
  // Writers of these old timestamps do not agree on their zone.
  return type === 'INT96' ? { style: 'moment', order: 'ymd' } : undefined;
}

const INSTANT: TimeFormat = { style: 'epoch', shift: 0 };

/** Decimals as the nearest doubles: the reader multiplies by a power of ten, which is off by a bit. Days without the old type as midnights. */
function exact(
  values: ArrayLike<unknown>,
  { converted_type: converted, logical_type: logical, scale = 0 }: SchemaElement,
): ArrayLike<unknown> {
  if (converted === 'DECIMAL') return Array.from(values, (value) => (typeof value === 'number' ? Number(value.toFixed(scale)) : value));
  if (logical?.type === 'DECIMAL') return Array.from(values, (value) => Number(value) / Number(`1e${logical.scale}`));
  return logical?.type === 'DATE' && converted !== 'DATE' ? Array.from(values, (value) => Number(value) * DAY) : values;
}

function saidOf({ key_value_metadata: pairs = [] }: FileMetaData): Readonly<Record<string, string>> {
  const ours = pairs.filter(({ key, value }) => key.startsWith('onetape.') && value !== undefined && value !== '');
  return Object.fromEntries(ours.map(({ key, value }) => [key.slice('onetape.'.length), value!]));
}

async function whole<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw new DataError(`Expected a complete Parquet file, but it was "${(cause as Error).message}"`, { place: name, cause });
  }
}
