import { CAUSES, type Cause } from '../../engine/analysis/attribution/cause.ts';
import type { AccountSpec } from '../../engine/model/account.ts';
import type { Fill } from '../../engine/model/fill.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import type { Payment } from '../../engine/model/payment.ts';
import { DAY } from '../../engine/model/time.ts';
import { Portfolio } from '../../engine/portfolio/portfolio.ts';

/** Money by cause. */
export type Money = Record<Cause, number>;

const none = (): Money => Object.fromEntries(CAUSES.map((cause) => [cause, 0])) as Money;

/** What belongs to no strategy. */
const NOBODY = '(account)';

/** Sums of money by name and cause. */
export class Sums {
  readonly all = new Map<string, Money>();

  add(name: string, cause: Cause, amount: number): void {
    const money = this.all.get(name) ?? none();
    this.all.set(name, money);
    money[cause] += amount;
  }
}

/** Which strategy holds which side of which instrument; the names under which its money is counted. */
interface Whose {
  readonly strategy: string;
  readonly instrument: string;
  readonly side: string;
}

/** Books kept by marking everything to market at every event: nothing is a remainder, nothing is shared with the engine. */
export class NaiveBooks {
  readonly faults: string[] = [];
  readonly byStrategy = new Sums();
  readonly byInstrument = new Sums();
  readonly bySide = new Sums();
  readonly byDay = new Map<number, Money>();
  events = 0;
  /** Account money that has gone through the books. */
  moved = 0;
  readonly #account: AccountSpec;
  readonly #instruments: readonly Instrument[];
  readonly #names: readonly string[];
  readonly #currencies: readonly string[];
  readonly #balance: number[];
  readonly #rate: number[];
  readonly #last: number[];
  /** By strategy, by instrument. */
  readonly #qty: number[][];
  readonly #side: string[][];
  /** What it was worth when it was entered, in settlement currency. */
  readonly #entry: number[][];
  /** By currency and book: what it has put into a foreign balance. */
  readonly #put = new Map<string, { readonly whose: Whose; readonly currency: number; amount: number }>();
  readonly #unrated: Payment[] = [];
  #sinceValue = none();
  #lastDay = Number.NaN;
  #used = false;

  constructor(account: AccountSpec, instruments: readonly Instrument[], names: readonly string[]) {
    this.#account = account;
    this.#instruments = instruments;
    this.#names = names;
    this.#currencies = [account.currency, ...(account.currencies ?? [])];
    this.#balance = this.#currencies.map((name, k) => (k === 0 ? account.cash : (account.balances?.[name] ?? 0)));
    this.#rate = this.#currencies.map((_, k) => (k === 0 ? 1 : Number.NaN));
    this.#last = instruments.map(() => Number.NaN);
    this.#qty = names.map(() => instruments.map(() => 0));
    this.#side = names.map(() => instruments.map(() => 'long'));
    this.#entry = names.map(() => instruments.map(() => 0));
  }

