import { ConfigError } from '../../../engine/model/errors.ts';
import type { SeriesKind } from '../../block.ts';
import { Header } from '../header.ts';
import type { Plan } from '../plan.ts';
import type { ReadOptions } from '../reading.ts';
import type { Table } from '../table.ts';
import { timeColumn } from '../time/time-column.ts';
import type { TimeColumn, TimeFormat } from '../time/time-format.ts';
import { timePlan } from '../time/time-plan.ts';
import { aggressorCells, numberCells, priceCells, sideCells, sizeCells } from './cell-readers.ts';
import { ColumnsPass, type NumberCells } from './columns-pass.ts';

/** What a layout knows about rows with one time each. */
export interface TickLayout {
  readonly kind: SeriesKind;
  readonly instrument: string;
  readonly time: TimeColumn & { readonly isUtc: boolean };
  readonly numbers: readonly NumberCells[];
  readonly found: readonly string[];
  readonly warnings?: readonly string[];
  readonly format?: TimeFormat;
}

/** Plans a file of rows with one time each, several of which may share it. */
export function tickPlan(table: Table, layout: TickLayout, options: ReadOptions): Plan {
  const times = timePlan(table, layout.time, options, layout.format);
  if (times.format.style === 'date' && layout.kind !== 'funding') throw askTimes(table, layout.kind, times.sample[0]!);
  const order = times.newestFirst ? ['order: newest row first, so the rows are turned round'] : [];
  return {
    kind: layout.kind,
    timeframe: '',
    price: 'trade',
    instrument: layout.instrument,
    found: [...layout.found, times.found, ...order],
    warnings: layout.warnings ?? [],
    newestFirst: times.newestFirst,
    width: layout.numbers.length + 1,
    begin: () => new ColumnsPass([{ name: 'times', column: times.column, reader: times.reader(true) }], layout.numbers),
  };
}

/** A price with a date would be known at midnight, hours before anybody could know it. */
function askTimes({ name }: Table, kind: SeriesKind, date: number): ConfigError {
  return new ConfigError(`Expected times of day for the ${kind} of ${name}, but it was "${new Date(date).toISOString().slice(0, 10)}"`);
}

/** Quotes under a header: a time, bid and ask, perhaps their sizes and deeper levels. */
export function plainQuotes(table: Table, options: ReadOptions, instrument: string): TickLayout {
  const header = headerOf(table, options);
  const { bid, ask } = header.need('bid', 'ask');
  const numbers = [
    sideCells(table, 'bid', bid),
    sideCells(table, 'ask', ask),
    sizeCells(table, 'bidSize', header.find('bidSize')),
    sizeCells(table, 'askSize', header.find('askSize')),
  ];
  for (let level = 2; header.has(`bid${level}`) && header.has(`ask${level}`); level++) {
    numbers.push(sideCells(table, `bid${level}`, header.find(`bid${level}`)), sideCells(table, `ask${level}`, header.find(`ask${level}`)));
    const sizes = [`bidSize${level}`, `askSize${level}`];
    numbers.push(...sizes.map((name) => sizeCells(table, name, header.find(name))));
  }
  return { kind: 'quotes', instrument, time: timeColumn(header), numbers, found: [header.found()] };
}

/** Public trades under a header: a time, price and size, perhaps the side of the aggressor or whether the buyer was the maker. */
export function plainTrades(table: Table, options: ReadOptions, instrument: string): TickLayout {
  const header = headerOf(table, options);
  const { price, size } = header.need('price', 'size');
  const side = aggressorCells(header.find('side'), header.find('buyerMaker'));
  const numbers = [priceCells(table, 'price', price), sizeCells(table, 'size', size), side];
  return { kind: 'trades', instrument, time: timeColumn(header), numbers, found: [header.found()] };
}

/** Funding under a header: a time and the rate. */
export function plainFunding(table: Table, options: ReadOptions, instrument: string): TickLayout {
  const header = headerOf(table, options);
  const { rate } = header.need('rate');
  const numbers = [numberCells(table, 'rate', rate, 'a rate such as 0.0001', false)];
  return { kind: 'funding', instrument, time: timeColumn(header), numbers, found: [header.found()] };
}

function headerOf(table: Table, options: ReadOptions): Header {
  const header = new Header(table, options.columns);
  header.refuseUnknown();
  return header;
}

/** Quotes without a header, as histdata.com writes them: time, bid, ask. */
export function headerlessQuotes(table: Table, instrument: string): TickLayout {
  const numbers = [
    sideCells(table, 'bid', 1),
    sideCells(table, 'ask', 2),
    sizeCells(table, 'bidSize', -1),
    sizeCells(table, 'askSize', -1),
  ];
  const warnings = [`${table.name}: no header, so the columns are taken as time, bid, ask`];
  const time = { at: 0, clock: -1, isUtc: false };
  return { kind: 'quotes', instrument, time, numbers, found: ['columns: no header, taken as time, bid, ask'], warnings };
}
