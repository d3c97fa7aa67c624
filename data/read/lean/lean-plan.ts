import { ConfigError } from '../../../engine/model/errors.ts';
import { barPlan } from '../bars/bar-plan.ts';
import { quoteBarPlans } from '../bars/quote-bar-plans.ts';
import type { Plan } from '../plan.ts';
import type { ReadOptions } from '../reading.ts';
import { numberCells, priceCells, sideCells, sizeCells } from '../rows/cell-readers.ts';
import type { NumberCells } from '../rows/columns-pass.ts';
import { tickPlan } from '../rows/tick-plan.ts';
import type { Table } from '../table.ts';
import type { TimeFormat } from '../time/time-format.ts';
import { factorPlan } from './factor-plan.ts';
import { type LeanFile, leanScale, leanZone } from './lean-path.ts';

const TIMEFRAMES: Readonly<Record<string, string>> = { second: '1s', minute: '1m', hour: '1h', daily: '1d' };

/** Quote bars have eleven columns, bars of trades six. */
const QUOTE_BAR = 11;

/**
 * Plans a file of LEAN's: no header, times of the market's zone that name the open of a bar, prices of equities in
 * ten-thousandths. Throws a ConfigError for map files, and where the zone of a market is not known and not given.
 */
export function leanPlans(table: Table, file: LeanFile, given: ReadOptions): readonly Plan[] {
  const { security, market, resolution, instrument } = file;
  if (resolution === 'map_files')
    throw new ConfigError(`Expected a file of market data, but it was "${table.name}", LEAN's history of a ticker's names`);
  if (resolution === 'factor_files') return [factorPlan(table, instrument, given)];
  const timezone = given.timezone ?? leanZone(file);
  const options = { ...given, ...(timezone === undefined ? {} : { timezone }) };
  const found = [`layout: LEAN, ${security} of ${market}, ${resolution}`];
  if (resolution === 'margin_interest') {
    const numbers = [numberCells(table, 'rate', 1, 'a rate such as 0.0001', false)];
    return [tickPlan(table, { kind: 'funding', instrument, time: TIME, numbers, found }, options)];
  }
  const format = formatOf(table, file);
  if (resolution === 'tick') {
    const isQuote = file.holds === 'quote';
    const numbers = isQuote ? quoteTicks(table, file) : tradeTicks(table, file);
    return [tickPlan(table, { kind: isQuote ? 'quotes' : 'trades', instrument, time: TIME, numbers, found, format }, options)];
  }
  const shared = {
    time: { ...TIME, stamp: 'open', end: -1 } as const,
    instrument,
    found,
    warnings: [],
    format,
    timeframe: TIMEFRAMES[resolution]!,
  };
  const daily = resolution === 'daily' ? { ...given } : options;
  if (table.head.length >= QUOTE_BAR) return quoteBarPlans(table, { ...shared, scale: leanScale(file), at: SIDES }, daily);
  const at = { open: 1, high: 2, low: 3, close: 4, volume: 5, scale: leanScale(file) };
  return [barPlan(table, { ...shared, at, price: given.price ?? 'trade' }, daily)];
}

const TIME = { at: 0, clock: -1, isUtc: false };

const SIDES = {
  bid: { open: 1, high: 2, low: 3, close: 4, volume: 5 },
  ask: { open: 6, high: 7, low: 8, close: 9, volume: 10 },
};

function formatOf(table: Table, { resolution, day }: LeanFile): TimeFormat {
  if (resolution === 'daily') return { style: 'date', order: 'ymd', atMidnight: true };
  if (resolution === 'hour') return { style: 'moment', order: 'ymd' };
  if (!Number.isNaN(day)) return { style: 'since-midnight', day };
  throw new ConfigError(`Expected ${table.name} to be named after its day (20131007_trade.zip), as its times are of a day, but it was not`);
}

/** `ms,price,size,exchange,condition,suspicious`; the columns behind the size are of equities and futures. */
function tradeTicks(table: Table, file: LeanFile): readonly NumberCells[] {
  return [priceCells(table, 'price', 1, leanScale(file)), sizeCells(table, 'size', 2), { name: 'side', read: () => 0 }];
}

/** `ms,bid,bidSize,ask,askSize,...`, or of forex `ms,bid,ask`. */
function quoteTicks(table: Table, file: LeanFile): readonly NumberCells[] {
  const [ask, bidSize, askSize] = table.head.length < 5 ? [2, -1, -1] : [3, 2, 4];
  const scale = leanScale(file);
  return [
    sideCells(table, 'bid', 1, scale),
    sideCells(table, 'ask', ask, scale),
    sizeCells(table, 'bidSize', bidSize),
    sizeCells(table, 'askSize', askSize),
  ];
}
