import { ConfigError } from '../model/errors.ts';
import { type Instrument, notionalAt } from '../model/instrument.ts';
import type { BarSeries } from '../model/series.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { Closed, SizingDesk } from '../sizing/sizer.ts';

/** Where a sizer's bars come from. */
export interface BarSource {
  /** The finest bars of an instrument that strategies are shown; undefined where there are none. */
  shown(instrument: number): BarSeries | undefined;
  /** Longer bars made of them, added to the run. */
  longer(bars: BarSeries, timeframe: string): BarSeries;
}

/** Sums over round trips that change no more. */
type Sums = { -readonly [K in keyof Closed]: number };

/** Sums over round trips, by strategy, and the first that has not been counted. */
export interface SavedSums {
  readonly sums: readonly Closed[];
  readonly first: number;
}

/** What the sizers of a run may ask of it. */
export class RunDesk implements SizingDesk {
  readonly instruments: readonly Instrument[];
  readonly account: Portfolio;
  readonly #source: BarSource;
  readonly #made = new Map<string, BarSeries>();
  readonly #sums: readonly Sums[];
  /** Round trips that have been counted: all but the newest, which its exit may still extend. */
  #counted = 0;

  constructor(instruments: readonly Instrument[], account: Portfolio, source: BarSource) {
    this.instruments = instruments;
    this.account = account;
    this.#source = source;
    this.#sums = Array.from({ length: account.strategies }, () => ({ count: 0, wins: 0, losses: 0, won: 0, lost: 0 }));
  }

  bars(instrument: number, timeframe: string | undefined): BarSeries {
    const shown = this.#source.shown(instrument);
    if (shown === undefined)
      throw new ConfigError(`Expected bars of "${this.instruments[instrument]!.id}" for the sizer, but its feed was of no bars`);
    if (timeframe === undefined) return shown;
    const key = `${instrument} ${timeframe}`;
    const made = this.#made.get(key) ?? this.#source.longer(shown, timeframe);
    this.#made.set(key, made);
    return made;
  }

  peak(): number {
    return this.account.curve.peak;
  }

  closedOf(strategy: number): Closed {
    const last = this.#countOn();
    if (last < 0) return this.#sums[strategy]!;
    const sums = this.#sums.map((sum) => ({ ...sum }));
    this.#count(last, sums);
    return sums[strategy]!;
  }

  #count(row: number, sums: readonly Sums[]): void {
    const { slot, signedQty, entryPrice, pnl, rate } = this.account.trips.read(row);
    const count = this.instruments.length;
    const gain = pnl / (notionalAt(this.instruments[slot % count]!, signedQty, entryPrice) * rate);
    const sum = sums[Math.floor(slot / count)]!;
    sum.count++;
    if (gain > 0) {
      sum.wins++;
      sum.won += gain;
    } else if (gain < 0) {
      sum.losses++;
      sum.lost -= gain;
    }
  }

  /** Counts all but the newest, which it returns the number of; -1 for none. */
  #countOn(): number {
    const last = this.account.trips.length - 1;
    for (; this.#counted < last; this.#counted++) this.#count(this.#counted, this.#sums);
    return last;
  }

  save(): SavedSums {
    this.#countOn();
    return { sums: this.#sums.map((sum) => ({ ...sum })), first: this.#counted };
  }

  restore({ sums, first }: SavedSums): void {
    sums.forEach((sum, s) => {
      Object.assign(this.#sums[s]!, sum);
    });
    this.#counted = first;
  }
}
