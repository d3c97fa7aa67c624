import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../../engine/model/errors.ts';
import { bar, type readAll, readAll as readBytes } from '../read.ts';

type Options = Parameters<typeof readAll>[1];

const AT = Date.parse('2024-03-01T10:00:00Z');
const numbers = (value: number): number[] => [value, value + 1];
const prices = (['open', 'high', 'low', 'close', 'volume'] as const).map(
  (name, k): ColumnSource => ({ name, data: numbers([10, 12, 9, 11, 100][k]!), type: 'DOUBLE' }),
);

const read = async (columnData: ColumnSource[], options: Options = {}, rowGroupSize = 1) => {
  const [loaded] = await readBytes(new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize })), options, 'x.parquet');
  return loaded!;
};

describe('Parquet', () => {
  it.each<[string, ColumnSource]>([
    ['instants', { name: 'timestamp', data: [new Date(AT), new Date(AT + 3_600_000)], type: 'TIMESTAMP' }],
    ['milliseconds', { name: 'timestamp', data: [BigInt(AT), BigInt(AT + 3_600_000)], type: 'INT64' }],
    ['nanoseconds', { name: 'timestamp', data: [BigInt(AT) * 1_000_000n, BigInt(AT + 3_600_000) * 1_000_000n], type: 'INT64' }],
    ['seconds as doubles', { name: 'timestamp', data: [AT / 1000, AT / 1000 + 3600], type: 'DOUBLE' }],
    ['texts', { name: 'timestamp', data: ['2024-03-01T10:00:00Z', '2024-03-01T11:00:00Z'], type: 'STRING' }],
    ["pandas' index", { name: '__index_level_0__', data: [new Date(AT), new Date(AT + 3_600_000)], type: 'TIMESTAMP' }],
  ])('has times as %s', async (_, times) => {
    const loaded = await read([...prices, times], { stamp: 'open' });
    expect([loaded.kind, loaded.timeframe, loaded.rows, loaded.places[1]]).toEqual(['bars', '1h', 2, 'x.parquet, row 2']);
    expect(bar(loaded, 1)).toBe('2024-03-01T11:00Z 2024-03-01T12:00Z 11 13 10 12 101');
  });

  it('has session dates as days', async () => {
    const schema = [
      { name: 'root', num_children: 6 },
      { name: 'date', type: 'INT32', converted_type: 'DATE', repetition_type: 'REQUIRED' },
      ...prices.map(({ name }) => ({ name, type: 'DOUBLE', repetition_type: 'REQUIRED' })),
    ] as const;
    const columnData = [{ name: 'date', data: [19_783, 19_786] }, ...prices.map(({ name, data }) => ({ name, data }))];
    const bytes = parquetWriteBuffer({ columnData, schema: [...schema] as never });
    const [loaded] = await readBytes(new Uint8Array(bytes), {}, 'x.parquet');
    expect([bar(loaded!, 0), bar(loaded!, 1)]).toEqual(['2024-03-01 2024-03-02 10 12 9 11 100', '2024-03-04 2024-03-05 11 13 10 12 101']);
  });

  it('has local times that ask for their zone', async () => {
    const schema = [
      { name: 'root', num_children: 3 },
      {
        name: 'time',
        type: 'INT64',
        repetition_type: 'REQUIRED',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MICROS' },
      },
      ...['price', 'size'].map((name) => ({ name, type: 'DOUBLE', repetition_type: 'REQUIRED' })),
    ] as const;
    const columnData = [
      { name: 'time', data: [BigInt(AT) * 1000n + 125n] },
      { name: 'price', data: [10] },
      { name: 'size', data: [1] },
    ];
    const bytes = new Uint8Array(parquetWriteBuffer({ columnData, schema: [...schema] as never }));
    await expect(readBytes(bytes, {}, 'x.parquet')).rejects.toThrow('Expected a timezone for the times of x.parquet, which name none');
    const [loaded] = await readBytes(bytes, { timezone: 'America/New_York' }, 'x.parquet');
    expect(loaded!.columns['times']![0]).toBe(AT + 5 * 3_600_000 + 0.125);
  });

  it('has decimals as the nearest doubles', async () => {
    const schema = [
      { name: 'root', num_children: 3 },
      { name: 'time', type: 'INT64', repetition_type: 'REQUIRED' },
      { name: 'price', type: 'INT64', converted_type: 'DECIMAL', scale: 8, precision: 18, repetition_type: 'REQUIRED' },
      { name: 'size', type: 'INT64', converted_type: 'DECIMAL', scale: 3, precision: 18, repetition_type: 'REQUIRED' },
    ] as const;
    const wanted = [0.00002853, 61800.3, 0.1, 167.43];
    const columnData = [
      { name: 'time', data: wanted.map((_, k) => BigInt(AT + k)) },
      { name: 'price', data: wanted.map((value) => BigInt(Math.round(value * 1e8))) },
      { name: 'size', data: wanted.map(() => 1001n) },
    ];
    const [loaded] = await readBytes(new Uint8Array(parquetWriteBuffer({ columnData, schema: [...schema] as never })), {}, 'x.parquet');
    expect([Array.from(loaded!.columns['price']!), loaded!.columns['size']![0]]).toEqual([wanted, 1.001]);
  });

  it('that is damaged is refused', async () => {
    const bytes = new Uint8Array(parquetWriteBuffer({ columnData: [...prices, { name: 'timestamp', data: numbers(AT), type: 'DOUBLE' }] }));
    for (const damaged of [
      bytes.subarray(0, bytes.length - 20),
      bytes.subarray(20),
      Uint8Array.from(bytes, (byte, k) => (k < 60 ? 255 : byte)),
      new Uint8Array(0),
    ]) {
      const failed = readBytes(damaged, { stamp: 'open' }, 'x.parquet');
      await expect(failed).rejects.toThrow('x.parquet: Expected a complete Parquet file, but it was "');
      await expect(failed).rejects.toBeInstanceOf(DataError);
    }
  });
});
