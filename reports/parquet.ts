import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { type ColumnKind, recordColumns, type TableName } from './record-columns.ts';
import type { Result } from './result.ts';

/** The files of a result by name. */
export type ParquetFiles = Readonly<
  Record<'orders.parquet' | 'fills.parquet' | 'round-trips.parquet' | 'ledger.parquet' | 'equity.parquet', Uint8Array>
>;

/** The Parquet type of a column. Readers know the logical type, older ones the converted one; both say the same. */
const TYPES: Readonly<Record<ColumnKind, Omit<SchemaElement, 'name'>>> = {
  time: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
  number: { type: 'DOUBLE' },
  count: { type: 'INT32' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
};

/**
 * The result as Parquet files by name, the columns of the CSV files in their own types: times are timestamps in
 * milliseconds UTC, quantities, prices and money are doubles, ids are 32-bit integers, words are strings, and what does
 * not apply is null. Every file carries `onetape.runId` and `onetape.resultHash` in its metadata.
 */
export function resultParquet(result: Result): ParquetFiles {
  const { runId, resultHash } = result;
  const kvMetadata = [
    { key: 'onetape.runId', value: runId },
    { key: 'onetape.resultHash', value: resultHash },
  ];
  const file = (table: TableName): Uint8Array => {
    const columns = recordColumns(result, table);
    const buffer = parquetWriteBuffer({
      columnData: columns.map(({ name, values }) => ({ name, data: [...values] })),
      schema: [
        { name: 'root', num_children: columns.length },
        ...columns.map(({ name, kind }): SchemaElement => ({ name, repetition_type: 'OPTIONAL', ...TYPES[kind] })),
      ],
      kvMetadata,
      createdBy: `onetape version ${result.engine.version}`,
    });
    return new Uint8Array(buffer);
  };
  return {
    'orders.parquet': file('orders'),
    'fills.parquet': file('fills'),
    'round-trips.parquet': file('roundTrips'),
    'ledger.parquet': file('ledger'),
    'equity.parquet': file('equity'),
  };
}
