import type { SessionTable } from '../../../engine/model/calendar.ts';
import type { Column } from '../../../engine/model/series.ts';
import { DAY } from '../../../engine/model/time.ts';
import { ACTIONS } from '../../block.ts';
import type { Filled, Pass, Plan } from '../plan.ts';
import type { ReadOptions } from '../reading.ts';
import { betweenSessions } from '../rows/ex-date.ts';
import { ratioOf } from '../rows/split-ratio.ts';
import type { Cells, Table } from '../table.ts';
import { timePlan } from '../time/time-plan.ts';
import type { TimeReader } from '../time/time-reader.ts';

/** The last row of a factor file lies in the far future: factors of 1 from the last action on. */
const TIME = { at: 0, clock: -1 };

/**
 * Plans a LEAN factor file, `date,priceFactor,splitFactor,referencePrice`: factors that hold up to and including their date.
 * Where the split factor changes, a split takes effect before the next session; where the price factor does, a dividend.
 */
export function factorPlan(table: Table, instrument: string, options: ReadOptions): Plan {
  const times = timePlan(table, TIME, { ...options, timezone: 'UTC' });
  return {
    kind: 'actions',
    timeframe: '',
    price: 'trade',
    instrument,
    found: ['layout: LEAN factor file, whose changes of factors are splits and dividends'],
    warnings: [],
    newestFirst: times.newestFirst,
    width: 3,
    begin: () => new FactorPass(table, times.reader(true), options.calendar),
  };
}

class FactorPass implements Pass {
  readonly #table: Table;
  readonly #reader: TimeReader;
  readonly #calendar: SessionTable | undefined;
  /** The row before: its date, factors and the close of that date. */
  #date = Number.NaN;
  #price = Number.NaN;
  #split = Number.NaN;
  #reference = Number.NaN;

  constructor(table: Table, reader: TimeReader, calendar: SessionTable | undefined) {
    this.#table = table;
    this.#reader = reader;
    this.#calendar = calendar;
  }

  read(row: Cells, into: readonly Column[], to: number): number {
    const date = row.time(this.#reader, 0, -1);
    const price = this.#factor(row, 1);
    const split = this.#factor(row, 2);
    let count = 0;
    const put = (type: number, value: number): void => {
      into[0]![to + count] = betweenSessions(this.#date + DAY, this.#calendar);
      into[1]![to + count] = type;
      into[2]![to + count] = value;
      count++;
    };
    if (split !== this.#split && !Number.isNaN(this.#split)) put(ACTIONS.split, ratioOf(split / this.#split));
    // LEAN's own formula, rounded to cents as there.
    const dividend = Math.round(this.#reference * (1 - this.#price / price) * 100) / 100;
    if (dividend !== 0 && !Number.isNaN(dividend)) put(ACTIONS.dividend, dividend);
    this.#date = date;
    this.#price = price;
    this.#split = split;
    this.#reference = row.number(3);
    return count;
  }

  last(): number {
    return 0;
  }

  finish({ columns }: Filled): Readonly<Record<string, Column>> {
    return { times: columns[0]!, type: columns[1]!, value: columns[2]! };
  }

  warnings(): readonly string[] {
    return [];
  }

  #factor(row: Cells, at: number): number {
    const value = row.number(at);
    if (value > 0) return value;
    throw this.#table.fault(row.line, `Expected a factor above 0, but it was "${row.text(at)}"`);
  }
}
