import type { FillRecord, RoundTripRecord, RunRecord } from '../model/result.ts';
import { DUST, type Multipliers } from './exposure.ts';
import { type TradeStats, tradeStats } from './trade-stats.ts';

/** What one part of a run did: a side, a strategy or an instrument. Money in account currency. */
export interface Attribution {
  /** `long` or `short`, the strategy's id, or the instrument's. */
  readonly name: string;
  /** What its fills earned, fees taken off: realized plus unrealized. */
  readonly pnl: number;
  /** The pnl of its round trips. */
  readonly realized: number;
  /** What is left open at the end is worth, against its cost and fees. */
  readonly unrealized: number;
  readonly fees: number;
  readonly slippage: number;
  /** Sum of |notional| of its fills. */
  readonly traded: number;
  /** A fill that turns a position counts on both sides. */
  readonly fills: number;
  readonly trades: TradeStats;
}

/** A run taken apart. Each list adds up to the pnl of the run, and holds only what traded, in order of its first fill; longs before shorts. */
export interface Breakdown {
  readonly bySide: readonly Attribution[];
  readonly byStrategy: readonly Attribution[];
  readonly byInstrument: readonly Attribution[];
}

/** One side of what one strategy did in one instrument. */
class Book {
  readonly side: 'long' | 'short';
  readonly strategyId: string;
  readonly instrument: string;
  readonly trips: RoundTripRecord[] = [];
  qty = 0;
  cash = 0;
  fees = 0;
  slippage = 0;
  traded = 0;
  fills = 0;
  price = Number.NaN;
  readonly multiplier: number;

  constructor(side: 'long' | 'short', { strategyId, instrument }: Owner, multipliers: Multipliers) {
    this.side = side;
    this.strategyId = strategyId;
    this.instrument = instrument;
    this.multiplier = multipliers[instrument] ?? 1;
  }

  take({ side, price, qty, fee, slippage }: FillRecord, part: number): void {
    const share = part / qty;
    const signed = side === 'buy' ? part : -part;
    const notional = signed * price * this.multiplier;
    const now = this.qty + signed;
    this.qty = Math.abs(now) <= DUST * Math.abs(this.qty) ? 0 : now;
    this.cash -= notional + fee * share;
    this.fees += fee * share;
    this.slippage += slippage * share;
    this.traded += Math.abs(notional);
    this.fills++;
    this.price = price;
  }

  /** Cash in and out, and what is held at its newest price. */
  pnlAt(price: number | undefined): number {
    return this.cash + (this.qty === 0 ? 0 : this.qty * (price ?? this.price) * this.multiplier);
  }
}

type Owner = Pick<FillRecord, 'strategyId' | 'instrument'>;

/** Takes a run apart by its fills and round trips; `all` judges those of the whole run, which are those of a part that has no other beside it. */
export function breakdownOf(run: RunRecord, multipliers: Multipliers, all = () => tradeStats(run.roundTrips)): Breakdown {
  const books = booksOf(run, multipliers);
  const last = new Map(run.prices.map(({ instrument, close }) => [instrument, close.findLast((price) => !Number.isNaN(price))]));
  const by = (nameOf: (book: Book) => string): Attribution[] => {
    const groups = new Map<string, Book[]>();
    for (const book of books) {
      const group = groups.get(nameOf(book));
      if (group === undefined) groups.set(nameOf(book), [book]);
      else group.push(book);
    }
    return [...groups].map(([name, group]) => sumOf(name, group, last, groups.size === 1 ? all() : tradesOf(group)));
  };
  const bySide = by(({ side }) => side).sort((a, b) => (a.name < b.name ? -1 : 1));
  return { bySide, byStrategy: by(({ strategyId }) => strategyId), byInstrument: by(({ instrument }) => instrument) };
}

/** Splits every fill into what it closes of one side and what it opens of the other; the books that were used, in order of first use. */
function booksOf({ fills, roundTrips }: RunRecord, multipliers: Multipliers): Book[] {
  const used = new Set<Book>();
  const pairs = new Map<string, Map<string, { readonly long: Book; readonly short: Book }>>();
  const pairOf = (owner: Owner) => {
    const own = pairs.get(owner.strategyId) ?? new Map<string, { readonly long: Book; readonly short: Book }>();
    pairs.set(owner.strategyId, own);
    let pair = own.get(owner.instrument);
    if (pair === undefined) {
      pair = { long: new Book('long', owner, multipliers), short: new Book('short', owner, multipliers) };
      own.set(owner.instrument, pair);
    }
    return pair;
  };
  for (const fill of fills) {
    const { long, short } = pairOf(fill);
    const [closes, opens] = fill.side === 'buy' ? [short, long] : [long, short];
    const part = Math.min(Math.abs(closes.qty), fill.qty);
    if (part > 0) closes.take(fill, part);
    const rest = fill.qty - part;
    if (rest > DUST * fill.qty) opens.take(fill, rest);
    used.add(part > 0 ? closes : opens).add(rest > DUST * fill.qty ? opens : closes);
  }
  for (const trip of roundTrips) {
    const { long, short } = pairOf(trip);
    const book = trip.side === 'buy' ? long : short;
    book.trips.push(trip);
    used.add(book);
  }
  return [...used];
}

/** Judges the round trips of several books in the order in which they were closed. */
function tradesOf(books: readonly Book[]): TradeStats {
  return tradeStats(books.flatMap((book) => book.trips).sort((a, b) => a.exitTs - b.exitTs));
}

function sumOf(name: string, books: readonly Book[], last: ReadonlyMap<string, number | undefined>, trades: TradeStats): Attribution {
  let pnl = 0;
  let fees = 0;
  let slippage = 0;
  let traded = 0;
  let fills = 0;
  for (const book of books) {
    pnl += book.pnlAt(last.get(book.instrument));
    fees += book.fees;
    slippage += book.slippage;
    traded += book.traded;
    fills += book.fills;
  }
  const open = books.some(({ qty }) => qty !== 0);
  const realized = open ? trades.netProfit : pnl;
  return { name, pnl, realized, unrealized: pnl - realized, fees, slippage, traded, fills, trades };
}
