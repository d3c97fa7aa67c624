import type { FillRecord, LedgerRecord, OrderRecord, RoundTripRecord } from '../engine/model/result.ts';
import type { Result } from './result.ts';

/** What a column holds: a moment in milliseconds UTC, a number, a whole number, or a word. */
export type ColumnKind = 'time' | 'number' | 'count' | 'text';

/** One value of a column; null where nothing applies. */
export type Cell = string | number | null;

/** A column of a table: the field it shows, which is its heading, and a value per record. */
export interface RecordColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly values: readonly Cell[];
}

/** The tables of a result that have a row per record. */
export type TableName = 'orders' | 'fills' | 'roundTrips' | 'ledger' | 'equity';

/** Every field of a record in the order of its columns: a field that is added to a record is missed here by the compiler. */
type Kinds<T> = { readonly [field in keyof T]: ColumnKind };

const ORDERS: Kinds<Omit<OrderRecord, 'events'>> = {
  id: 'count',
  ref: 'text',
  strategyId: 'text',
  instrument: 'text',
  side: 'text',
  type: 'text',
  qty: 'number',
  price: 'number',
  trigger: 'number',
  tif: 'text',
  status: 'text',
  filledQty: 'number',
  avgPrice: 'number',
  createdTs: 'time',
  closedTs: 'time',
  reason: 'text',
  tag: 'text',
  note: 'text',
  confidence: 'number',
};

const FILLS: Kinds<Omit<FillRecord, 'feeQty'>> = {
  ts: 'time',
  orderId: 'count',
  ref: 'text',
  strategyId: 'text',
  instrument: 'text',
  side: 'text',
  qty: 'number',
  price: 'number',
  fee: 'number',
  slippage: 'number',
  liquidity: 'text',
  certainty: 'text',
  tag: 'text',
  barTs: 'time',
  rate: 'number',
};

/** Where a fee was taken off what was bought. */
const FILLS_IN_KIND: Kinds<FillRecord> = { ...FILLS, feeQty: 'number' };

const ROUND_TRIPS: Kinds<RoundTripRecord> = {
  strategyId: 'text',
  instrument: 'text',
  side: 'text',
  qty: 'number',
  entryTs: 'time',
  entryPrice: 'number',
  exitTs: 'time',
  exitPrice: 'number',
  pnl: 'number',
  fees: 'number',
  returnPct: 'number',
  mae: 'number',
  mfe: 'number',
  bars: 'count',
  entryOrderId: 'count',
  exitOrderId: 'count',
};

const LEDGER: Kinds<LedgerRecord> = {
  ts: 'time',
  kind: 'text',
  strategyId: 'text',
  instrument: 'text',
  amount: 'number',
  currency: 'text',
  rate: 'number',
  value: 'number',
};

/**
 * A table of a result, column by column: what CSV files, Parquet files and DataFrames are made of. A number that is
 * none (NaN) is null. Orders are without the events of their lives.
 */
export function recordColumns(result: Pick<Result, TableName>, table: TableName): readonly RecordColumn[] {
  switch (table) {
    case 'orders':
      return columnsOf(ORDERS, result.orders);
    case 'fills': {
      const { fills } = result;
      return columnsOf(fills.some(({ feeQty }) => feeQty !== undefined) ? FILLS_IN_KIND : FILLS, fills);
    }
    case 'roundTrips':
      return columnsOf(ROUND_TRIPS, result.roundTrips);
    case 'ledger':
      return columnsOf(LEDGER, result.ledger);
    case 'equity':
      return [
        { name: 'ts', kind: 'time', values: Array.from(result.equity.ts) },
        { name: 'value', kind: 'number', values: Array.from(result.equity.value, known) },
      ];
  }
}

function columnsOf<T extends { readonly [field in keyof T]: Cell }>(kinds: Kinds<T>, records: readonly T[]): RecordColumn[] {
  return (Object.keys(kinds) as (keyof T & string)[]).map((name) => ({
    name,
    kind: kinds[name],
    values: records.map((record) => known(record[name] ?? null)),
  }));
}

const known = (cell: Cell): Cell => (typeof cell === 'number' && !Number.isFinite(cell) ? null : cell);
