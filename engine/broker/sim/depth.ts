import { remainder } from '../../model/grid.ts';
import { Line } from '../../model/line.ts';
import { type Level, QuoteSeries, type Series } from '../../model/series.ts';
import type { FillRules } from './rules.ts';
import type { Venue } from './venue.ts';

/** What an order may take at one price. */
export interface Offer {
  readonly price: number;
  /** The most that fills at this price. */
  readonly qty: number;
  /** The most that fills at this moment in all, this price included. */
  readonly total: number;
  /** The price of the last unit of that. */
  readonly last: number;
  /** Units of `qty` that the market shows. */
  readonly shown: number;
  /** Whether what takes it pays slippage. */
  readonly slips: boolean;
}

/** What our orders have taken at a price. */
export interface Taken {
  readonly price: number;
  qty: number;
}

/** Units that a row shows at a price: 0 where it shows that nobody stands there, NaN where it does not reach or does not know. */
export function sizeAt(levels: readonly Level[], row: number, price: number, isBid: boolean): number {
  for (let k = 0; k < levels.length; k++) {
    const at = Line.at(levels[k]!.price, row);
    if (at === price) return Line.at(levels[k]!.size, row);
    if (Number.isNaN(at)) return Number.NaN;
    if (isBid ? at < price : at > price) return 0;
  }
  return Number.NaN;
}

/** By instrument: what was taken of the bids and of the asks. */
export type SavedDepth = readonly (readonly [bids: readonly Taken[], asks: readonly Taken[]])[];

/**
 * The sizes that quotes show, level by level, less what our orders have taken: what they took at a price is gone until the
 * quotes show that it is. Kept where a quote has deeper levels, or where fills are at most what is shown.
 */
export class Depth {
  readonly #venue: Venue;
  readonly #markets: readonly Series[];
  readonly #limited: boolean;
  readonly #kept: readonly boolean[];
  /** By instrument, then of the bids and of the asks. */
  readonly #taken: readonly (readonly [bids: Taken[], asks: Taken[]])[];

  constructor(venue: Venue, markets: readonly Series[], { sizeLimit }: FillRules) {
    this.#venue = venue;
    this.#markets = markets;
    this.#limited = sizeLimit === 'shown';
    this.#kept = markets.map((market) => market instanceof QuoteSeries && (this.#limited || market.bids.length + market.asks.length > 2));
    this.#taken = markets.map(() => [[], []]);
  }

  /** Whether fills on quotes of an instrument go level by level. */
  isKept(instrument: number): boolean {
    return this.#kept[instrument]!;
  }

  /** A quote comes: what was taken is no more than what it shows. */
  show(instrument: number, row: number): void {
    const [bids, asks] = this.#taken[instrument]!;
    if (bids.length === 0 && asks.length === 0) return;
    const market = this.#markets[instrument] as QuoteSeries;
    recall(bids, market.bids, row, true);
    recall(asks, market.asks, row, false);
    if (bids.length === 0 && asks.length === 0) this.#venue.waiting.watch(instrument, false);
  }

  /** The best price within a limit at which something is left, or nothing of anything. Without a size limit the last level has no end. */
  offer(instrument: number, row: number, buys: boolean, limit: number | undefined, slips: boolean): Offer {
    const levels = this.#levels(instrument, buys);
    let [price, qty, total, last] = [Number.NaN, 0, 0, Number.NaN];
    let endless = !this.#limited;
    for (let k = 0; k < levels.length; k++) {
      const at = Line.at(levels[k]!.price, row);
      if (Number.isNaN(at)) break;
      if (limit !== undefined && (buys ? at > limit : at < limit)) {
        endless = false;
        break;
      }
      last = at;
      const left = this.#left(instrument, levels[k]!, row, buys);
      total += left;
      if (Number.isNaN(price) && left > 0) [price, qty] = [at, left];
    }
    if (endless && !Number.isNaN(last)) {
      if (Number.isNaN(price)) price = last;
      return { price, qty: price === last ? Number.POSITIVE_INFINITY : qty, total: Number.POSITIVE_INFINITY, last, shown: qty, slips };
    }
    return { price: Number.isNaN(price) ? last : price, qty, total, last, shown: qty, slips };
  }

  /** What fills an order that rests at `price` on a quote that has come to it. */
  within(instrument: number, row: number, buys: boolean, price: number): Offer {
    let shown = 0;
    for (const level of this.#levels(instrument, buys)) {
      const at = Line.at(level.price, row);
      if (!(buys ? at <= price : at >= price)) break;
      shown += this.#left(instrument, level, row, buys);
    }
    const qty = this.#limited ? shown : Number.POSITIVE_INFINITY;
    return { price, qty, total: qty, last: price, shown, slips: false };
  }

  /** Takes units at a price or better, the best first. */
  take(instrument: number, row: number, buys: boolean, price: number, qty: number): void {
    let left = qty;
    const list = this.#taken[instrument]![buys ? 1 : 0];
    for (const level of this.#levels(instrument, buys)) {
      const at = Line.at(level.price, row);
      if (!(left > 0 && (buys ? at <= price : at >= price))) return;
      const part = Math.min(left, this.#left(instrument, level, row, buys));
      if (!(part > 0)) continue;
      left -= part;
      const taken = list.find((one) => one.price === at);
      if (taken === undefined) list.push({ price: at, qty: part });
      else taken.qty += part;
      // Every quote counts from now on, whether an order waits or not.
      this.#venue.waiting.watch(instrument, true);
    }
  }

  #levels(instrument: number, buys: boolean): readonly Level[] {
    const market = this.#markets[instrument] as QuoteSeries;
    return buys ? market.asks : market.bids;
  }

  /** What is left of a level, in whole steps; a size that is not known is none. */
  #left(instrument: number, { price, size }: Level, row: number, buys: boolean): number {
    const list = this.#taken[instrument]![buys ? 1 : 0];
    const at = Line.at(price, row);
    const taken = list.length === 0 ? 0 : (list.find((one) => one.price === at)?.qty ?? 0);
    const shown = Line.at(size, row);
    return Number.isNaN(shown) ? 0 : remainder(this.#venue.instruments[instrument]!.steps, shown, taken);
  }

  save(): SavedDepth {
    return this.#taken.map(([bids, asks]) => [bids.map((one) => ({ ...one })), asks.map((one) => ({ ...one }))]);
  }

  restore(saved: SavedDepth): void {
    saved.forEach((sides, i) => {
      sides.forEach((taken, k) => {
        this.#taken[i]![k]!.splice(0, Number.POSITIVE_INFINITY, ...taken.map((one) => ({ ...one })));
      });
    });
  }
}

/** Of what was taken at a price no more is remembered than a quote shows there. */
function recall(list: Taken[], levels: readonly Level[], row: number, isBid: boolean): void {
  for (let k = list.length - 1; k >= 0; k--) {
    const size = sizeAt(levels, row, list[k]!.price, isBid);
    if (size < list[k]!.qty) list[k]!.qty = size;
    if (size === 0) list.splice(k, 1);
  }
}
