import type { Instrument } from '../../../engine/model/instrument.ts';
import type { Move } from './market.ts';
import { fromGrid } from './resting-order.ts';

/** What a feed of the market is made of: bars of a length in milliseconds, quotes or prints of one instrument. */
export interface FeedSpec {
  readonly kind: 'bars' | 'quotes' | 'trades';
  readonly instrument: number;
  readonly length?: number;
}

/** A move of the market as a row of quotes or prints. */
export function rowOf(move: Move, { ticks, steps }: Instrument): number[] {
  if (move.kind === 'trade') return [move.ts, fromGrid(ticks, move.price), fromGrid(steps, move.size), move.side];
  const [bid, ask] = [fromGrid(ticks, move.bid), fromGrid(ticks, move.ask)];
  return [move.ts, bid, ask, fromGrid(steps, move.bids[0]!), fromGrid(steps, move.asks[0]!)];
}

/** The bar that the prints of an instrument are making. */
export class RunningRow {
  readonly #length: number;
  #values: [openTs: number, ts: number, open: number, high: number, low: number, close: number, volume: number] | undefined;

  constructor(length: number) {
    this.#length = length;
  }

  /** Takes a print; true where it begins a bar. */
  add(ts: number, price: number, size: number): boolean {
    const bar = this.#values;
    if (bar === undefined) {
      const openTs = Math.floor(ts / this.#length) * this.#length;
      this.#values = [openTs, openTs + this.#length, price, price, price, price, size];
      return true;
    }
    bar[3] = Math.max(bar[3], price);
    bar[4] = Math.min(bar[4], price);
    bar[5] = price;
    bar[6] += size;
    return false;
  }

  /** The bar as it stands; undefined where nothing was traded. */
  get values(): readonly number[] | undefined {
    return this.#values;
  }

  /** Ends the bar. */
  take(): number[] | undefined {
    const bar = this.#values;
    this.#values = undefined;
    return bar;
  }
}
