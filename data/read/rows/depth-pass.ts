import type { Column } from '../../../engine/model/series.ts';
import type { Filled, Pass } from '../plan.ts';
import type { Cells, Table } from '../table.ts';
import type { TimeColumn } from '../time/time-format.ts';
import type { TimeReader } from '../time/time-reader.ts';
import { BookSide } from './book.ts';
import { DepthLog, type DepthMessage } from './depth-log.ts';

/** Where the columns of a book's changes stand; -1 for the ids that are not given. */
interface Places {
  readonly updateType: number;
  readonly firstId: number;
  readonly lastId: number;
  readonly previousId: number;
  readonly side: number;
  readonly price: number;
  readonly size: number;
}

/**
 * Rebuilds a book from snapshots and changes, and makes a quote of its best levels whenever they have changed. Rows of one
 * message share type and ids; sizes are absolute, 0 takes a level away. A change whose last id lies before the snapshot's is
 * in it already; those that came before the snapshot but lie after it are applied to it.
 */
export class DepthPass implements Pass {
  readonly #table: Table;
  readonly #at: Places;
  readonly #column: TimeColumn;
  readonly #reader: TimeReader;
  readonly #levels: number;
  readonly #bids = new BookSide(1);
  readonly #asks = new BookSide(-1);
  readonly #log = new DepthLog();
  #message: DepthMessage | undefined;
  /** Whether there was a snapshot, and every change since then. */
  #isKnown = false;
  /** The last id that the book knows; NaN where there are none. */
  #lastId = Number.NaN;
  /** A change that did not follow the one before it: the book is not known from there to the next snapshot. */
  #breaks = 0;
  #firstBreak = 0;
  /** Whether nothing was applied to the snapshot yet: the first change may begin before it. */
  #isFresh = false;
  /** The latest time of all, and that of the row before. */
  #time = Number.NEGATIVE_INFINITY;
  #lastTime = Number.NaN;
  readonly #shown: Float64Array;

  constructor(table: Table, at: Places, column: TimeColumn, reader: TimeReader, levels: number) {
    this.#table = table;
    this.#at = at;
    this.#column = column;
    this.#reader = reader;
    this.#levels = levels;
    this.#shown = new Float64Array(4 * levels).fill(Number.NaN);
  }

