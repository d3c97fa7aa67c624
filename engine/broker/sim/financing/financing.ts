import type { AccountView } from '../../../model/account.ts';
import type { Instrument } from '../../../model/instrument.ts';
import type { Payment, PaymentKind } from '../../../model/payment.ts';
import { type Millis, millis } from '../../../model/time.ts';
import { Actions, type ActionsSpec } from './actions.ts';
import { DailyCharges, type DailySpec } from './daily.ts';
import { Ends } from './ends.ts';
import { Funding, type FundingSpec } from './funding.ts';

/** What is paid, and what becomes of instruments, though nobody trades. Nothing, where it is empty. */
export interface FinancingSpec {
  readonly daily?: DailySpec | undefined;
  readonly funding?: readonly FundingSpec[] | undefined;
  readonly actions?: readonly ActionsSpec[] | undefined;
}

/** What payments and actions need of the venue at which they happen. */
export interface Counter {
  readonly account: AccountView;
  readonly instruments: readonly Instrument[];
  pay(payment: Payment): void;
  split(instrument: number, ratio: number): void;
  /** Takes dividends off the prices of orders that wait. */
  lower(instrument: number, amount: number): void;
  end(instrument: number, price: number, why: 'expiry' | 'delisting'): void;
}

/** Something that happens at known moments. */
export interface Scheduled {
  /** When it happens next; Infinity for never again. */
  readonly next: number;
  /** Does what is due by `ts`, or the first of it: it is asked again while `next` is due. */
  run(ts: Millis, counter: Counter): void;
  /** Where it stands: the number of what comes next, or its time. */
  save(): number;
  restore(saved: number): void;
}

/** Where everything scheduled stands: payments, then changes of terms. */
export type SavedFinancing = readonly number[];

/** Everything that happens to the account between fills, in the order of docs/account.md. */
export class Financing {
  /** When something is due; Infinity for never, and until it was started. */
  next = Number.POSITIVE_INFINITY;
  readonly #payments: readonly Scheduled[];
  /** What changes the terms on which instruments trade: after commands, before opens. */
  readonly #terms: readonly Scheduled[];
  readonly #daily: DailyCharges | undefined;

  constructor({ daily, funding = [], actions = [] }: FinancingSpec, instruments: readonly Instrument[]) {
    this.#daily = daily === undefined ? undefined : new DailyCharges(daily, instruments);
    this.#payments = [
      ...funding.map((spec) => new Funding(spec)),
      ...(this.#daily === undefined ? [] : [this.#daily]),
      new Ends(instruments),
    ];
    this.#terms = actions.map((spec) => new Actions(spec));
  }

  /** The first event of the run is at `ts`: what lies before is not charged. */
  start(ts: number, counter: Counter): void {
    this.#daily?.start(ts);
    for (const one of this.#payments) if (one !== this.#daily) skip(one, ts, counter);
    for (const one of this.#terms) skip(one, ts, counter);
    this.#findNext();
  }

  run(ts: Millis, quiet: boolean, counter: Counter): void {
    for (const one of this.#payments) if (one.next <= ts) one.run(ts, counter);
    this.#terms.find((one) => one.next < ts || (quiet && one.next <= ts))?.run(ts, counter);
    this.#findNext();
  }

  #findNext(): void {
    this.next = Number.POSITIVE_INFINITY;
    for (const one of this.#payments) this.next = Math.min(this.next, one.next);
    for (const one of this.#terms) this.next = Math.min(this.next, one.next);
  }

  save(): SavedFinancing {
    return [...this.#payments, ...this.#terms].map((one) => one.save());
  }

  restore(saved: SavedFinancing): void {
    [...this.#payments, ...this.#terms].forEach((one, k) => {
      one.restore(saved[k]!);
    });
    this.#findNext();
  }
}

/** Nothing is held before a run: what happens then happens to nobody. What ended then has ended. */
function skip(one: Scheduled, ts: number, counter: Counter): void {
  const { account, instruments } = counter;
  const end: Counter['end'] = (...ended) => counter.end(...ended);
  while (one.next < ts) one.run(millis(ts - 1), { account, instruments, pay() {}, split() {}, lower() {}, end });
}

/** A payment for one strategy's position, in the currency of its instrument. */
export const paymentFor = (
  ts: Millis,
  kind: PaymentKind,
  strategy: number,
  instrument: number,
  amount: number,
  account: AccountView,
): Payment => ({ ts, kind, strategy, instrument, amount, currency: account.currencyOf(instrument) });
