import type { SessionTable } from '../../../engine/model/calendar.ts';
import type { Column } from '../../../engine/model/series.ts';
import { ACTIONS } from '../../block.ts';
import type { Header } from '../header.ts';
import type { Filled, Pass, Plan } from '../plan.ts';
import type { ReadOptions } from '../reading.ts';
import type { Cells, Table } from '../table.ts';
import { timeColumn } from '../time/time-column.ts';
import { type TimePlan, timePlan } from '../time/time-plan.ts';
import type { TimeReader } from '../time/time-reader.ts';
import { betweenSessions } from './ex-date.ts';
import { splitOf } from './split-ratio.ts';

/** Where the columns of actions stand: a type and its value, or a column for each type; -1 for those that are not there. */
interface Places {
  readonly type: number;
  readonly value: number;
  readonly dividend: number;
  readonly split: number;
}

/**
 * Plans corporate actions under a header: `date,type,value`, or columns of dividends and stock splits as Yahoo has them, where
 * 0 and nothing mean that there was none. A date is the first day on which the instrument trades without the dividend, or in
 * new shares.
 */
export function actionsPlan(table: Table, header: Header, options: ReadOptions, instrument: string): Plan {
  const at = placesOf(header);
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
    begin: () => new ActionsPass(table, at, times, calendar),
  };
}

function placesOf(header: Header): Places {
  if (header.has('dividend') || header.has('split'))
    return { type: -1, value: -1, dividend: header.find('dividend'), split: header.find('split') };
  return { ...header.need('type', 'value'), dividend: -1, split: -1 };
}

class ActionsPass implements Pass {
  readonly #table: Table;
  readonly #at: Places;
  readonly #times: TimePlan;
  readonly #reader: TimeReader;
  readonly #calendar: SessionTable | undefined;

  constructor(table: Table, at: Places, times: TimePlan, calendar: SessionTable | undefined) {
    this.#table = table;
    this.#at = at;
    this.#times = times;
    this.#reader = times.reader(true);
    this.#calendar = calendar;
  }

  read(row: Cells, into: readonly Column[], to: number): number {
    const { type, value, dividend, split } = this.#at;
    const { at, clock } = this.#times.column;
    const time = row.time(this.#reader, at, clock);
    let count = 0;
    const put = (action: number, worth: number): void => {
      into[0]![to + count] = betweenSessions(time, this.#calendar);
      into[1]![to + count] = action;
      into[2]![to + count] = worth;
      count++;
    };
    if (type >= 0) {
      const action = this.#type(row, type);
      put(action, action === ACTIONS.split ? this.#ratio(row, value) : this.#money(row, value, action === ACTIONS.delisting));
      return count;
    }
    if (split >= 0 && !isNone(row, split)) put(ACTIONS.split, this.#ratio(row, split));
    if (dividend >= 0 && !isNone(row, dividend)) put(ACTIONS.dividend, this.#money(row, dividend, false));
    return count;
  }

  last(): number {
    this.#reader.finish();
    return 0;
  }

  finish({ columns }: Filled): Readonly<Record<string, Column>> {
    return { times: columns[0]!, type: columns[1]!, value: columns[2]! };
  }

  warnings(): readonly string[] {
    return [];
  }

  #type(row: Cells, at: number): number {
    const text = row.text(at).toLowerCase();
    const known = Object.entries(ACTIONS).find(([name, number]) => text === name || text === `${name}s` || text === String(number));
    if (known !== undefined) return known[1];
    throw this.#table.fault(row.line, `Expected an action of ${Object.keys(ACTIONS).join(', ')}, but it was "${row.text(at)}"`);
  }

  #money(row: Cells, at: number, mayBeBlank: boolean): number {
    const value = row.number(at);
    if (value >= 0 || (mayBeBlank && row.isBlank(at))) return value;
    throw this.#table.fault(row.line, `Expected money per share of 0 or more, but it was "${row.text(at)}"`);
  }

  /** New shares per old one, as a number or as `7:1`. */
  #ratio(row: Cells, at: number): number {
    const number = row.number(at);
    const ratio = Number.isNaN(number) ? splitOf(row.text(at)) : number;
    if (ratio > 0 && Number.isFinite(ratio)) return ratio;
    throw this.#table.fault(row.line, `Expected a split such as 7:1 or 0.05, but it was "${row.text(at)}"`);
  }
}

const isNone = (row: Cells, at: number): boolean => row.isBlank(at) || row.number(at) === 0;