  read(row: Cells, into: readonly Column[], to: number): number {
    const at = this.#at;
    const isSnapshot = this.#isSnapshot(row);
    const time = row.time(this.#reader, this.#column.at, this.#column.clock);
    const lastId = at.lastId < 0 ? Number.NaN : this.#id(row, at.lastId);
    let made = 0;
    let message = this.#message;
    const isOther = at.lastId < 0 ? time !== this.#lastTime : message?.lastId !== lastId;
    this.#lastTime = time;
    if (message === undefined || message.isSnapshot !== isSnapshot || isOther) {
      made = this.#complete(into, to);
      const firstId = at.firstId < 0 || isSnapshot ? Number.NaN : this.#id(row, at.firstId);
      const previousId = at.previousId < 0 || isSnapshot ? Number.NaN : this.#id(row, at.previousId);
      message = { isSnapshot, firstId, lastId, previousId, line: row.line, changes: [] };
      this.#message = message;
    }
    this.#time = Math.max(this.#time, time);
    message.changes.push(this.#sign(row), this.#number(row, at.price), this.#number(row, at.size));
    return made;
  }

  last(into: readonly Column[], to: number): number {
    this.#reader.finish();
    return this.#complete(into, to);
  }

  finish({ columns }: Filled): Readonly<Record<string, Column>> {
    const named: Record<string, Column> = { times: columns[0]! };
    for (let level = 0; level < this.#levels; level++) {
      const suffix = level === 0 ? '' : String(level + 1);
      const names = ['bid', 'ask', 'bidSize', 'askSize'];
      for (const [k, name] of names.entries()) named[`${name}${suffix}`] = columns[1 + 4 * level + k]!;
    }
    return named;
  }

  warnings(): readonly string[] {
    const { name } = this.#table;
    const broken = `${name}: ${this.#breaks} changes of the book do not follow the one before, the first at ${this.#table.place(this.#firstBreak)}: there are no quotes from there to the next snapshot`;
    const none = `${name}: no snapshot of the book, so there are no quotes`;
    return [...(this.#breaks > 0 ? [broken] : []), ...(!this.#isKnown && this.#breaks === 0 ? [none] : [])];
  }

  /** Brings the message that is now whole into the book; 1 where that made a quote. */
  #complete(into: readonly Column[], to: number): number {
    const message = this.#message;
    if (message === undefined) return 0;
    if (message.isSnapshot) this.#reset(message);
    else {
      this.#log.push(message);
      this.#apply(message);
    }
    return this.#isKnown ? this.#show(into, to) : 0;
  }

  /** Takes a snapshot as the book, and the changes that it does not know yet. */
  #reset(snapshot: DepthMessage): void {
    const later = Number.isNaN(snapshot.lastId) ? [] : this.#log.since(snapshot.lastId);
    if (later === undefined && this.#isKnown && this.#lastId >= snapshot.lastId) return;
    this.#bids.clear();
    this.#asks.clear();
    this.#change(snapshot);
    this.#isKnown = true;
    this.#isFresh = true;
    for (const message of later ?? []) this.#apply(message);
  }

  #apply(message: DepthMessage): void {
    if (!this.#isKnown || message.lastId < this.#lastId) return;
    const isNext = Number.isNaN(message.previousId) || message.previousId === this.#lastId;
    if (isNext || (this.#isFresh && message.previousId <= this.#lastId)) {
      this.#isFresh = false;
      this.#change(message);
      return;
    }
    if (this.#breaks++ === 0) this.#firstBreak = message.line;
    this.#isKnown = false;
  }

  #change({ changes, lastId }: DepthMessage): void {
    for (let k = 0; k < changes.length; k += 3) (changes[k] === 1 ? this.#bids : this.#asks).set(changes[k + 1]!, changes[k + 2]!);
    this.#lastId = lastId;
  }

  /** Writes the best levels where they differ from those written last. */
  #show(into: readonly Column[], to: number): number {
    const shown = this.#shown;
    let isChanged = false;
    for (let level = 0; level < this.#levels; level++) {
      const at = 4 * level;
      const { [at]: bid, [at + 1]: ask, [at + 2]: bidSize, [at + 3]: askSize } = shown;
      shown[at] = this.#bids.price(level);
      shown[at + 1] = this.#asks.price(level);
      shown[at + 2] = this.#bids.size(level);
      shown[at + 3] = this.#asks.size(level);
      isChanged ||= !(
        Object.is(bid, shown[at]) &&
        Object.is(ask, shown[at + 1]) &&
        Object.is(bidSize, shown[at + 2]) &&
        Object.is(askSize, shown[at + 3])
      );
    }
    if (!isChanged) return 0;
    into[0]![to] = this.#time;
    for (let k = 0; k < shown.length; k++) into[k + 1]![to] = shown[k]!;
    return 1;
  }

  #isSnapshot(row: Cells): boolean {
    const type = row.text(this.#at.updateType).toLowerCase();
    if (type === 'snapshot' || type === 'true') return true;
    if (type === 'delta' || type === 'update' || type === 'false') return false;
    throw this.#table.fault(row.line, `Expected snapshot or delta in column type, but it was "${row.text(this.#at.updateType)}"`);
  }

  #sign(row: Cells): 1 | -1 {
    const side = row.text(this.#at.side).toLowerCase();
    if (side === 'bid' || side === 'buy' || side === 'b') return 1;
    if (side === 'ask' || side === 'sell' || side === 'a') return -1;
    throw this.#table.fault(row.line, `Expected bid or ask in column side, but it was "${row.text(this.#at.side)}"`);
  }

  #number(row: Cells, at: number): number {
    const value = row.number(at);
    if (!Number.isNaN(value)) return value;
    throw this.#table.fault(row.line, `Expected the price and size of a level, but it was "${row.text(at)}"`);
  }

  /** A snapshot has one id, in the column of the first or of the last. */
  #id(row: Cells, at: number): number {
    const value = row.number(at);
    if (!Number.isNaN(value)) return value;
    const first = this.#at.firstId < 0 ? value : row.number(this.#at.firstId);
    if (!Number.isNaN(first)) return first;
    throw this.#table.fault(row.line, `Expected the id of a change of the book, but it was "${row.text(at)}"`);
  }
}
