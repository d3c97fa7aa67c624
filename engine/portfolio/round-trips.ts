import type { Fill } from '../model/fill.ts';
import { gainOf, type Instrument, meanPrice } from '../model/instrument.ts';
import { emptyList } from '../model/lists.ts';
import type { Column, Held } from '../model/series.ts';
import { Table } from '../model/table.ts';

/** What was bought or sold by one order and is still held; fills of that order are one lot. */
class Lot {
  orderId = 0;
  qty = Number.NaN;
  price = Number.NaN;
  ts = Number.NaN;
  /** The bar that opened it, as strategies count them. */
  bar = 0;
  feePerUnit = Number.NaN;
  /** Worst and best price seen while held. */
  low = Number.NaN;
  high = Number.NaN;
  /** The first row whose high and low have not been looked at. */
  seen = 0;
}

/** A remainder this small against what was held is rounding of quantities without a step size, not a position. */
export const DUST = 1e-12;

/** The price columns of an execution series, as far as excursions need them. */
export type Extremes = Held<{ readonly high: Column; readonly low: Column }>;

const FIELDS = [
  'signedQty',
  'entryTs',
  'entryPrice',
  'exitTs',
  'exitPrice',
  'pnl',
  'fees',
  'mae',
  'mfe',
  'bars',
  'entryOrder',
  'exitOrder',
  'rate',
  'slot',
] as const;
const F = Object.fromEntries(FIELDS.map((name, k) => [name, k])) as Record<(typeof FIELDS)[number], number>;

/**
 * One finished round trip, in numbers; `signedQty` is negative for a short, `pnl` net of both fees, excursions as prices. Money
 * is in account currency at `rate`, that of the exit; `slot` says whose it was of what, see fill-log.ts.
 */
export type TripRow = Record<(typeof FIELDS)[number], number>;

/** A lot that is still held; `bar` and `seen` count from the newest rows, and are negative for those before. */
export interface SavedLot {
  readonly slot: number;
  readonly orderId: number;
  readonly qty: number;
  readonly price: number;
  readonly ts: number;
  readonly bar: number;
  readonly feePerUnit: number;
  readonly low: number;
  readonly high: number;
  readonly seen: number;
}

/** What is held, and the newest trips, which may still be extended or have not been told of. */
export interface SavedTrips {
  readonly lots: readonly SavedLot[];
  readonly length: number;
  readonly newest: readonly (readonly number[])[];
}

/** The newest rows by instrument: of the series that fills orders, and of the one by which bars are counted. */
export interface Newest {
  market(instrument: number): number;
  shown(instrument: number): number;
}

/**
 * Entries matched to exits, first in, first out. The fills of one order form one lot, and what one exit order closes of
 * one lot is one round trip, however many fills it took. Less than a step of a lot, which no order can close, goes over to the next.
 */
export class RoundTrips {
  readonly #rows = new Table(FIELDS.length);
  readonly #lots: Lot[][];
  /** Closed lots, to be used again. */
  readonly #free: Lot[] = emptyList();

  readonly #instruments: readonly Instrument[];

  constructor(slots: number, instruments: readonly Instrument[]) {
    this.#instruments = instruments;
    this.#lots = Array.from({ length: slots }, () => emptyList());
  }

  get length(): number {
    return this.#rows.length;
  }

