import type { Fill } from '../model/fill.ts';
import { gainOf, type Instrument, meanPrice, notionalAt } from '../model/instrument.ts';
import { marginOf } from '../model/margin.ts';

/** What backs isolated positions, by instrument. */
export interface SavedIsolated {
  readonly margin: readonly number[];
  readonly entry: readonly number[];
  readonly charged: readonly number[];
}

/**
 * Positions that are backed by the margin set aside for them and nothing else: one can lose it, and no more. As at the venue it is
 * the account's net position: what strategies hold against each other is closed there. Money is in settlement currency.
 */
export class Isolated {
  /** Whether no instrument is isolated. */
  readonly none: boolean;
  readonly #instruments: readonly Instrument[];
  /** Share of the notional bound where an instrument has no tiers. */
  readonly #rate: number;
  readonly #margin: Float64Array;
  /** Average price at which what is held was entered. */
  readonly #entry: Float64Array;
  /** What has been charged for the closing of a part that is still to be booked. */
  readonly #charged: Float64Array;

  constructor(instruments: readonly Instrument[], rate: number) {
    this.none = instruments.every(({ marginMode }) => marginMode === 'cross');
    this.#instruments = instruments;
    this.#rate = rate;
    this.#margin = new Float64Array(instruments.length);
    this.#entry = new Float64Array(instruments.length);
    this.#charged = new Float64Array(instruments.length);
  }

  has(instrument: number): boolean {
    return !this.none && this.#instruments[instrument]!.marginMode === 'isolated';
  }

  /** What backs `held` signed units at a price: their margin, and what they have gained. */
  backingAt(i: number, held: number, price: number): number {
    return held === 0 ? 0 : this.#margin[i]! + gainOf(this.#instruments[i]!, held, this.#entry[i]!, price);
  }

  /** The next fill closes something, and that costs so much besides. */
  charge(i: number, amount: number): void {
    this.#charged[i]! += amount;
  }

  /**
   * What an opening fill binds is set aside, what a closing one frees is given back in proportion; `held` is signed, before it.
   * Returns what the part that it closes has lost beyond its share of the margin, costs included: 0 where nothing.
   */
  fill({ instrument: i, side, qty, price, fee }: Fill, held: number): number {
    const instrument = this.#instruments[i]!;
    const signed = side === 'buy' ? qty : -qty;
    const closes = held * signed < 0 ? Math.min(Math.abs(held), qty) : 0;
    const opens = qty - closes;
    let beyond = 0;
    if (closes > 0) {
      const share = closes / Math.abs(held);
      beyond = Math.max((fee * closes) / qty + this.#charged[i]! - this.backingAt(i, held, price) * share, 0);
      this.#margin[i]! *= 1 - share;
    }
    this.#charged[i] = 0;
    if (opens <= 0) return beyond;
    const before = closes > 0 ? 0 : held;
    const boundBefore = marginOf(instrument, notionalAt(instrument, before, price), 'initial', this.#rate);
    this.#margin[i]! += marginOf(instrument, notionalAt(instrument, Math.abs(before) + opens, price), 'initial', this.#rate) - boundBefore;
    this.#entry[i] = before === 0 ? price : meanPrice(instrument, before, this.#entry[i]!, Math.sign(signed) * opens, price);
    return beyond;
  }

  /** An instrument has split, and `held` units are left. */
  split(i: number, ratio: number, held: number): void {
    this.#entry[i]! /= ratio;
    if (held === 0) this.#margin[i] = 0;
  }

  save(): SavedIsolated {
    return { margin: [...this.#margin], entry: [...this.#entry], charged: [...this.#charged] };
  }

  restore({ margin, entry, charged }: SavedIsolated): void {
    this.#margin.set(margin);
    this.#entry.set(entry);
    this.#charged.set(charged);
  }
}
