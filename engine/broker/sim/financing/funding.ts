import { valueAt } from '../../../model/instrument.ts';
import type { Column } from '../../../model/series.ts';
import { MINUTE, type Millis, millis } from '../../../model/time.ts';
import { type Counter, paymentFor, type Scheduled } from './financing.ts';

/** The funding of one perpetual: `rate` of the notional goes from longs to shorts at each time. Without a NaN row. */
export interface FundingSpec {
  readonly instrument: number;
  readonly times: Column;
  readonly rates: Column;
}

/** Pays funding at its times, taken to the minute: venues stamp them some milliseconds late. */
export class Funding implements Scheduled {
  next: number;
  readonly #spec: FundingSpec;
  #row = 0;

  constructor(spec: FundingSpec) {
    this.#spec = spec;
    this.next = this.#due();
  }

  run(ts: Millis, counter: Counter): void {
    const { account, instruments } = counter;
    const { instrument: i, rates } = this.#spec;
    for (; this.next <= ts; this.next = this.#due()) {
      const rate = rates[this.#row++]!;
      for (let s = 0; s < account.strategies; s++) {
        const held = account.qtyOf(s, i);
        if (held === 0 || rate === 0) continue;
        // Of an inverse contract the value is negative for a long: its notional is meant.
        const notional = Math.sign(held) * Math.abs(valueAt(instruments[i]!, held, account.last(i)));
        counter.pay(paymentFor(millis(this.next), 'funding', s, i, -notional * rate, account));
      }
    }
  }

  #due(): number {
    const { times } = this.#spec;
    return this.#row < times.length ? Math.floor(times[this.#row]! / MINUTE) * MINUTE : Number.POSITIVE_INFINITY;
  }

  save(): number {
    return this.#row;
  }

  restore(row: number): void {
    this.#row = row;
    this.next = this.#due();
  }
}
