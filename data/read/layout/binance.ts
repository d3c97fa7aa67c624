import type { BarLayout } from '../bars/bar-plan.ts';
import { aggressorCells, priceCells, sizeCells } from '../rows/cell-readers.ts';
import type { TickLayout } from '../rows/tick-plan.ts';
import type { Table } from '../table.ts';
import { isTruth } from './headerless.ts';

type Known = Pick<BarLayout, 'price' | 'instrument'>;

/** Where the dumps of trades without a header keep their time, by their number of columns and of truth values at the end. */
const TRADES: Readonly<Record<string, { readonly time: number; readonly what: string }>> = {
  '7/2': { time: 4, what: 'trades' },
  '6/1': { time: 4, what: 'trades' },
  '8/2': { time: 5, what: 'aggregated trades' },
  '7/1': { time: 5, what: 'aggregated trades' },
};

/**
 * The layout of Binance's klines without a header: twelve columns, of which the first is the open time and the seventh the
 * last millisecond or microsecond of the bar; undefined where the columns are not these.
 */
export function binanceBars(table: Table, known: Known, stamp: 'open' | 'close' | undefined): BarLayout | undefined {
  if (table.hasHeader || table.head.length !== 12 || stamp === 'close') return undefined;
  const rows = table.sample();
  rows.next();
  const [open, close] = [rows.number(0), rows.number(6)];
  if (!(open > 1e11 && (close - open + 1) % 1000 === 0 && close > open)) return undefined;
  const time = { at: 0, clock: -1, stamp: 'open', end: 6, isUtc: true } as const;
  const at = { open: 1, high: 2, low: 3, close: 4, volume: 5, scale: 1 };
  return { ...known, time, at, found: ['layout: klines of Binance, open time first'], warnings: [] };
}

/** The layout of Binance's trades and aggregated trades without a header; undefined where the columns are not these. */
export function binanceTrades(table: Table, instrument: string): TickLayout | undefined {
  const width = table.head.length;
  if (table.hasHeader || width < 6 || width > 8) return undefined;
  const rows = table.sample();
  rows.next();
  const truths = isTruth(rows, width - 1) ? (isTruth(rows, width - 2) ? 2 : 1) : 0;
  const layout = TRADES[`${width}/${truths}`];
  if (layout === undefined || !(rows.number(layout.time) > 1e11)) return undefined;
  const numbers = [priceCells(table, 'price', 1), sizeCells(table, 'size', 2), aggressorCells(-1, width - truths)];
  const time = { at: layout.time, clock: -1, isUtc: true };
  return { kind: 'trades', instrument, time, numbers, found: [`layout: ${layout.what} of Binance`] };
}
