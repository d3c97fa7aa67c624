import { DAY, HOUR } from '../../../model/time.ts';
import { barStart } from '../../../model/timeframe.ts';
import type { TiersSpec } from './fee-spec.ts';

const MONTH = { text: '1M', months: 1 } as const;

/** What was traded and when, oldest first; how much of it counts already, and its sum in two doubles. */
export type SavedVolume = readonly [times: readonly number[], amounts: readonly number[], counts: number, sum: number, rest: number];

/**
 * What was traded in the days before a moment. Its sum is kept exactly, in two doubles (Knuth's TwoSum), so that what has
 * left the window leaves nothing behind.
 */
export class RollingVolume {
  readonly #over: number | 'month';
  readonly #updated: 'fill' | 'hour' | 'day';
  #times: number[] = [];
  #amounts: number[] = [];
  /** The first that counts, and the first that does not count yet. */
  #from = 0;
  #until = 0;
  #sum = 0;
  #rest = 0;

  constructor({ over = 30, updated = 'day' }: TiersSpec) {
    this.#over = over;
    this.#updated = updated;
  }

  /** Remembers what was traded at `ts`, the newest moment so far. */
  add(ts: number, amount: number): void {
    this.#times.push(ts);
    this.#amounts.push(amount);
  }

  /** The volume by which a fill at `ts` is charged: as it was when it was last counted. */
  at(ts: number): number {
    const counted = this.#updated === 'fill' ? ts : Math.floor(ts / UNITS[this.#updated]) * UNITS[this.#updated];
    const begins = this.#over === 'month' ? barStart(MONTH, counted) : counted - this.#over * DAY;
    const times = this.#times;
    while (this.#until < times.length && (this.#updated === 'fill' || times[this.#until]! < counted))
      this.#take(this.#amounts[this.#until++]!);
    while (this.#from < this.#until && times[this.#from]! < begins) this.#take(-this.#amounts[this.#from++]!);
    this.#forget();
    return this.#sum + this.#rest;
  }

  #take(amount: number): void {
    const next = this.#sum + amount;
    const part = next - this.#sum;
    this.#rest += this.#sum - (next - part) + (amount - part);
    this.#sum = next;
  }

  /** Drops what lies behind, now and then. */
  #forget(): void {
    if (this.#from < 1024 || this.#from * 2 < this.#times.length) return;
    this.#times.splice(0, this.#from);
    this.#amounts.splice(0, this.#from);
    this.#until -= this.#from;
    this.#from = 0;
  }

  save(): SavedVolume {
    return [this.#times.slice(this.#from), this.#amounts.slice(this.#from), this.#until - this.#from, this.#sum, this.#rest];
  }

  restore([times, amounts, counts, sum, rest]: SavedVolume): void {
    this.#times = [...times];
    this.#amounts = [...amounts];
    this.#from = 0;
    this.#until = counts;
    this.#sum = sum;
    this.#rest = rest;
  }
}

const UNITS = { hour: HOUR, day: DAY } as const;
