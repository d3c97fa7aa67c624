import { type Instrument, notionalAt, type SwapTerms } from '../../../model/instrument.ts';
import { DAY, type Millis, millis } from '../../../model/time.ts';
import { type Counter, paymentFor, type Scheduled } from './financing.ts';

/** What is charged once a day; rates are per year, as fractions, and count a 365th each. */
export interface DailySpec {
  /** Time of day, milliseconds after midnight UTC. */
  readonly at: number;
  /** For shorts of spot instruments that say nothing themselves. */
  readonly borrow?: { readonly rate: number } | undefined;
  readonly swap?: SwapTerms | undefined;
  readonly interest?: { readonly credit: number; readonly debit: number } | undefined;
}

const YEAR = 365;
/** Days of the epoch count from a Thursday. */
const WEEKDAYS = { saturday: 2, sunday: 3, wednesday: 6, friday: 1 } as const;

/** Charges borrow, swap and interest on what is held at that time of each day. */
export class DailyCharges implements Scheduled {
  next = Number.POSITIVE_INFINITY;
  readonly #spec: DailySpec;
  readonly #terms: readonly { readonly borrow: number; readonly swap: SwapTerms | undefined }[];

  constructor(spec: DailySpec, instruments: readonly Instrument[]) {
    this.#spec = spec;
    this.#terms = instruments.map(({ contract, borrow, swap }) => ({
      borrow: contract === 'spot' ? (borrow?.rate ?? spec.borrow?.rate ?? 0) : 0,
      swap: swap ?? spec.swap,
    }));
  }

  /** The first charge is at the first such time after `ts`. */
  start(ts: number): void {
    this.next = Math.floor((ts - this.#spec.at) / DAY) * DAY + DAY + this.#spec.at;
  }

  run(ts: Millis, counter: Counter): void {
    for (; this.next <= ts; this.next += DAY) this.#charge(millis(this.next), counter);
  }

  #charge(ts: Millis, counter: Counter): void {
    const { account, instruments } = counter;
    const day = Math.floor((ts - this.#spec.at) / DAY);
    for (let i = 0; i < instruments.length; i++) {
      if (account.qty(i) === 0 && account.strategies === 1) continue;
      const { borrow, swap } = this.#terms[i]!;
      for (let s = 0; s < account.strategies; s++) {
        const held = account.qtyOf(s, i);
        if (held === 0) continue;
        const notional = notionalAt(instruments[i]!, held, account.last(i));
        if (held < 0 && borrow !== 0) counter.pay(paymentFor(ts, 'borrow', s, i, (-notional * borrow) / YEAR, account));
        const nights = swap === undefined ? 0 : nightsOf(day, swap);
        if (nights === 0) continue;
        const { long, short, unit } = swap!;
        const terms = held > 0 ? long : short;
        const amount = unit === 'price' ? Math.abs(held) * instruments[i]!.multiplier * terms : (notional * terms) / YEAR;
        if (amount !== 0) counter.pay(paymentFor(ts, 'swap', s, i, amount * nights, account));
      }
    }
    this.#interest(ts, counter);
  }

  #interest(ts: Millis, counter: Counter): void {
    const { account, instruments } = counter;
    const { interest } = this.#spec;
    if (interest === undefined) return;
    for (let currency = 0; currency < account.currencies; currency++) {
      let base = account.balanceOf(currency);
      // The proceeds of a short sale are the lender's security: they earn nothing.
      for (let i = 0; i < instruments.length; i++) {
        if (account.qty(i) >= 0 || instruments[i]!.contract !== 'spot' || account.balanceFor(i) !== currency) continue;
        const worth = notionalAt(instruments[i]!, account.qty(i), account.last(i));
        base -= account.currencyOf(i) === currency ? worth : worth * account.rateOf(i);
      }
      const amount = (base * (base > 0 ? interest.credit : interest.debit)) / YEAR;
      if (amount !== 0) counter.pay({ ts, kind: 'interest', strategy: -1, instrument: -1, amount, currency });
    }
  }

  save(): number {
    return this.next;
  }

  restore(next: number): void {
    this.next = next;
  }
}

/** How many nights are charged at the end of a day: none at weekends, which the triple day stands for. */
function nightsOf(day: number, { triple = 'wednesday' }: SwapTerms): number {
  const weekday = ((day % 7) + 7) % 7;
  if (weekday === WEEKDAYS.saturday || weekday === WEEKDAYS.sunday) return 0;
  return weekday === WEEKDAYS[triple] ? 3 : 1;
}
