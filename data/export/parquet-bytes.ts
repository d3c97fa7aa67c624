import type { SchemaElement } from 'hyparquet';
import type { ColumnSource } from 'hyparquet-writer';
import { DataError } from '../../engine/model/errors.ts';
import type { Column } from '../../engine/model/series.ts';
import type { Block } from '../block.ts';
import { type Field, fieldsOf } from './fields.ts';
import type { SeriesRows } from './series-rows.ts';
import { actionText } from './value-text.ts';

/** How fine the times of a file are. */
type Unit = 'MILLIS' | 'NANOS';

/** Rows of a row group: what a reader decodes at a time. */
const GROUP = 65_536;

/**
 * A series as a Parquet file: times are timestamps in UTC, in milliseconds or, where any is finer, in nanoseconds throughout; all
 * else are doubles, the kinds of corporate actions words. What the series is stands in the metadata as `onetape.kind`,
 * `onetape.instrument`, `onetape.timeframe` and `onetape.price`. Takes two passes over the rows, the first for the times.
 */
export async function* parquetBytes(series: SeriesRows): AsyncGenerator<Uint8Array> {
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const { key } = series;
  const fields = fieldsOf(key.kind, series.columns);
  const unit = await unitOf(series, fields);
  const kvMetadata = (['kind', 'instrument', 'timeframe', 'price'] as const).map((name) => ({ key: `onetape.${name}`, value: key[name] }));
  const bytes = new ByteWriter();
  const schema = [{ name: 'root', num_children: fields.length }, ...fields.map((field) => elementOf(field, unit))];
  const writer = new ParquetWriter({ writer: bytes, schema, kvMetadata, createdBy: 'onetape' });
  for await (const block of groups(series)) {
    writer.write({ columnData: fields.map((field) => columnOf(field, block, unit)), rowGroupSize: GROUP });
    yield bytes.getBytes().slice();
    bytes.index = 0;
  }
  writer.finish();
  yield bytes.getBytes();
}

async function unitOf(series: SeriesRows, fields: readonly Field[]): Promise<Unit> {
  const times = fields.filter(({ is }) => is === 'time').map(({ column }) => column);
  for await (const { rows, columns } of series.blocks()) {
    if (times.some((name) => columns[name]!.subarray(0, rows).some((ts) => ts !== Math.floor(ts)))) return 'NANOS';
  }
  return 'MILLIS';
}

function elementOf({ name, is }: Field, unit: Unit): SchemaElement {
  const base = { name, repetition_type: 'REQUIRED' } as const;
  if (is === 'number') return { ...base, type: 'DOUBLE' };
  if (is === 'action') return { ...base, type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } };
  const type = { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit } } as const;
  // Older readers know the converted type, of which nanoseconds have none.
  return unit === 'NANOS' ? { ...base, ...type } : { ...base, ...type, converted_type: 'TIMESTAMP_MILLIS' };
}

function columnOf({ column, name, is }: Field, { rows, columns }: Block, unit: Unit): ColumnSource {
  const values = columns[column]!.subarray(0, rows);
  if (is === 'time') return { name, data: stampsOf(values, unit), encoding: 'DELTA_BINARY_PACKED' };
  if (is === 'action') return { name, data: Array.from(values, actionText) };
  // A dictionary takes both zeros for one.
  return values.some((value) => Object.is(value, -0)) ? { name, data: values, encoding: 'PLAIN' } : { name, data: values };
}

function stampsOf(times: Column, unit: Unit): BigInt64Array {
  const stamps = new BigInt64Array(times.length);
  for (let row = 0; row < times.length; row++) {
    const ts = times[row]!;
    // 2^63 nanoseconds are 292 years.
    if (!(Math.abs(ts) < (unit === 'NANOS' ? 9.2e12 : 8.64e15)))
      throw new DataError(`Expected a time that Parquet can hold, but it was "${ts}"`);
    const whole = Math.floor(ts);
    stamps[row] = unit === 'MILLIS' ? BigInt(whole) : BigInt(whole) * 1_000_000n + BigInt(Math.round((ts - whole) * 1e6));
  }
  return stamps;
}

/** The rows in groups of one size: small blocks joined, as a row group costs its metadata. */
async function* groups({ columns: names, blocks }: SeriesRows): AsyncGenerator<Block> {
  let columns = Object.fromEntries(names.map((name): [string, Column] => [name, new Float64Array(GROUP)]));
  let rows = 0;
  for await (const block of blocks()) {
    for (let from = 0; from < block.rows; ) {
      const count = Math.min(block.rows - from, GROUP - rows);
      for (const name of names) columns[name]!.set(block.columns[name]!.subarray(from, from + count), rows);
      rows += count;
      from += count;
      if (rows < GROUP) continue;
      yield { rows, columns };
      columns = Object.fromEntries(names.map((name): [string, Column] => [name, new Float64Array(GROUP)]));
      rows = 0;
    }
  }
  if (rows > 0) yield { rows, columns };
}
