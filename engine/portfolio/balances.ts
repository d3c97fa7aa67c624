/** Money by currency, as it stands. */
export interface SavedBalances {
  readonly sums: readonly number[];
  readonly lost: readonly number[];
  readonly rates: readonly number[];
  readonly startRates: readonly number[];
  readonly start: readonly number[];
}

/**
 * Money by currency; number 0 is the account's own. Sums are compensated (Neumaier, 1974), so that rounding does not add up
 * over a million payments.
 */
export class Balances {
  readonly currencies: readonly string[];
  /** Whether the account holds foreign money, or changes every payment into its own at once. */
  readonly holds: boolean;
  readonly #sum: Float64Array;
  /** What rounding has taken from each sum. */
  readonly #lost: Float64Array;
  /** Account money per unit of each currency; NaN while none is known. */
  readonly rates: Float64Array;
  /** The same when the account was first used, or as first known after that. */
  readonly startRates: Float64Array;
  readonly #start: Float64Array;

  /** Two accounts that look at the same market share their `rates`. */
  constructor(cash: number, currencies: readonly string[], foreign: Readonly<Record<string, number>> | undefined, rates: Float64Array) {
    this.currencies = currencies;
    this.holds = foreign !== undefined;
    this.#sum = Float64Array.from(currencies, (currency, k) => (k === 0 ? cash : (foreign?.[currency] ?? 0)));
    this.#lost = new Float64Array(currencies.length);
    this.rates = rates;
    this.startRates = this.rates.slice();
    this.#start = this.#sum.slice();
  }

  /** All money at the start, in the account's currency; NaN while a rate that it needs is not known. */
  get start(): number {
    return this.#start.reduce((total, own, c) => (own === 0 ? total : total + own * this.startRates[c]!), 0);
  }

  /** Account money per unit of a currency, asked anew each time; undefined for one the account does not know. */
  rateOf(currency: string): (() => number) | undefined {
    const number = this.currencies.indexOf(currency);
    return number < 0 ? undefined : () => this.rates[number]!;
  }

  /** All money at the newest rates, in the account's currency; a balance of nothing needs no rate. */
  get total(): number {
    let total = this.#sum[0]! + this.#lost[0]!;
    for (let c = 1; c < this.#sum.length; c++) {
      const own = this.of(c);
      if (own !== 0) total += own * this.rates[c]!;
    }
    return total;
  }

  /** The balance of a currency, in that currency. */
  of(currency: number): number {
    return this.#sum[currency]! + this.#lost[currency]!;
  }

  /** Adds an amount of a currency, which is changed into the account's own where it holds no foreign money. */
  pay(currency: number, amount: number): void {
    if (currency === 0 || this.holds) this.#add(currency, amount);
    else this.#add(0, amount * this.rates[currency]!);
  }

  /** Adds an amount of a currency that stays in it, whatever the account holds. */
  keep(currency: number, amount: number): void {
    if (amount !== 0) this.#add(currency, amount);
  }

  /** Nothing is left, and nothing is owed. */
  clear(): void {
    this.#sum.fill(0);
    this.#lost.fill(0);
  }

  #add(currency: number, amount: number): void {
    const before = this.#sum[currency]!;
    const after = before + amount;
    this.#lost[currency]! += Math.abs(before) >= Math.abs(amount) ? before - after + amount : amount - after + before;
    this.#sum[currency] = after;
  }

  save(): SavedBalances {
    return {
      sums: [...this.#sum],
      lost: [...this.#lost],
      rates: [...this.rates],
      startRates: [...this.startRates],
      start: [...this.#start],
    };
  }

  restore({ sums, lost, rates, startRates, start }: SavedBalances): void {
    this.#sum.set(sums);
    this.#lost.set(lost);
    this.rates.set(rates);
    this.startRates.set(startRates);
    this.#start.set(start);
  }
}

/** Rates before any has come: those that do not move, and the account's own currency at 1. */
export const firstRates = (currencies: readonly string[], fixed: Readonly<Record<string, number>> = {}): Float64Array =>
  Float64Array.from(currencies, (currency, k) => (k === 0 ? 1 : (fixed[currency] ?? Number.NaN)));
