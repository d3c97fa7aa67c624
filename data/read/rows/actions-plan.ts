import type { SessionTable } from '../../../engine/model/calendar.ts';
import { ACTIONS } from '../../block.ts';
import type { Header } from '../header.ts';
import type { Shape } from '../kind-of.ts';
import type { Filled, Plan } from '../plan.ts';
import type { ReadOptions } from '../reading.ts';
import type { Cells, Table } from '../table.ts';
import { timeColumn } from '../time/time-column.ts';
import { timePlan } from '../time/time-plan.ts';
import { numberCells } from './cell-readers.ts';
import { ColumnsPass, type NumberCells } from './columns-pass.ts';
import { betweenSessions } from './ex-date.ts';
import { splitOf } from './split-ratio.ts';

/**
 * Plans corporate actions under a header: `date,type,value`, or Yahoo's `Date,Dividends` and `Date,Stock Splits`. A date is
 * the first day on which the instrument trades without the dividend, or in new shares.
 */
export function actionsPlan(table: Table, header: Header, shape: Shape, options: ReadOptions, instrument: string): Plan {
  const numbers = numbersOf(table, header, shape);
  const times = timePlan(table, timeColumn(header), options);
  const calendar = times.format.style === 'date' ? options.calendar : undefined;
  return {
    kind: 'actions',
    timeframe: '',
    price: 'trade',
    instrument,
    found: [header.found(), times.found],
    warnings: [],
    newestFirst: times.newestFirst,
    width: 3,
    begin: () => new ActionsPass([{ name: 'times', column: times.column, reader: times.reader(true) }], numbers, calendar),
  };
}

class ActionsPass extends ColumnsPass {
  readonly #calendar: SessionTable | undefined;

  constructor(times: ConstructorParameters<typeof ColumnsPass>[0], numbers: readonly NumberCells[], calendar: SessionTable | undefined) {
    super(times, numbers);
    this.#calendar = calendar;
  }

  override finish(filled: Filled): ReturnType<ColumnsPass['finish']> {
    const columns = super.finish(filled);
    return { ...columns, times: columns['times']!.map((date) => betweenSessions(date, this.#calendar)) };
  }
}

function numbersOf(table: Table, header: Header, shape: Shape): readonly NumberCells[] {
  if (shape === 'dividends') {
    const dividend = numberCells(table, 'value', header.need('dividend').dividend, 'a dividend such as 0.82', false);
    return [{ name: 'type', read: () => ACTIONS.dividend }, dividend];
  }
  if (shape === 'splits') {
    const { split } = header.need('split');
    return [
      { name: 'type', read: () => ACTIONS.split },
      { name: 'value', read: (row) => ratioAt(table, row, split) },
    ];
  }
  const { type, value } = header.need('type', 'value');
  return [
    { name: 'type', read: (row) => typeAt(table, row, type) },
    { name: 'value', read: (row) => valueAt(table, row, typeAt(table, row, type), value) },
  ];
}

function typeAt(table: Table, row: Cells, at: number): number {
  const text = row.text(at).toLowerCase();
  const known = Object.entries(ACTIONS).find(([name, number]) => text === name || text === `${name}s` || text === String(number));
  if (known !== undefined) return known[1];
  throw table.fault(row.line, `Expected an action of ${Object.keys(ACTIONS).join(', ')}, but it was "${row.text(at)}"`);
}

function valueAt(table: Table, row: Cells, type: number, at: number): number {
  if (type === ACTIONS.split) return ratioAt(table, row, at);
  const value = row.number(at);
  if (value >= 0 || (type === ACTIONS.delisting && row.isBlank(at))) return value;
  throw table.fault(row.line, `Expected money per share of 0 or more, but it was "${row.text(at)}"`);
}

/** New shares per old one, as a number or as `7:1`. */
function ratioAt(table: Table, row: Cells, at: number): number {
  const number = row.number(at);
  const ratio = Number.isNaN(number) ? splitOf(row.text(at)) : number;
  if (ratio > 0 && Number.isFinite(ratio)) return ratio;
  throw table.fault(row.line, `Expected a split such as 7:1 or 0.05, but it was "${row.text(at)}"`);
}
