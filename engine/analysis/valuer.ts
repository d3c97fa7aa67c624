import { type Contract, valueAt } from '../model/instrument.ts';
import type { InstrumentTerms, RateColumns, RunRecord } from '../model/result.ts';

/** Finds what units of an instrument are worth; one that a run says nothing of is priced in account money. */
export type Valuer = (instrument: string) => Worth;

/** Values by the contracts of a run's instruments and the rates of their currencies. */
export function valuerOf({ instruments, currency, rates }: Pick<RunRecord, 'instruments' | 'currency' | 'rates'>): Valuer {
  const known = new Map(instruments.map((terms) => [terms.id, terms]));
  return (id) => {
    const terms = known.get(id);
    if (terms === undefined || terms.settle === currency) return new Worth(terms, undefined);
    return new Worth(terms, rates.find((one) => one.currency === terms.settle) ?? NO_RATES);
  };
}

const NO_RATES = { ts: new Float64Array(0), rate: new Float64Array(0) };

/** What units of one instrument are worth in account currency, to be asked in order of time. */
export class Worth {
  readonly contract: Contract;
  readonly multiplier: number;
  /** Less than this no order can close; 0 where that is not known. */
  readonly stepSize: number;
  /** Undefined where it is settled in account money. */
  readonly #rates: Pick<RateColumns, 'ts' | 'rate'> | undefined;
  #row = -1;

  constructor(
    terms: Pick<InstrumentTerms, 'contract' | 'multiplier' | 'stepSize'> | undefined,
    rates: Pick<RateColumns, 'ts' | 'rate'> | undefined,
  ) {
    this.contract = terms?.contract ?? 'spot';
    this.multiplier = terms?.multiplier ?? 1;
    this.stepSize = terms?.stepSize ?? 0;
    this.#rates = rates;
  }

  /** Whether all is counted in account money. */
  get isDomestic(): boolean {
    return this.#rates === undefined;
  }

  /** What units are worth, as `valueAt` counts it; NaN where no rate is known. */
  at(qty: number, price: number, ts: number): number {
    const value = this.contract === 'inverse' ? valueAt(this, qty, price) : qty * price * this.multiplier;
    return this.#rates === undefined ? value : value * this.rate(ts);
  }

  /** What units stand for, with the sign of the position. */
  notional(qty: number, price: number, ts: number): number {
    const value = this.at(qty, price, ts);
    return this.contract === 'inverse' ? -value : value;
  }

  /** Account money per unit of the currency it is settled in, as known at `ts`; NaN before the first rate. */
  rate(ts: number): number {
    if (this.#rates === undefined) return 1;
    const { ts: times, rate } = this.#rates;
    if (this.#row >= 0 && times[this.#row]! > ts) this.#row = -1;
    while (this.#row + 1 < times.length && times[this.#row + 1]! <= ts) this.#row++;
    return rate[this.#row] ?? Number.NaN;
  }

  /** The same; before the first rate, that one. */
  knownRate(ts: number): number {
    const rate = this.rate(ts);
    return Number.isNaN(rate) ? (this.#rates?.rate[0] ?? Number.NaN) : rate;
  }
}
