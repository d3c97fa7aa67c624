import type { BarColumns } from '../../../engine/model/series.ts';
import type { TradingDays } from './trading-days.ts';

/** A contract's bars by trading day. */
export class ContractDays {
  /** The dates on which it traded. */
  readonly dates: number[] = [];
  readonly #at = new Map<number, number>();
  /** Of each date, the row after its last bar. */
  readonly #ends: number[] = [];
  readonly #volumes: number[] = [];
  readonly #bars: BarColumns;
  readonly #first: number;

  constructor(bars: BarColumns, days: TradingDays) {
    this.#bars = bars;
    this.#first = Number.isNaN(bars.times[0]) ? 1 : 0;
    for (let row = this.#first; row < bars.times.length; row++) {
      const date = days.dateOf(bars.openTimes[row]!);
      if (date !== this.dates.at(-1)) {
        this.#at.set(date, this.dates.length);
        this.dates.push(date);
        this.#ends.push(row);
        this.#volumes.push(0);
      }
      this.#ends[this.#ends.length - 1] = row + 1;
      this.#volumes[this.#volumes.length - 1]! += bars.volume[row]!;
    }
  }

  /** What was traded on a date. */
  volumeOn(date: number): number {
    return this.#volumes[this.#at.get(date) ?? -1] ?? 0;
  }

  tradedOn(date: number): boolean {
    return this.#at.has(date);
  }

  /** The row after the last bar of the dates up to and with one. */
  rowAfter(date: number): number {
    const days = this.dates.findLastIndex((one) => one <= date);
    return days < 0 ? this.#first : this.#ends[days]!;
  }

  /** The last close of the dates up to and with one, and when it was known; NaN where there is none. */
  lastClose(date: number): { readonly price: number; readonly ts: number } {
    const row = this.rowAfter(date) - 1;
    return row < this.#first ? { price: Number.NaN, ts: Number.NaN } : { price: this.#bars.close[row]!, ts: this.#bars.times[row]! };
  }
}
