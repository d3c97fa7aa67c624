import type { FillRecord, OrderRecord, RoundTripRecord } from '../engine/model/result.ts';
import { isoTime } from '../engine/model/time.ts';
import type { Result } from './result.ts';

type Cell = string | number | null;
/** A column: its heading is the field's name, and times are written as ISO-8601. */
type Columns<T> = readonly (readonly [field: keyof T & string, kind?: 'time'])[];

const ORDERS: Columns<OrderRecord> = [
  ['id'],
  ['ref'],
  ['strategyId'],
  ['instrument'],
  ['side'],
  ['type'],
  ['qty'],
  ['price'],
  ['trigger'],
  ['tif'],
  ['status'],
  ['filledQty'],
  ['avgPrice'],
  ['createdTs', 'time'],
  ['closedTs', 'time'],
  ['reason'],
  ['tag'],
  ['note'],
  ['confidence'],
];
const FILLS: Columns<FillRecord> = [
  ['ts', 'time'],
  ['orderId'],
  ['ref'],
  ['strategyId'],
  ['instrument'],
  ['side'],
  ['qty'],
  ['price'],
  ['fee'],
  ['slippage'],
  ['liquidity'],
  ['certainty'],
  ['tag'],
  ['barTs', 'time'],
];
const ROUND_TRIPS: Columns<RoundTripRecord> = [
  ['strategyId'],
  ['instrument'],
  ['side'],
  ['qty'],
  ['entryTs', 'time'],
  ['entryPrice'],
  ['exitTs', 'time'],
  ['exitPrice'],
  ['pnl'],
  ['fees'],
  ['returnPct'],
  ['mae'],
  ['mfe'],
  ['bars'],
  ['entryOrderId'],
  ['exitOrderId'],
];

/** The files of a result by name. */
export type CsvFiles = Readonly<Record<'orders.csv' | 'fills.csv' | 'round-trips.csv' | 'equity.csv' | 'metrics.csv', string>>;

/** The result as RFC 4180 files: a heading, lines ended by CR LF, ISO times, an empty cell where nothing applies. */
export function resultCsv(result: Result): CsvFiles {
  const { ts, value } = result.equity;
  const equity: string[] = ['ts,value'];
  for (let k = 0; k < ts.length; k++) equity.push(`${isoTime(ts[k]!)},${cell(value[k]!)}`);
  return {
    'orders.csv': table(ORDERS, result.orders),
    'fills.csv': table(FILLS, result.fills),
    'round-trips.csv': table(ROUND_TRIPS, result.roundTrips),
    'equity.csv': file(equity),
    'metrics.csv': file(['metric,value', ...Object.entries(result.metrics).map(([name, number]) => `${name},${cell(number)}`)]),
  };
}

function table<T>(columns: Columns<T>, rows: readonly T[]): string {
  const lines = rows.map((row) =>
    columns
      .map(([field, kind]) => {
        const value = row[field] as Cell;
        return cell(kind === 'time' && typeof value === 'number' ? isoTime(value) : value);
      })
      .join(','),
  );
  return file([columns.map(([field]) => field).join(','), ...lines]);
}

const file = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`;

function cell(value: Cell): string {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
