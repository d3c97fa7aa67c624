import type { DataError } from '../../../engine/model/errors.ts';
import type { Column } from '../../../engine/model/series.ts';
import { anyNumber } from '../csv/number.ts';
import type { Filled, Pass } from '../plan.ts';
import type { Cells, Table } from '../table.ts';
import type { TimeColumn } from '../time/time-format.ts';
import type { TimePlan } from '../time/time-plan.ts';
import type { TimeReader } from '../time/time-reader.ts';
import type { BarClock } from './bar-clock.ts';

/** Where the columns of bars stand. */
export interface BarColumnsAt {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** -1 where the file has none. */
  readonly volume: number;
  /** Prices are whole numbers of this part: 10,000 for ten-thousandths, else 1. */
  readonly scale: number;
  /** Of a file with bars of both sides: which one these are. */
  readonly side?: 'bid' | 'ask';
  /** Beside the bid's: where the ask closes. */
  readonly askClose?: number;
}

interface Places extends BarColumnsAt {
  readonly time: TimeColumn;
  /** A column with the end of each bar; -1 for none. */
  readonly end: number;
}

/** One pass over rows of bars: label, end, open, high, low, close, volume. */
export class BarPass implements Pass {
  readonly #table: Table;
  readonly #at: Places;
  readonly #reader: TimeReader;
  readonly #endReader: TimeReader;
  readonly #clock: BarClock | undefined;
  #blanks = 0;
  #firstBlank = 0;
  #empty = 0;
  #firstEmpty = 0;
  #crossed = 0;
  #firstCrossed = 0;

  constructor(table: Table, at: Places, times: TimePlan, clock: BarClock | undefined) {
    this.#table = table;
    this.#at = at;
    this.#reader = times.reader(false);
    this.#endReader = times.reader(true);
    this.#clock = clock;
  }

  read(row: Cells, into: readonly Column[], to: number): number {
    const at = this.#at;
    into[0]![to] = row.time(this.#reader, at.time.at, at.time.clock);
    if (at.end >= 0) into[1]![to] = row.time(this.#endReader, at.end, -1);
    const open = this.#price(row, at.open, 'open');
    const high = this.#price(row, at.high, 'high');
    const low = this.#price(row, at.low, 'low');
    const close = this.#price(row, at.close, 'close');
    into[2]![to] = open;
    into[3]![to] = high;
    into[4]![to] = low;
    into[5]![to] = close;
    if (at.volume >= 0) into[6]![to] = this.#volume(row);
    if (!(Number.isNaN(open) && Number.isNaN(high) && Number.isNaN(low) && Number.isNaN(close))) {
      if (at.askClose !== undefined) this.#look(row, close, at.askClose);
      return 1;
    }
    if (this.#empty++ === 0) this.#firstEmpty = row.line;
    return 0;
  }

  last(): number {
    this.#reader.finish();
    return 0;
  }

  finish({ columns, lines }: Filled): Readonly<Record<string, Column>> {
    const [labels, ends, open, high, low, close, volume] = columns as [Column, Column, Column, Column, Column, Column, Column];
    if (this.#at.end >= 0) return { openTimes: labels, times: ends, open, high, low, close, volume };
    const openTimes = new Float64Array(labels.length);
    this.#clock?.fill(labels, openTimes, ends, (row) => this.#table.place(lines[row]!));
    return { openTimes, times: ends, open, high, low, close, volume };
  }

  warnings(): readonly string[] {
    const { name } = this.#table;
    const blanks = `${name}: ${this.#blanks} empty volumes taken as 0, the first in ${this.#table.place(this.#firstBlank)}`;
    const lack = this.#at.side === undefined ? 'rows without any price were' : `rows have no ${this.#at.side} and were`;
    const empty = `${name}: ${this.#empty} ${lack} left out, the first at ${this.#table.place(this.#firstEmpty)}`;
    const crossed = `${name}: ${this.#crossed} bars whose bid closes above the ask, the first at ${this.#table.place(this.#firstCrossed)}`;
    const told = [...(this.#blanks > 0 ? [blanks] : []), ...(this.#empty > 0 ? [empty] : []), ...(this.#crossed > 0 ? [crossed] : [])];
    return [...told, ...(this.#clock?.warnings() ?? [])];
  }

  #look(row: Cells, close: number, askClose: number): void {
    if (close > row.number(askClose) / this.#at.scale && this.#crossed++ === 0) this.#firstCrossed = row.line;
  }

  #price(row: Cells, at: number, name: string): number {
    const value = row.number(at);
    if (!Number.isNaN(value)) return this.#at.scale === 1 ? value : value / this.#at.scale;
    if (row.isBlank(at)) return value;
    throw this.#table.fault(row.line, `Expected a price above 0 in column ${name}, but it was "${row.text(at)}"`);
  }

  #volume(row: Cells): number {
    const at = this.#at.volume;
    const value = row.number(at);
    if (value >= 0) return value;
    const text = row.text(at);
    if (row.isBlank(at) || text === '-') {
      if (this.#blanks++ === 0) this.#firstBlank = row.line;
      return 0;
    }
    const thousands = { K: 3, M: 6, B: 9 }[/^[\d.]+([KMB])$/i.exec(text)?.[1]?.toUpperCase() ?? ''] ?? 0;
    const long = thousands === 0 ? Number.NaN : anyNumber(`${text.slice(0, -1)}e${thousands}`);
    if (long >= 0) return long;
    throw this.#fault(row, text);
  }

  #fault(row: Cells, text: string): DataError {
    return this.#table.fault(row.line, `Expected a volume of 0 or more, but it was "${text}"`);
  }
}
