import { type TradeStats, tradeStats } from '../trade-stats.ts';
import type { Book } from './book.ts';
import type { Books } from './books.ts';
import { type Causes, Tally } from './cause.ts';

/** What one part of a run did: a side, a strategy or an instrument. Money in account currency. */
export interface Part {
  /** `long` or `short`, the strategy's id, or the instrument's; `(account)` for what belongs to none. */
  readonly name: string;
  /** What it changed equity by: realized plus unrealized. */
  readonly pnl: number;
  /** The pnl of its round trips, and what it was paid. */
  readonly realized: number;
  /** What is left open at the end is worth, against its cost and fees, and what rates did to it. */
  readonly unrealized: number;
  readonly fees: number;
  readonly slippage: number;
  /** Sum of |notional| of its fills. */
  readonly traded: number;
  /** A fill that turns a position counts on both sides. */
  readonly fills: number;
  readonly trades: TradeStats;
}

/** A run taken apart. Each list adds up to the pnl of the run, and holds only what traded or was paid, in order of its first fill; longs before shorts. */
export interface Breakdown {
  readonly bySide: readonly Part[];
  readonly byStrategy: readonly Part[];
  readonly byInstrument: readonly Part[];
}

/** What one part of a run changed equity by, and why. */
export interface Share {
  readonly name: string;
  readonly pnl: number;
  /** They add up to `pnl`. */
  readonly causes: Causes;
}

/** What belongs to the account alone. */
export const ACCOUNT = '(account)';

/** The ways in which books are put together. */
export const NAMES = {
  bySide: ({ side }: Book) => side,
  byStrategy: ({ strategyId }: Book) => strategyId,
  byInstrument: ({ instrument }: Book) => instrument,
} as const;

/** Books by name, in order of first use; sides in alphabetical order. */
export function groupsOf(books: readonly Book[], by: keyof typeof NAMES): readonly (readonly [name: string, books: readonly Book[]])[] {
  const groups = new Map<string, Book[]>();
  for (const book of books) {
    const name = NAMES[by](book);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [book]);
    else group.push(book);
  }
  return by === 'bySide' ? [...groups].sort(([a], [b]) => (a < b ? -1 : 1)) : [...groups];
}

/** Judges the parts of a run; `all` judges the round trips of the whole, which are those of a part that has no other beside it. */
export function breakdownOf({ books, own }: Books, all: () => TradeStats): Breakdown {
  const by = (way: keyof typeof NAMES): Part[] => {
    const groups = groupsOf(books, way);
    const parts = groups.map(([name, group]) => partOf(name, group, groups.length === 1 ? all() : tradesOf(group)));
    return own.isEmpty ? parts : [...parts, { ...partOf(ACCOUNT, [], tradeStats([])), pnl: own.total, realized: own.total }];
  };
  return { bySide: by('bySide'), byStrategy: by('byStrategy'), byInstrument: by('byInstrument') };
}

/** All that books hold, together. */
export function tallyOf(books: readonly Book[]): Tally {
  const tally = new Tally();
  for (const book of books) tally.take(book.tally);
  return tally;
}

/** Judges the round trips of several books in the order in which they were closed. */
const tradesOf = (books: readonly Book[]): TradeStats =>
  tradeStats(books.flatMap(({ trips }) => trips).sort((a, b) => a.exitTs - b.exitTs));

const realizedOf = ({ qty, trips, tally }: Book): number =>
  qty === 0 ? tally.total : trips.reduce((total, { pnl }) => total + pnl, tally.paid);

function partOf(name: string, books: readonly Book[], trades: TradeStats): Part {
  const sum = (of: (book: Book) => number): number => books.reduce((total, book) => total + of(book), 0);
  const pnl = tallyOf(books).total;
  // Book by book: what is open comes to the same however books are put together.
  const realized = books.every(({ qty }) => qty === 0) ? pnl : sum(realizedOf);
  return {
    name,
    pnl,
    realized,
    unrealized: pnl - realized,
    fees: sum(({ fees }) => fees),
    slippage: sum(({ slippage }) => slippage),
    traded: sum(({ traded }) => traded),
    fills: sum(({ fills }) => fills),
    trades,
  };
}
