import type { Instrument } from '../../../model/instrument.ts';
import type { Millis } from '../../../model/time.ts';
import type { Counter, Scheduled } from './financing.ts';

/** The expiry of futures and options: what is held is settled at the settlement price. */
export class Ends implements Scheduled {
  next: number;
  /** Numbers of the instruments that end, the first to end first. */
  readonly #order: readonly number[];
  readonly #instruments: readonly Instrument[];
  #at = 0;

  constructor(instruments: readonly Instrument[]) {
    this.#instruments = instruments;
    this.#order = instruments
      .flatMap(({ expiry }, i) => (expiry === undefined ? [] : [i]))
      .sort((a, b) => this.#expiryOf(a) - this.#expiryOf(b) || a - b);
    this.next = this.#due();
  }

  run(ts: Millis, counter: Counter): void {
    for (; this.next <= ts; this.next = this.#due()) {
      const i = this.#order[this.#at++]!;
      counter.end(i, this.#instruments[i]!.settlementPrice ?? counter.account.last(i), 'expiry');
    }
  }

  #due(): number {
    const i = this.#order[this.#at];
    return i === undefined ? Number.POSITIVE_INFINITY : this.#expiryOf(i);
  }

  #expiryOf(i: number): number {
    return this.#instruments[i]!.expiry!;
  }

  save(): number {
    return this.#at;
  }

  restore(at: number): void {
    this.#at = at;
    this.next = this.#due();
  }
}
