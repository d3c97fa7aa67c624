import { snapTowardZero } from '../../../model/grid.ts';
import { valueAt } from '../../../model/instrument.ts';
import type { Column } from '../../../model/series.ts';
import { type Millis, millis } from '../../../model/time.ts';
import { type Counter, paymentFor, type Scheduled } from './financing.ts';

/** What an action does: a split makes `value` units of each, a dividend pays `value` per unit, a delisting ends at `value`. */
export const ACTION = { split: 1, dividend: 2, delisting: 3 } as const;

/** The corporate actions of one instrument, by the moment at which they take effect. Without a NaN row. */
export interface ActionsSpec {
  readonly instrument: number;
  readonly times: Column;
  readonly types: Column;
  readonly values: Column;
  /** Whether a dividend lowers the prices of orders that wait. */
  readonly adjustOrders?: 'splits' | 'dividends' | undefined;
}

/** Splits, dividends and the delisting of an instrument. */
export class Actions implements Scheduled {
  next: number;
  readonly #spec: ActionsSpec;
  #row = 0;

  constructor(spec: ActionsSpec) {
    this.#spec = spec;
    this.next = spec.times[0] ?? Number.POSITIVE_INFINITY;
  }

  /** Does the next of them: what it changes is booked before the one after it. */
  run(ts: Millis, counter: Counter): void {
    const { times, types, values, instrument } = this.#spec;
    if (this.next > ts) return;
    const value = values[this.#row]!;
    const type = types[this.#row]!;
    if (type === ACTION.split) split(millis(this.next), instrument, value, counter);
    else if (type === ACTION.dividend) this.#pay(millis(this.next), value, counter);
    else counter.end(instrument, Number.isNaN(value) ? counter.account.last(instrument) : value, 'delisting');
    this.next = times[++this.#row] ?? Number.POSITIVE_INFINITY;
  }

  #pay(ts: Millis, amount: number, counter: Counter): void {
    const { account, instruments } = counter;
    const { instrument: i, adjustOrders } = this.#spec;
    for (let s = 0; s < account.strategies; s++) {
      const held = account.qtyOf(s, i);
      if (held !== 0) counter.pay(paymentFor(ts, 'dividend', s, i, held * amount * instruments[i]!.multiplier, account));
    }
    if (adjustOrders === 'dividends') counter.lower(i, amount);
  }

  save(): number {
    return this.#row;
  }

  restore(row: number): void {
    this.#row = row;
    this.next = this.#spec.times[row] ?? Number.POSITIVE_INFINITY;
  }
}

/** Relative: so little of a product of decimals is none of it. */
const NOISE = 1e-12;

/** The fraction of a step that a split leaves is paid out at the price after it. */
function split(ts: Millis, i: number, ratio: number, counter: Counter): void {
  const { account, instruments } = counter;
  const instrument = instruments[i]!;
  const fractions: number[] = [];
  for (let s = 0; s < account.strategies; s++) {
    const after = account.qtyOf(s, i) * ratio;
    const left = after - snapTowardZero(instrument.steps, after);
    // What rounding leaves is nothing.
    fractions.push(Math.abs(left) <= Math.abs(after) * NOISE ? 0 : left);
  }
  counter.split(i, ratio);
  fractions.forEach((left, s) => {
    if (left === 0) return;
    counter.pay(paymentFor(ts, 'cash-in-lieu', s, i, valueAt(instrument, left, account.last(i) / ratio), account));
  });
}
