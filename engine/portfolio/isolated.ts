import type { Fill } from '../model/fill.ts';
import { type Instrument, notionalAt } from '../model/instrument.ts';
import { marginOf } from '../model/margin.ts';

/** The margin set aside for positions that are backed by nothing else: an isolated position can lose it, and no more. */
export class Isolated {
  /** Whether no instrument is isolated. */
  readonly none: boolean;
  readonly #instruments: readonly Instrument[];
  /** Share of the notional bound where an instrument has no tiers. */
  readonly #rate: number;
  /** By instrument, in its settlement currency. */
  readonly #margin: Float64Array;

  constructor(instruments: readonly Instrument[], rate: number) {
    this.none = instruments.every(({ marginMode }) => marginMode === 'cross');
    this.#instruments = instruments;
    this.#rate = rate;
    this.#margin = new Float64Array(instruments.length);
  }

  has(instrument: number): boolean {
    return !this.none && this.#instruments[instrument]!.marginMode === 'isolated';
  }

  margin(instrument: number): number {
    return this.#margin[instrument]!;
  }

  /** What an opening fill binds is set aside, what a closing one frees is given back in proportion. `held` is signed, before it. */
  fill({ instrument: i, side, qty, price }: Fill, held: number): void {
    const signed = side === 'buy' ? qty : -qty;
    const closes = held * signed < 0 ? Math.min(Math.abs(held), qty) : 0;
    if (closes > 0) this.#margin[i]! *= 1 - closes / Math.abs(held);
    const opens = qty - closes;
    if (opens <= 0) return;
    const instrument = this.#instruments[i]!;
    const before = closes > 0 ? 0 : Math.abs(held);
    const boundBefore = marginOf(instrument, notionalAt(instrument, before, price), 'initial', this.#rate);
    this.#margin[i]! += marginOf(instrument, notionalAt(instrument, before + opens, price), 'initial', this.#rate) - boundBefore;
  }
}
