import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import { expect, test } from 'vitest';
import { type ParquetFiles, resultParquet } from '../../reports/parquet.ts';
import { day, fillOf, orderOf, resultOf, tripOf } from './fixture.ts';

const bufferOf = (file: Uint8Array): ArrayBuffer => new Uint8Array(file).buffer;
const read = (files: ParquetFiles, name: keyof ParquetFiles): Promise<Record<string, unknown>[]> =>
  parquetReadObjects({ file: bufferOf(files[name]) });

test('every table comes back as it was: times as timestamps, numbers to the last bit, words', async () => {
  const result = resultOf({
    fills: [fillOf(1, 1, { price: 0.1 + 0.2, tag: 'Zürich, "über" 日本' }), fillOf(2, 3, { side: 'sell', fee: -0.25 })],
  });
  const files = resultParquet(result);
  const fills = await read(files, 'fills.parquet');
  expect(fills).toEqual(result.fills.map((fill) => ({ ...fill, ts: new Date(fill.ts), barTs: new Date(fill.barTs) })));
  expect(await read(files, 'round-trips.parquet')).toEqual([{ ...tripOf(1, 3), entryTs: new Date(day(1)), exitTs: new Date(day(3)) }]);
  expect(await read(files, 'equity.parquet')).toEqual(
    [1000, 1010, 990, 1018, 1018].map((value, k) => ({ ts: new Date(day(k + 1)), value })),
  );
});

test('orders are without their events, and what does not apply is null', async () => {
  const files = resultParquet(resultOf({ orders: [orderOf(7, 0, { closedTs: null, avgPrice: null, confidence: Number.NaN })] }));
  const { events, ...order } = orderOf(7, 0, { closedTs: null, avgPrice: null });
  expect(events).toHaveLength(2);
  expect(await read(files, 'orders.parquet')).toEqual([{ ...order, createdTs: new Date(day(0)) }]);
});

test('the types are those that other tools read: UTC milliseconds, doubles, 32-bit ids, strings', () => {
  const files = resultParquet(resultOf());
  const columns = (name: keyof ParquetFiles): Record<string, unknown> =>
    Object.fromEntries(
      parquetSchema(parquetMetadata(bufferOf(files[name]))).children.map(({ element }) => [
        element.name,
        [element.type, element.logical_type ?? null, element.repetition_type],
      ]),
    );
  const utc = { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' };
  expect(columns('equity.parquet')).toEqual({ ts: ['INT64', utc, 'OPTIONAL'], value: ['DOUBLE', null, 'OPTIONAL'] });
  expect(columns('orders.parquet')).toMatchObject({
    id: ['INT32', null, 'OPTIONAL'],
    side: ['BYTE_ARRAY', { type: 'STRING' }, 'OPTIONAL'],
    closedTs: ['INT64', utc, 'OPTIONAL'],
    trigger: ['DOUBLE', null, 'OPTIONAL'],
  });
});

test('a run without orders gives empty tables with the same columns', async () => {
  const full = resultParquet(resultOf());
  const empty = resultParquet(resultOf({ orders: [], fills: [], roundTrips: [] }));
  for (const name of ['orders.parquet', 'fills.parquet', 'round-trips.parquet'] as const) {
    expect(await read(empty, name)).toEqual([]);
    expect(parquetMetadata(bufferOf(empty[name])).schema).toEqual(parquetMetadata(bufferOf(full[name])).schema);
  }
});

test('a column of which nothing is known keeps its type', async () => {
  const files = resultParquet(resultOf({ orders: [orderOf(1, 1)] }));
  const { schema } = parquetMetadata(bufferOf(files['orders.parquet']));
  expect(schema.find(({ name }) => name === 'confidence')?.type).toBe('DOUBLE');
  expect((await read(files, 'orders.parquet')).map(({ confidence, ref }) => [confidence, ref])).toEqual([[null, null]]);
});

test('a file says of which run it is', () => {
  const { key_value_metadata, num_rows } = parquetMetadata(bufferOf(resultParquet(resultOf())['fills.parquet']));
  expect(key_value_metadata).toEqual([
    { key: 'onetape.runId', value: 'run-1' },
    { key: 'onetape.resultHash', value: 'ab12cd34' },
  ]);
  expect(num_rows).toBe(2n);
});
