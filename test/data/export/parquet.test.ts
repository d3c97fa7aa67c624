import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { COLUMNS } from '../../../data/block.ts';
import { parquetBytes } from '../../../data/export/parquet-bytes.ts';
import type { SeriesRows } from '../../../data/export/series-rows.ts';
import { seriesOf } from './series.ts';

const NAN = Number.NaN;
const T = Date.UTC(2024, 0, 2, 9, 30);

async function fileOf(series: SeriesRows): Promise<ArrayBuffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of parquetBytes(series)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces)).buffer;
}

const rowsOf = async (series: SeriesRows): Promise<Record<string, unknown>[]> => parquetReadObjects({ file: await fileOf(series) });

describe('a series as Parquet', () => {
  it('has times as timestamps, numbers as doubles, and says in its metadata what it is', async () => {
    const bars = seriesOf('bars', COLUMNS.bars, [[[T, T + 60_000, 1, 2, 0.5, 1.5, 10]]], { price: 'mid' });
    expect(await rowsOf(bars)).toEqual([
      { open_time: new Date(T), close_time: new Date(T + 60_000), open: 1, high: 2, low: 0.5, close: 1.5, volume: 10 },
    ]);
    const metadata = parquetMetadata(await fileOf(bars));
    expect(metadata.key_value_metadata).toEqual([
      { key: 'onetape.kind', value: 'bars' },
      { key: 'onetape.instrument', value: 'X' },
      { key: 'onetape.timeframe', value: '1m' },
      { key: 'onetape.price', value: 'mid' },
    ]);
    const types = parquetSchema(metadata).children.map(({ element }) => element.logical_type?.type ?? element.type);
    expect(types).toEqual(['TIMESTAMP', 'TIMESTAMP', 'DOUBLE', 'DOUBLE', 'DOUBLE', 'DOUBLE', 'DOUBLE']);
  });

  it('keeps NaN and the sign of zero, also among values that repeat', async () => {
    const values = Array.from({ length: 3000 }, (_, k) => [0, -0, NAN, 0.1 + 0.2, -1e-300][k % 5]!);
    const custom = seriesOf('custom', ['knownAt', 'about', 'x', 'y'], [values.map((value) => [T, T, value, Math.abs(value)])]);
    const rows = await rowsOf(custom);
    expect(rows.length).toBe(3000);
    for (const [k, { x, y }] of rows.entries()) {
      if (!Object.is(x, values[k])) expect.unreachable(`row ${k} is ${x}`);
      if (!Object.is(y, Math.abs(values[k]!))) expect.unreachable(`row ${k} is ${y}`);
    }
  });

  it('has times in nanoseconds throughout where one of them is finer than a millisecond', async () => {
    const trades = seriesOf('trades', COLUMNS.trades, [[[T, 1, 2, 0]], [[T + 0.25, 1, 2, 0]]]);
    const [time] = parquetSchema(parquetMetadata(await fileOf(trades))).children;
    expect(time!.element.logical_type).toEqual({ type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'NANOS' });
    const parsers = { timestampFromNanoseconds: (nanos: bigint) => nanos };
    const rows = await parquetReadObjects({ file: await fileOf(trades), parsers: parsers as never });
    expect(rows.map(({ time }) => time)).toEqual([BigInt(T) * 1_000_000n, BigInt(T) * 1_000_000n + 250_000n]);
  });

  it('joins small blocks into groups of rows, and cuts long ones', async () => {
    const row = (k: number): number[] => [T + k, 0.0001 * k];
    const short = Array.from({ length: 3 }, (_, b) => Array.from({ length: 100 }, (_, k) => row(100 * b + k)));
    const long = Array.from({ length: 140_000 }, (_, k) => row(300 + k));
    const funding = seriesOf('funding', COLUMNS.funding, [...short, long]);
    const metadata = parquetMetadata(await fileOf(funding));
    expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([65_536, 65_536, 9228]);
    const rows = await rowsOf(funding);
    expect(rows.findIndex(({ time, rate }, k) => Number(time) !== T + k || rate !== 0.0001 * k)).toBe(-1);
  });

  it('says corporate actions in words, and is a file without rows where there are none', async () => {
    expect(await rowsOf(seriesOf('actions', COLUMNS.actions, [[[T, 1, 4]]]))).toEqual([{ time: new Date(T), type: 'split', value: 4 }]);
    expect(await rowsOf(seriesOf('actions', COLUMNS.actions, []))).toEqual([]);
  });

  it('refuses a time that it cannot hold', async () => {
    await expect(fileOf(seriesOf('funding', COLUMNS.funding, [[[NAN, 1]]]))).rejects.toThrow(
      'Expected a time that Parquet can hold, but it was "NaN"',
    );
    await expect(fileOf(seriesOf('funding', COLUMNS.funding, [[[1e13 + 0.5, 1]]]))).rejects.toThrow('but it was "10000000000000.5"');
  });
});
