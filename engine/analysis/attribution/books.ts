import { unitsOf } from '../../model/fill.ts';
import type { FillRecord, RunRecord, SplitRecord } from '../../model/result.ts';
import { DUST } from '../exposure.ts';
import { inOrder } from '../in-order.ts';
import type { Valuer } from '../valuer.ts';
import { Book, type Owner } from './book.ts';
import { Tally } from './cause.ts';

/** Everything that happened, by whom it belongs to. */
export interface Books {
  /** Those that were used, in order of first use. */
  readonly books: readonly Book[];
  /** What belongs to no strategy: interest, debts written off, what rates did to the account's own balances. */
  readonly own: Tally;
}

/** Both sides of a position, and the one that was held last. */
interface Pair {
  readonly long: Book;
  readonly short: Book;
  newest: Book;
}

/** Puts fills, payments, gains of currencies and what is left at the end into the books to which they belong. */
export function booksOf(run: RunRecord, valuer: Valuer): Books {
  const shelf = new Shelf(valuer);
  const own = new Tally();
  for (const deed of inOrder(run)) {
    if ('orderId' in deed) shelf.fill(deed);
    else if ('ratio' in deed) shelf.split(deed);
    else if (deed.strategyId === null || deed.instrument === null) own.add(deed.kind, deed.value);
    else shelf.held({ strategyId: deed.strategyId, instrument: deed.instrument }).pay(deed);
  }
  for (const gain of run.currencyGains) {
    const { strategyId, instrument, side, balance } = gain;
    if (strategyId === null || instrument === null) own.add('currency', balance);
    else shelf.of({ strategyId, instrument }, side === 'buy').revalue(gain);
  }
  for (const holding of run.held) shelf.of(holding, holding.qty > 0).hold(holding);
  for (const trip of run.roundTrips) shelf.of(trip, trip.side === 'buy').trips.push(trip);
  return { books: shelf.used, own };
}

class Shelf {
  readonly #used = new Set<Book>();
  readonly #pairs = new Map<string, Map<string, Pair>>();
  readonly #valuer: Valuer;

  constructor(valuer: Valuer) {
    this.#valuer = valuer;
  }

  get used(): readonly Book[] {
    return [...this.#used];
  }

  /** The book of one side of a position. */
  of(owner: Owner, isLong: boolean): Book {
    const { long, short } = this.#pairOf(owner);
    return this.#use(isLong ? long : short);
  }

  /** The book of the side that is held, or was held last. */
  held(owner: Owner): Book {
    return this.#use(this.#pairOf(owner).newest);
  }

  /** Splits a fill between what it closes of one side and what it opens of the other. */
  fill(fill: FillRecord): void {
    const pair = this.#pairOf(fill);
    const [closes, opens] = fill.side === 'buy' ? [pair.short, pair.long] : [pair.long, pair.short];
    const units = unitsOf(fill);
    const part = Math.min(Math.abs(closes.qty), units);
    if (part > 0) this.#use(closes).fill(fill, part);
    const rest = units - part;
    if (!(rest > DUST * units)) return;
    this.#use(opens).fill(fill, rest);
    pair.newest = opens;
  }

  /** Counts what is held in the units after a split. */
  split({ instrument, held }: SplitRecord): void {
    for (const { strategyId, before, after } of held) this.of({ strategyId, instrument }, before > 0).qty = after;
  }

  #use(book: Book): Book {
    this.#used.add(book);
    return book;
  }

  #pairOf(owner: Owner): Pair {
    let own = this.#pairs.get(owner.strategyId);
    if (own === undefined) {
      own = new Map();
      this.#pairs.set(owner.strategyId, own);
    }
    let pair = own.get(owner.instrument);
    if (pair === undefined) {
      const terms = this.#valuer(owner.instrument);
      const long = new Book('long', owner, terms);
      pair = { long, short: new Book('short', owner, terms), newest: long };
      own.set(owner.instrument, pair);
    }
    return pair;
  }
}
