import { Table } from '../model/table.ts';
import { dayOf } from '../model/time.ts';
import type { Balances } from './balances.ts';
import type { Positions } from './positions.ts';

/** Fields of a row: the day of the value of equity that first counts it, the book that gained, and account money. */
export const GAIN = { day: 0, book: 1, position: 2, balance: 3 } as const;
const WIDTH = 4;

/** The book of what is nobody's: what was there at the start, and what the account itself was paid. */
export const OWN = -1;

/** One side of a slot: what one strategy does long, or short, in one instrument. */
export const bookOf = (slot: number, short: boolean): number => slot * 2 + (short ? 1 : 0);

/** What books have put into foreign balances, and gains that equity has not counted yet. */
export interface SavedCurrencyGains {
  readonly put: readonly number[];
  readonly pending: readonly { readonly book: number; readonly position: number; readonly balance: number }[];
  readonly valued: number;
}

/**
 * What changes of rates do to the account, as they come: whenever a rate changes, what is held in its currency gains the
 * difference. A position is worth its newest price; a balance is what was there at the start and what each book has put in
 * or taken out since.
 */
export class CurrencyGains {
  readonly #rows = new Table(WIDTH);
  readonly #positions: Positions;
  readonly #balances: Balances;
  /** By book: what it has put into a foreign balance. */
  readonly #put: Float64Array;
  /** Gains since the newest value of equity, by book. */
  readonly #pending = new Map<number, { position: number; balance: number }>();
  /** The newest row of each book. */
  readonly #newest = new Map<number, number>();
  #valued = Number.NaN;

  constructor(positions: Positions, balances: Balances) {
    this.#positions = positions;
    this.#balances = balances;
    this.#put = new Float64Array(2 * positions.instruments.length * positions.strategies);
  }

  /** Takes money that a book has put into the balance of a currency, or taken out of it. */
  put(book: number, currency: number, amount: number): void {
    if (currency !== 0) this.#put[book]! += amount;
  }

  /** A rate changes by `change`; before the account hears of it. */
  change(currency: number, change: number): void {
    if (change === 0) return;
    const positions = this.#positions;
    const all = positions.instruments.length;
    let own = this.#balances.of(currency);
    for (let slot = 0; slot < all * positions.strategies; slot++) {
      const i = slot % all;
      if (positions.currency[i] !== currency) continue;
      const held = positions.slotQty(slot);
      if (held !== 0) this.#gain(bookOf(slot, held < 0), positions.worth(i, held) * change, 0);
      for (let book = 2 * slot; book < 2 * slot + 2; book++) {
        if (this.#put[book] === 0) continue;
        own -= this.#put[book]!;
        this.#gain(book, 0, this.#put[book]! * change);
      }
    }
    if (own !== 0) this.#gain(OWN, 0, own * change);
  }

  /** Equity is valued: what has been gained until now is in it. */
  value(ts: number): void {
    this.#valued = ts;
    if (this.#pending.size === 0) return;
    const day = dayOf(ts);
    for (const [book, gain] of this.#pending) this.#write(day, book, gain.position, gain.balance);
    this.#pending.clear();
  }

  /** Nothing is left of the balances. */
  clear(): void {
    this.#put.fill(0);
  }

  /** All gains, by day and book; what came after the last value of equity is amended to it. */
  get rows(): Table {
    this.value(this.#valued);
    return this.#rows;
  }

  #gain(book: number, position: number, balance: number): void {
    const gain = this.#pending.get(book);
    if (gain === undefined) {
      this.#pending.set(book, { position, balance });
      return;
    }
    gain.position += position;
    gain.balance += balance;
  }

  #write(day: number, book: number, position: number, balance: number): void {
    let row = this.#newest.get(book);
    if (row === undefined || this.#rows.get(row, GAIN.day) !== day) {
      row = this.#rows.add();
      this.#newest.set(book, row);
      this.#rows.set(row, GAIN.day, day);
      this.#rows.set(row, GAIN.book, book);
    }
    this.#rows.set(row, GAIN.position, this.#rows.get(row, GAIN.position) + position);
    this.#rows.set(row, GAIN.balance, this.#rows.get(row, GAIN.balance) + balance);
  }

  save(): SavedCurrencyGains {
    const pending = [...this.#pending].map(([book, gain]) => ({ book, ...gain }));
    return { put: [...this.#put], pending, valued: this.#valued };
  }

  /** Goes on with what was pending; rows that were written before are not known. */
  restore({ put, pending, valued }: SavedCurrencyGains): void {
    this.#put.set(put);
    this.#pending.clear();
    for (const { book, position, balance } of pending) this.#pending.set(book, { position, balance });
    this.#newest.clear();
    this.#rows.resume(0);
    this.#valued = valued;
  }
}