  /** Calls `visit` for every lot that is still held. */
  eachOpen(visit: (lot: { readonly orderId: number; readonly qty: number; readonly price: number }) => void): void {
    for (const lots of this.#lots) for (const lot of lots) visit(lot);
  }

  read(row: number): TripRow {
    const rows = this.#rows;
    return {
      signedQty: rows.get(row, F.signedQty),
      entryTs: rows.get(row, F.entryTs),
      entryPrice: rows.get(row, F.entryPrice),
      exitTs: rows.get(row, F.exitTs),
      exitPrice: rows.get(row, F.exitPrice),
      pnl: rows.get(row, F.pnl),
      fees: rows.get(row, F.fees),
      mae: rows.get(row, F.mae),
      mfe: rows.get(row, F.mfe),
      bars: rows.get(row, F.bars),
      entryOrder: rows.get(row, F.entryOrder),
      exitOrder: rows.get(row, F.exitOrder),
      rate: rows.get(row, F.rate),
      slot: rows.get(row, F.slot),
    };
  }

  /** Adds to the lots of a slot. A fill at a bar's open sees that whole bar; one inside it sees the bars that follow. */
  open(slot: number, fill: Fill, qty: number, row: number, bar: number, insideBar: boolean): void {
    const lots = this.#lots[slot]!;
    const last = lots.length === 0 ? undefined : lots[lots.length - 1];
    const feePerUnit = fill.fee / fill.qty;
    if (last !== undefined && isOne(last.orderId, fill)) {
      const total = last.qty + qty;
      last.price = meanPrice(this.#instruments[fill.instrument]!, last.qty, last.price, qty, fill.price);
      last.feePerUnit = (last.feePerUnit * last.qty + feePerUnit * qty) / total;
      last.qty = total;
      return;
    }
    const lot = this.#free.pop() ?? new Lot();
    lot.orderId = fill.orderId;
    lot.qty = qty;
    lot.price = lot.low = lot.high = fill.price;
    lot.ts = fill.ts;
    lot.bar = bar;
    lot.feePerUnit = feePerUnit;
    lot.seen = insideBar ? row + 1 : row;
    if (last !== undefined && this.#isRest(last, fill.instrument)) this.#merge(lots.pop()!, lot, fill.instrument);
    lots[lots.length] = lot;
  }

  /**
   * Closes `qty` units of a slot on a bar, oldest lot first; `extremes` are those of the market's rows before `row`, and `rate` is
   * what a unit of its money is worth in the account's.
   */
  close(slot: number, fill: Fill, qty: number, row: number, bar: number, extremes: Extremes | undefined, rate = 1): void {
    const lots = this.#lots[slot]!;
    const newest = lots[lots.length - 1];
    if (newest !== undefined && isOne(newest.orderId, fill)) {
      this.#shrink(newest, fill, qty);
      return;
    }
    const feePerUnit = fill.fee / fill.qty;
    let left = qty;
    while (left > DUST * qty && lots.length > 0) {
      const lot = lots[0]!;
      const part = Math.min(left, lot.qty);
      if (extremes !== undefined) look(lot, extremes, row);
      lot.low = Math.min(lot.low, fill.price);
      lot.high = Math.max(lot.high, fill.price);
      this.#book(slot, fill, lot, part, (feePerUnit + lot.feePerUnit) * part, bar, rate);
      left -= part;
      lot.qty -= part;
      if (lot.qty <= DUST * part) this.#free[this.#free.length] = lots.length === 1 ? lots.pop()! : lots.shift()!;
    }
    if (lots.length > 1 && this.#isRest(lots[0]!, fill.instrument)) this.#merge(lots.shift()!, lots[0]!, fill.instrument);
  }

  #isRest({ qty }: Lot, instrument: number): boolean {
    return qty < this.#instruments[instrument]!.stepSize * (1 - 1e-9);
  }

  /** What is left of a lot becomes part of another, with what it cost. */
  #merge(rest: Lot, lot: Lot, instrument: number): void {
    const total = rest.qty + lot.qty;
    lot.price = meanPrice(this.#instruments[instrument]!, rest.qty, rest.price, lot.qty, lot.price);
    lot.feePerUnit = (rest.feePerUnit * rest.qty + lot.feePerUnit * lot.qty) / total;
    lot.qty = total;
    this.#free[this.#free.length] = rest;
  }

  /** An order closes nothing that it has bought itself: so much of it was its fee, and has not arrived. */
  #shrink(lot: Lot, fill: Fill, qty: number): void {
    const left = lot.qty - qty;
    lot.price = meanPrice(this.#instruments[fill.instrument]!, lot.qty, lot.price, -qty, fill.price);
    lot.feePerUnit = (lot.feePerUnit * lot.qty + fill.fee) / left;
    lot.qty = left;
  }

  /** The units of a slot are `share` times what they were, at prices divided by `ratio`; `row` is the first at the new ones. */
  split(slot: number, share: number, ratio: number, extremes: Extremes | undefined, row: number): void {
    for (const lot of this.#lots[slot]!) {
      if (extremes !== undefined) look(lot, extremes, row);
      lot.qty *= share;
      lot.price /= ratio;
      lot.low /= ratio;
      lot.high /= ratio;
      lot.feePerUnit /= share;
    }
    if (share === 0) this.flatten(slot);
  }

  /** Looks at the market's rows before `row` that the lots of a slot have been held through. */
  look(slot: number, extremes: Extremes | undefined, row: number): void {
    if (extremes !== undefined) for (const lot of this.#lots[slot]!) look(lot, extremes, row);
  }

  /** Forgets what rounding has left of a slot that is flat. */
  flatten(slot: number): void {
    const lots = this.#lots[slot]!;
    while (lots.length > 0) this.#free.push(lots.pop()!);
  }

  #book(slot: number, fill: Fill, lot: Lot, qty: number, fees: number, bar: number, rate: number): void {
    const long = fill.side === 'sell';
    const instrument = this.#instruments[fill.instrument]!;
    const gross = gainOf(instrument, long ? qty : -qty, lot.price, fill.price);
    const last = this.#rows.length - 1;
    if (last >= 0 && isOne(this.#rows.get(last, F.exitOrder), fill) && this.#rows.get(last, F.entryOrder) === lot.orderId) {
      this.#extend(last, fill, lot, qty, gross, fees, bar, rate);
      return;
    }
    this.#rows.add();
    const { base: at, tail: to } = this.#rows;
    to[at + F.signedQty] = long ? qty : -qty;
    to[at + F.entryTs] = lot.ts;
    to[at + F.entryPrice] = lot.price;
    to[at + F.exitTs] = fill.ts;
    to[at + F.exitPrice] = fill.price;
    to[at + F.pnl] = gross * rate - fees * rate;
    to[at + F.fees] = fees * rate;
    to[at + F.mae] = long ? lot.low : lot.high;
    to[at + F.mfe] = long ? lot.high : lot.low;
    to[at + F.bars] = bar - lot.bar;
    to[at + F.entryOrder] = lot.orderId;
    to[at + F.exitOrder] = fill.orderId;
    to[at + F.rate] = rate;
    to[at + F.slot] = slot;
  }

  /** The same exit order goes on closing the same lot: still one round trip. */
  #extend(trip: number, fill: Fill, lot: Lot, qty: number, gross: number, fees: number, bar: number, rate: number): void {
    const long = fill.side === 'sell';
    const rows = this.#rows;
    const had = Math.abs(rows.get(trip, F.signedQty));
    const instrument = this.#instruments[fill.instrument]!;
    rows.set(trip, F.exitPrice, meanPrice(instrument, had, rows.get(trip, F.exitPrice), qty, fill.price));
    rows.set(trip, F.signedQty, long ? had + qty : -had - qty);
    rows.set(trip, F.pnl, rows.get(trip, F.pnl) + gross * rate - fees * rate);
    rows.set(trip, F.fees, rows.get(trip, F.fees) + fees * rate);
    rows.set(trip, F.rate, (rows.get(trip, F.rate) * had + rate * qty) / (had + qty));
    rows.set(trip, F.exitTs, fill.ts);
    rows.set(trip, F.bars, bar - lot.bar);
    rows.set(trip, F.mae, long ? lot.low : lot.high);
    rows.set(trip, F.mfe, long ? lot.high : lot.low);
  }

  /** What is held, oldest first, and the trips from row `from` on. */
  save(from: number, { market, shown }: Newest): SavedTrips {
    const of = (slot: number): number => slot % this.#instruments.length;
    const lots = this.#lots.flatMap((own, slot) =>
      own.map((lot) => ({ slot, ...lot, bar: lot.bar - shown(of(slot)), seen: lot.seen - market(of(slot)) })),
    );
    const length = this.#rows.length;
    const newest = Array.from({ length: length - from }, (_, k) => this.#rows.read(from + k));
    return { lots, length, newest };
  }

  restore({ lots, length, newest }: SavedTrips, { market, shown }: Newest): void {
    for (const own of this.#lots) own.length = 0;
    for (const { slot, ...saved } of lots) {
      const i = slot % this.#instruments.length;
      const bar = saved.bar + shown(i);
      this.#lots[slot]!.push(Object.assign(new Lot(), saved, { bar, seen: saved.seen + market(i) }));
    }
    this.#rows.resume(length);
    newest.forEach((row, k) => {
      this.#rows.recall(length - newest.length + k, row);
    });
  }

  /** The orders of a trip. */
  ordersOf(row: number): readonly [entry: number, exit: number] {
    return [this.#rows.get(row, F.entryOrder), this.#rows.get(row, F.exitOrder)];
  }
}

/** Whether a fill is of an order; those that no order is behind are each for themselves. */
const isOne = (id: number, { orderId }: Fill): boolean => id === orderId && id !== 0;

/** Widens a lot's extremes by the rows it was held through since it was last looked at. */
function look(lot: Lot, { high, low, mask }: Extremes, row: number): void {
  let { low: lowest, high: highest } = lot;
  // `| 0`: as in sma.ts.
  const rows = mask | 0;
  const end = row | 0;
  for (let r = lot.seen | 0; r < end; r++) {
    // A quote of one side alone says nothing of the other.
    const bottom = low[r & rows]!;
    const top = high[r & rows]!;
    if (bottom < lowest) lowest = bottom;
    if (top > highest) highest = top;
  }
  lot.low = lowest;
  lot.high = highest;
  lot.seen = Math.max(lot.seen, row);
}
