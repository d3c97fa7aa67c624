import { Falls } from '../model/falls.ts';
import { Hourly } from '../model/hourly.ts';
import { NO_NUMBERS } from '../model/lists.ts';
import { Numbers } from '../model/numbers.ts';
import type { EquityColumns } from '../model/result.ts';
import type { Column } from '../model/series.ts';

/** So many values are kept one by one. */
export const MOST_VALUES = 10_000_000;

/** Values that are passed on at a time once there are more. */
const STRETCH = 65_536;

/** Takes the values of a curve in stretches, in order; the columns are used again afterwards. */
export type Follower = (ts: Column, value: Column) => void;

/** What of a curve matters to those who go on with it. */
export interface SavedCurve {
  readonly length: number;
  /** NaN while there is none. */
  readonly peak: number;
}

/**
 * One value of equity per batch that holds a bar close. As long as every batch is the next row of one series, the times
 * are that series' own and are not written again.
 *
 * A curve of more values than are kept one by one keeps the last of every hour; all of them are passed on to those who
 * follow it, and to its falls.
 */
export class EquityCurve {
  readonly #startCash: () => number;
  readonly #values = new Numbers();
  readonly #ownTimes = new Numbers();
  readonly #followers: Follower[] = [];
  readonly #shared: Column = NO_NUMBERS;
  #follows = true;
  /** How many values had the series' times before one had not. */
  #count = 0;
  /** How many values fit before what is held is passed on. */
  #room = MOST_VALUES;
  /** How many have been passed on. */
  #passed = 0;
  /** The highest value of what is held, as far as it was looked at. */
  #heldPeak = Number.NEGATIVE_INFINITY;
  #looked = 0;
  #isOver = false;
  #columns: EquityColumns | undefined;
  #hours: Hourly | undefined;
  #falls: Falls | undefined;

  /** `times` of the series most batches move, with its NaN row in front; empty where they are not held. */
  constructor(times: Column, startCash: () => number) {
    this.#shared = times;
    // A run over one series has as many values as that has rows.
    if (times.length > 1) this.#values.reserve(Math.min(times.length - 1, MOST_VALUES));
    this.#startCash = startCash;
  }

  /** Keeps so many values one by one; before the first of them. */
  keep(most: number): void {
    this.#room = most;
  }

  /** How many values there are in all. */
  get length(): number {
    return this.#passed + this.#values.length;
  }

  /** The falls of all values, once there are more than are kept one by one. */
  get falls(): Falls | undefined {
    return this.#falls;
  }

  /** The highest value so far, what it began with included; worked out when it is asked for. */
  get peak(): number {
    this.#heldPeak = this.#values.greatest(this.#looked, this.#heldPeak);
    this.#looked = this.#values.length;
    const before = this.#falls?.peak ?? this.#startCash();
    return this.#heldPeak > before || Number.isNaN(before) ? this.#heldPeak : before;
  }

  /** Calls `follower` with all values, if there are ever more than are kept one by one. */
  follow(follower: Follower): void {
    this.#followers.push(follower);
  }

  push(ts: number, value: number): void {
    if (this.#values.length === this.#room) this.#pass();
    if (!(this.#follows === true && this.#shared[this.#values.length + 1] === ts)) this.#pushTime(ts);
    this.#values.push(value);
  }

  /** Replaces the newest value: what filled at the last close belongs to it. */
  amend(value: number): void {
    this.#values.amend(value);
  }

  /** No value comes after this. */
  end(): void {
    if (this.#hours !== undefined) this.#pass();
    this.#isOver = true;
  }

  /** What is kept of the curve: times in milliseconds, values in account currency. */
  columns(): EquityColumns {
    if (this.#columns !== undefined) return this.#columns;
    const { length } = this;
    const columns = this.#hours === undefined ? this.#held() : { ...this.#hours.columns(), values: length };
    if (this.#isOver) this.#keepOnly(columns, length);
    return columns;
  }

  /** What has been read of a curve that is over is not held twice. */
  #keepOnly(columns: EquityColumns, length: number): void {
    this.#columns = columns;
    this.#passed = length;
    this.#values.clear();
    this.#ownTimes.clear();
  }

  #held(): EquityColumns {
    const { length } = this.#values;
    let ts = this.#shared.subarray(1, length + 1);
    if (!this.#follows) {
      ts = new Float64Array(length);
      ts.set(this.#shared.subarray(1, this.#count + 1));
      this.#ownTimes.copyTo(ts, this.#count);
    }
    return { ts, value: this.#isOver ? this.#values.take() : this.#values.column() };
  }

  /** Passes on what is held, and goes on with an empty hand. */
  #pass(): void {
    const { ts, value } = this.#held();
    this.#hours ??= new Hourly();
    this.#falls ??= new Falls(this.#startCash());
    for (let k = 0; k < value.length; k++) this.#hours.add(ts[k]!, value[k]!);
    this.#falls.take(ts, value);
    for (const follower of this.#followers) follower(ts, value);
    this.#passed += value.length;
    this.#values.clear();
    this.#heldPeak = Number.NEGATIVE_INFINITY;
    this.#looked = 0;
    this.#ownTimes.clear();
    this.#follows = false;
    this.#count = 0;
    this.#room = STRETCH;
  }

  #pushTime(ts: number): void {
    if (this.#follows) this.#count = this.#values.length;
    this.#follows = false;
    this.#ownTimes.push(ts);
  }

  save(): SavedCurve {
    return { length: this.length, peak: this.peak };
  }

  /** Goes on behind values that were passed on elsewhere. */
  restore({ length, peak }: SavedCurve): void {
    this.#values.clear();
    this.#ownTimes.clear();
    this.#follows = false;
    this.#count = this.#looked = 0;
    this.#passed = length;
    this.#heldPeak = peak;
  }
}
