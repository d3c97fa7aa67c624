import { CAUSES } from '../engine/analysis/attribution/cause.ts';
import { underwater } from '../engine/analysis/drawdown.ts';
import type { TradeStats } from '../engine/analysis/trade-stats.ts';
import { isoTime } from '../engine/model/time.ts';
import { type Cell, type RecordColumn, recordColumns } from './record-columns.ts';
import type { Result } from './result.ts';

/** The files of a result by name. */
export type CsvFiles = Readonly<
  Record<
    | 'orders.csv'
    | 'fills.csv'
    | 'round-trips.csv'
    | 'ledger.csv'
    | 'attribution.csv'
    | 'equity.csv'
    | 'metrics.csv'
    | 'intervals.csv'
    | 'drawdowns.csv'
    | 'periods.csv'
    | 'breakdown.csv'
    | 'rolling.csv'
    | 'curves.csv',
    string
  >
>;

/** The result as RFC 4180 files: a heading, lines ended by CR LF, ISO times, an empty cell where nothing applies. */
export function resultCsv(result: Result): CsvFiles {
  return {
    'orders.csv': records(recordColumns(result, 'orders')),
    'fills.csv': records(recordColumns(result, 'fills')),
    'round-trips.csv': records(recordColumns(result, 'roundTrips')),
    'ledger.csv': records(recordColumns(result, 'ledger')),
    'attribution.csv': attributed(result),
    'equity.csv': records(recordColumns(result, 'equity')),
    'metrics.csv': table(['metric', 'value'], Object.entries(result.metrics)),
    ...analysed(result),
    ...drawn(result),
  };
}

/** The tables of an analysis. */
function analysed({ analysis }: Result): Pick<CsvFiles, 'intervals.csv' | 'drawdowns.csv' | 'periods.csv' | 'breakdown.csv'> {
  const { intervals, drawdowns, months, years } = analysis;
  const parts = (['bySide', 'byStrategy', 'byInstrument'] as const).flatMap((by) => analysis[by].map((part) => ({ by, ...part })));
  const stats = Object.keys(parts[0]?.trades ?? {}) as (keyof TradeStats)[];
  return {
    'intervals.csv': table(
      ['metric', 'value', 'low', 'high', 'level', 'resamples'],
      intervals.all.map(({ name, value, low, high }) => [name, value, low, high, intervals.level, intervals.resamples]),
    ),
    'drawdowns.csv': table(
      ['depth', 'from', 'trough', 'to', 'fallDays', 'recoveryDays', 'days'],
      drawdowns.map((one) => [
        one.depth,
        isoTime(one.from),
        isoTime(one.trough),
        one.to === null ? null : isoTime(one.to),
        one.fallDays,
        one.recoveryDays,
        one.days,
      ]),
    ),
    'periods.csv': table(
      ['year', 'month', 'return', 'benchmark', 'from', 'to'],
      [...years, ...months].map((one) => [one.year, one.month || null, one.value, one.benchmark, isoTime(one.from), isoTime(one.to)]),
    ),
    'breakdown.csv': table(
      ['by', 'name', 'pnl', 'realized', 'unrealized', 'fees', 'slippage', 'traded', 'fills', ...stats],
      parts.map(({ by, name, pnl, realized, unrealized, fees, slippage, traded, fills, trades }) => [
        by,
        name,
        ...[pnl, realized, unrealized, fees, slippage, traded, fills],
        ...stats.map((field) => trades[field]),
      ]),
    ),
  };
}

/** The change of equity by cause: of the whole, and of every part of each list. */
function attributed({ attribution }: Result): string {
  const { pnl, causes, ...lists } = attribution;
  const rows = [
    { by: 'all', name: '', pnl, causes },
    ...Object.entries(lists).flatMap(([by, list]) => list.map((share) => ({ by, ...share }))),
  ];
  return table(
    ['by', 'name', 'pnl', ...CAUSES],
    rows.map((row) => [row.by, row.name, row.pnl, ...CAUSES.map((cause) => row.causes[cause])]),
  );
}

/** Curves over time, a column each. */
function drawn({ analysis, equity, startCash }: Result): Pick<CsvFiles, 'rolling.csv' | 'curves.csv'> {
  const { rolling, exposure, benchmark, hold } = analysis;
  const falls = underwater(startCash, equity.value);
  return {
    'rolling.csv': table(
      ['ts', 'sharpe', 'volatility', 'beta'],
      Array.from(rolling.ts, (ts, k) => [isoTime(ts), rolling.sharpe[k]!, rolling.volatility[k]!, rolling.beta[k]!]),
    ),
    'curves.csv': table(
      ['ts', 'equity', 'drawdown', 'grossExposure', 'netExposure', 'benchmark', 'buyAndHold'],
      Array.from(equity.ts, (ts, k) => [
        isoTime(ts),
        equity.value[k]!,
        falls[k]!,
        exposure.gross[k]!,
        exposure.net[k]!,
        benchmark?.[k] ?? null,
        hold?.[k] ?? null,
      ]),
    ),
  };
}

function records(columns: readonly RecordColumn[]): string {
  const rows = Array.from({ length: columns[0]?.values.length ?? 0 }, (_, row) =>
    columns.map(({ kind, values }) => {
      const value = values[row]!;
      return kind === 'time' && typeof value === 'number' ? isoTime(value) : value;
    }),
  );
  return table(
    columns.map(({ name }) => name),
    rows,
  );
}

/** A table as an RFC 4180 file. */
export const table = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  `${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

function cell(value: Cell): string {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