  rate(currency: number, rate: number): void {
    const before = this.#rate[currency]!;
    this.#rate[currency] = rate;
    if (Number.isNaN(before)) {
      // What was paid before a rate was known counts at the first one.
      for (const payment of this.#unrated.filter((one) => one.currency === currency))
        this.#book(undefined, payment.kind, payment.amount * rate);
      return;
    }
    if (!this.#used) return;
    const change = rate - before;
    let own = this.#balance[currency]!;
    for (const put of this.#put.values()) {
      if (put.currency !== currency) continue;
      own -= put.amount;
      this.#book(put.whose, 'currency', put.amount * change);
    }
    this.#book(undefined, 'currency', own * change);
    this.#eachHeld((s, i, qty) => {
      if (this.#currencyOf(i) === currency) this.#book(this.#whose(s, i), 'currency', this.#value(i, qty, this.#last[i]!) * change);
    });
  }

  price(i: number, price: number): void {
    const before = this.#last[i]!;
    this.#last[i] = price;
    this.#names.forEach((_, s) => {
      const qty = this.#qty[s]![i]!;
      if (qty !== 0) this.#book(this.#whose(s, i), 'price', (this.#value(i, qty, price) - this.#value(i, qty, before)) * this.#rateOf(i));
    });
  }

  fill(fill: Fill): void {
    const { instrument: i, strategy: s, price, feeQty } = fill;
    if (feeQty === undefined) {
      this.#deal(fill);
      return;
    }
    this.#deal({ ...fill, fee: 0 });
    // So many units go as a fee, for the price at which they came: no money is moved by it.
    const whose = this.#whose(s, i);
    const worth = this.#value(i, feeQty, price);
    this.#book(whose, 'fee', -worth * this.#rateOf(i));
    this.#book(whose, 'price', (worth - this.#value(i, feeQty, this.#last[i]!)) * this.#rateOf(i));
    this.#qty[s]![i]! -= feeQty;
    this.#entry[s]![i]! += worth;
  }

  #deal({ instrument: i, strategy: s, side, qty, price, fee, slippage }: Fill): void {
    this.#used = true;
    const sign = side === 'buy' ? 1 : -1;
    const rate = this.#rateOf(i);
    if (Number.isNaN(this.#last[i]!)) this.#last[i] = price;
    const was = this.#qty[s]![i]!;
    const closes = was * sign < 0 ? Math.min(Math.abs(was), qty) : 0;
    for (const [part, name, isClosed] of [
      [closes, sign > 0 ? 'short' : 'long', true],
      [qty - closes, sign > 0 ? 'long' : 'short', false],
    ] as const) {
      if (part <= 1e-12 * qty) continue;
      this.#side[s]![i] = name;
      const whose = this.#whose(s, i);
      const market = price - sign * slippage;
      const share = fee * (part / qty);
      this.#book(whose, 'price', (this.#value(i, sign * part, this.#last[i]!) - this.#value(i, sign * part, market)) * rate);
      this.#book(whose, 'slippage', (this.#value(i, sign * part, market) - this.#value(i, sign * part, price)) * rate);
      this.#book(whose, 'fee', -share * rate);
      const entered = isClosed ? this.#entry[s]![i]! * (closes / Math.abs(was)) : -this.#value(i, sign * part, price);
      this.#entry[s]![i]! -= entered;
      const due = -this.#value(i, sign * part, price) - share;
      // Nothing is paid for a contract: where all money is changed, what is open of it stays in its currency as it was entered.
      const stays = this.#staysAsEntered(i) ? entered : 0;
      this.#keep(this.#currencyOf(i), stays, whose);
      this.#pay(this.#currencyOf(i), due - stays, whose);
    }
    const now = was + sign * qty;
    this.#qty[s]![i] = Math.abs(now) <= 1e-9 * qty ? 0 : now;
    this.#side[s]![i] = this.#qty[s]![i]! > 0 ? 'long' : this.#qty[s]![i]! < 0 ? 'short' : this.#side[s]![i]!;
  }

  paid(payment: Payment): void {
    const { kind, strategy, instrument, amount, currency } = payment;
    this.#used = true;
    const whose = strategy < 0 ? undefined : this.#whose(strategy, instrument);
    const rate = this.#rate[currency]!;
    if (Number.isNaN(rate)) this.#unrated.push(payment);
    else this.#book(whose, kind, amount * rate);
    this.#pay(currency, amount, whose);
  }

  split(i: number, ratio: number, stepsOf: (units: number) => number): void {
    this.#names.forEach((_, s) => {
      const was = this.#qty[s]![i]!;
      if (was === 0) return;
      const now = stepsOf(was * ratio);
      const gain = this.#value(i, now, this.#last[i]! / ratio) - this.#value(i, was, this.#last[i]!);
      this.#book(this.#whose(s, i), 'price', gain * this.#rateOf(i));
      this.#qty[s]![i] = now;
    });
    this.#last[i]! /= ratio;
  }

  forgiven(debt: number): void {
    this.#book(undefined, 'write-off', debt);
    this.#balance.fill(0);
    this.#put.clear();
  }

  value(ts: number, account: Portfolio): void {
    if (Number.isNaN(account.equity)) return;
    this.#used = true;
    this.#lastDay = Math.floor((ts - 1) / DAY);
    this.end();
  }

  /** What came since the last value of equity belongs to its day. */
  end(): void {
    const day = this.byDay.get(this.#lastDay) ?? none();
    this.byDay.set(this.#lastDay, day);
    for (const cause of CAUSES) day[cause] += this.#sinceValue[cause];
    this.#sinceValue = none();
  }

  /** Cash and positions are equity, in every currency. */
  check(account: Portfolio): void {
    this.events++;
    const near = (a: number, b: number, what: string): void => {
      if (this.faults.length < 5 && !(Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), this.moved * 1e-3, 1)))
        this.faults.push(`${what}: the engine has ${a}, the books ${b}`);
    };
    let equity = 0;
    this.#currencies.forEach((_, c) => {
      near(account.balances.of(c), this.#balance[c]!, `balance ${c}`);
      if (this.#balance[c] !== 0) equity += this.#balance[c]! * this.#rate[c]!;
    });
    this.#eachHeld((s, i, qty) => {
      near(account.qtyOf(s, i), qty, `units of ${i}`);
      equity += this.#value(i, qty, this.#last[i]!) * this.#rateOf(i);
    });
    if (!(Number.isNaN(equity) && Number.isNaN(account.equity))) near(account.equity, equity, 'equity');
  }

  #eachHeld(visit: (strategy: number, instrument: number, qty: number) => void): void {
    for (const [s, own] of this.#qty.entries()) for (const [i, qty] of own.entries()) if (qty !== 0) visit(s, i, qty);
  }

  #pay(currency: number, amount: number, whose: Whose | undefined): void {
    this.moved += Math.abs(amount) * (Number.isNaN(this.#rate[currency]!) ? 0 : this.#rate[currency]!);
    if (currency !== 0 && this.#account.balances === undefined) {
      this.#balance[0]! += amount * this.#rate[currency]!;
      return;
    }
    this.#keep(currency, amount, whose);
  }

  #staysAsEntered(i: number): boolean {
    return this.#account.balances === undefined && this.#instruments[i]!.contract !== 'spot' && this.#currencyOf(i) !== 0;
  }

  #keep(currency: number, amount: number, whose: Whose | undefined): void {
    this.#balance[currency]! += amount;
    if (currency === 0 || whose === undefined) return;
    const key = `${whose.strategy}/${whose.instrument}/${whose.side}`;
    const put = this.#put.get(key) ?? { whose, currency, amount: 0 };
    this.#put.set(key, put);
    put.amount += amount;
  }

  #book(whose: Whose | undefined, cause: Cause, amount: number): void {
    this.#sinceValue[cause] += amount;
    if (whose === undefined && amount === 0) return;
    this.byStrategy.add(whose?.strategy ?? NOBODY, cause, amount);
    this.byInstrument.add(whose?.instrument ?? NOBODY, cause, amount);
    this.bySide.add(whose?.side ?? NOBODY, cause, amount);
  }

  #whose(s: number, i: number): Whose {
    return { strategy: this.#names[s]!, instrument: this.#instruments[i]!.id, side: this.#side[s]![i]! };
  }

  #currencyOf(i: number): number {
    return this.#currencies.indexOf(this.#instruments[i]!.settle);
  }

  #rateOf(i: number): number {
    return this.#rate[this.#currencyOf(i)]!;
  }

  #value(i: number, qty: number, price: number): number {
    const { contract, multiplier } = this.#instruments[i]!;
    return contract === 'inverse' ? -qty * (multiplier / price) : qty * (price * multiplier);
  }
}

/** Runs with books of its own being kept of every account, and compared with it after every event. */
export function audited<T>(
  run: () => T,
  terms: { account: AccountSpec; instruments: readonly Instrument[]; names: readonly string[] },
): { readonly past: T; readonly booksOf: (account: Portfolio) => NaiveBooks } {
  const all = new Map<Portfolio, NaiveBooks>();
  const booksOf = (account: Portfolio): NaiveBooks => {
    const books = all.get(account) ?? new NaiveBooks(terms.account, terms.instruments, terms.names);
    all.set(account, books);
    return books;
  };
  const { book, price, show, open, takeOpens, rate, post, split, settleDebt, value } = Portfolio.prototype;
  const then = (account: Portfolio): void => booksOf(account).check(account);
  Portfolio.prototype.book = function (fill) {
    booksOf(this).fill(fill);
    book.call(this, fill);
    then(this);
  };
  Portfolio.prototype.price = function (i, at) {
    price.call(this, i, at);
    booksOf(this).price(i, at);
  };
  for (const [name, shown] of Object.entries({ show, open }))
    Portfolio.prototype[name as 'show'] = function (market) {
      shown.call(this, market);
      booksOf(this).price(market.instrument, this.last(market.instrument));
    };
  Portfolio.prototype.takeOpens = function (now) {
    takeOpens.call(this, now);
    this.markets.forEach((_, i) => {
      if (this.positions.isHeld(i)) booksOf(this).price(i, this.last(i));
    });
  };
  Portfolio.prototype.rate = function (currency, at) {
    rate.call(this, currency, at);
    booksOf(this).rate(currency, at);
    then(this);
  };
  Portfolio.prototype.post = function (payment) {
    booksOf(this).paid(payment);
    post.call(this, payment);
    then(this);
  };
  Portfolio.prototype.split = function (i, ratio, ts) {
    const { stepSize } = terms.instruments[i]!;
    const whole = (units: number): number => (stepSize === 0 ? units : Math.trunc(units / stepSize + Math.sign(units) * 1e-9) * stepSize);
    booksOf(this).split(i, ratio, whole);
    split.call(this, i, ratio, ts);
    then(this);
  };
  Portfolio.prototype.settleDebt = function (ts) {
    const debt = settleDebt.call(this, ts);
    if (debt > 0) booksOf(this).forgiven(debt);
    return debt;
  };
  Portfolio.prototype.value = function (clock) {
    booksOf(this).value(clock.now, this);
    value.call(this, clock);
  };
  try {
    return { past: run(), booksOf };
  } finally {
    Object.assign(Portfolio.prototype, { book, price, show, open, takeOpens, rate, post, split, settleDebt, value });
  }
}
