import type { AccountSpec } from '../model/account.ts';
import { type Fill, unitsOf } from '../model/fill.ts';
import { type Instrument, notionalAt, valueAt } from '../model/instrument.ts';
import type { Payment } from '../model/payment.ts';
import { BarSeries, Series } from '../model/series.ts';
import type { Millis } from '../model/time.ts';
import { AccountState, type AccountTerms } from './account-state.ts';
import { bookOf, CurrencyGains } from './currency-gains.ts';
import { EquityCurve } from './equity-curve.ts';
import { extremesOf } from './extremes-of.ts';
import { FillLog } from './fill-log.ts';
import { keptBy } from './kept-by.ts';
import { Ledger } from './ledger.ts';
import { RoundTrips } from './round-trips.ts';
import type { Inside } from './saved-portfolio.ts';
import { Slipped } from './slipped.ts';
import { ROUNDING, Solvency } from './solvency.ts';

/** A split of an instrument, and what it made of the units of those strategies that held some. */
export interface Split {
  readonly ts: Millis;
  readonly instrument: number;
  readonly ratio: number;
  readonly held: readonly { readonly strategy: number; readonly before: number; readonly after: number }[];
  /** How many fills there were before it. */
  readonly filled: number;
}

/** The account, and what fills, payments and splits do to it. */
export class Portfolio extends AccountState {
  readonly fills = new FillLog();
  readonly slipped = new Slipped();
  readonly ledger = new Ledger();
  readonly trips: RoundTrips;
  readonly splits: Split[] = [];
  /** What changes of rates have done; undefined where all money is the account's own. */
  readonly currencyGains: CurrencyGains | undefined;
  readonly curve: EquityCurve;
  readonly solvency: Solvency;
  /** Whether no bar is under way at a moment at which all markets have moved. */
  readonly inStep: boolean;
  /** Batches with a bar close during which something was held. */
  exposedBatches = 0;
  /** Sum of |notional| of all fills. */
  traded = 0;
  readonly #shown: readonly Series[];

  /**
   * `shown` are the series by whose rows the account is valued and holding periods count; often the markets themselves. Two
   * accounts that look at the same market share their `rates`.
   */
  constructor(
    account: AccountSpec,
    instruments: readonly Instrument[],
    markets: readonly Series[],
    shown: readonly Series[],
    capital: readonly number[],
    terms: AccountTerms = {},
  ) {
    super(account, instruments, markets, capital, terms);
    this.solvency = new Solvency(this, this.positions, this.margins);
    this.currencyGains = this.currencies === 1 ? undefined : new CurrencyGains(this.positions, this.balances);
    this.inStep = markets.length > 1 && !markets.some((market) => market instanceof BarSeries && BarSeries.mayOverlap(market));
    this.#shown = shown;
    this.trips = new RoundTrips(instruments.length * capital.length, instruments);
    this.curve = new EquityCurve(shown[0]?.isStreamed === false ? Series.timesOf(shown[0]) : new Float64Array(1), () => this.startCash);
    markets.forEach((series, i) => {
      if (series.isStreamed) series.follow({ advance: (row) => this.#lookAt(i, row) });
    });
  }

  /** Looks at the rows of an instrument before `row` while they are at hand. */
  #lookAt(i: number, row: number): void {
    this.slipped.judge();
    const positions = this.positions;
    for (let s = 0; s < positions.strategies; s++) {
      const held = positions.qtyOf(s, i);
      if (held !== 0) this.trips.look(positions.slot(s, i), extremesOf(this.markets[i]!, held < 0), row);
    }
  }

  /** The series of the first instrument that strategies are shown. */
  get firstShown(): Series {
    return this.#shown[0]!;
  }

  /** Takes the newest rate of a currency. One that comes before the account is used is what it begins with. */
  rate(currency: number, rate: number): void {
    if (Number.isNaN(rate)) return;
    const { rates, startRates } = this.balances;
    const unused = this.curve.length === 0 && this.fills.length === 0 && this.ledger.rows.length === 0;
    if (unused || Number.isNaN(startRates[currency]!)) startRates[currency] = rate;
    else this.currencyGains?.change(currency, rate - rates[currency]!);
    rates[currency] = rate;
    this.renew();
  }

  /** Adds the equity of the clock's moment to the curve; not while a rate that it needs is still unknown. */
  value(clock: { readonly now: number }): void {
    const { valued } = this;
    if (Number.isNaN(valued[0]!)) return;
    this.curve.push(clock.now, valued[0]!);
    this.currencyGains?.value(clock.now);
  }

  /** Writes off the debt of an account that holds nothing any more, where that is agreed; returns how much it was. */
  settleDebt(ts: Millis): number {
    const { debt } = this.solvency;
    if (debt === 0 || this.liquidation?.negativeBalance !== 'forgiven') return 0;
    this.ledger.add(
      { ts, kind: 'write-off', strategy: -1, instrument: -1, amount: debt, currency: 0 },
      1,
      this.curve.length,
      this.fills.length,
    );
    this.balances.clear();
    this.currencyGains?.clear();
    this.renew();
    return debt;
  }

  /** Books a payment that no fill made. */
  post(payment: Payment): void {
    const { strategy, instrument, amount, currency } = payment;
    const rate = this.balances.rates[currency]!;
    if (payment.kind === 'liquidation' && this.margins.isolated.has(instrument)) this.margins.isolated.charge(instrument, -amount);
    this.ledger.add(payment, rate, this.curve.length, this.fills.length);
    this.balances.pay(currency, amount);
    if (strategy >= 0) {
      this.made[strategy]! += amount * rate;
      const slot = this.positions.slot(strategy, instrument);
      if (this.balances.holds) this.currencyGains?.put(bookOf(slot, this.positions.isShort(slot)), currency, amount);
    }
    this.renew();
  }

  /** An instrument has split: `ratio` times the units, at prices so much lower; less than a step is paid out by a payment. */
  split(i: number, ratio: number, ts: Millis): void {
    const market = this.markets[i]!;
    const held: Split['held'][number][] = [];
    for (let s = 0; s < this.strategies; s++) {
      const before = this.qtyOf(s, i);
      if (before === 0) continue;
      const slot = this.positions.slot(s, i);
      this.trips.split(slot, this.positions.split(slot, i, ratio), ratio, extremesOf(market, before < 0), market.row + 1);
      held.push({ strategy: s, before, after: this.qtyOf(s, i) });
    }
    this.positions.finishSplit(i, ratio);
    this.margins.isolated.split(i, ratio, this.qty(i));
    this.splits.push({ ts, instrument: i, ratio, held, filled: this.fills.length });
    this.renew();
  }

  /** Books a fill: cash, position, round trips, the log. */
  book(fill: Fill): void {
    const i = fill.instrument;
    const rate = this.positions.rateOf(i);
    if (!this.fills.takesInKind(fill)) {
      if (fill.slippage !== 0) this.slipped.add(this.fills.length, fill, this.markets[i]!);
      this.fills.write(fill, rate, this.curve.length, this.positions.slot(fill.strategy, i));
      this.traded += notionalAt(this.positions.instruments[i]!, fill.qty, fill.price) * rate;
    }
    // As if what arrives had been bought, and the fee paid with money: it comes to the same.
    this.#settle(fill.feeQty === undefined ? fill : { ...fill, qty: unitsOf(fill) });
  }

  #settle(fill: Fill): void {
    const i = fill.instrument;
    const positions = this.positions;
    const instrument = positions.instruments[i]!;
    const signed = fill.side === 'buy' ? fill.qty : -fill.qty;
    this.#pay(fill, signed);
    if (signed < 0 && instrument.contract === 'spot' && !this.unsettled.atOnce) this.#sell(fill);
    const beyond = this.margins.isolated.has(i) ? this.margins.isolated.fill(fill, positions.qty(i)) : 0;
    this.#move(fill, signed);
    this.renew();
    if (beyond > 0) this.#writeOff(fill, beyond);
  }

  /** What an isolated position has lost beyond its margin is not the account's, whatever closed it. */
  #writeOff({ ts, strategy, instrument, qty, price }: Fill, amount: number): void {
    if (amount <= notionalAt(this.positions.instruments[instrument]!, qty, price) * ROUNDING) return;
    this.post({ ts, kind: 'write-off', strategy, instrument, amount, currency: this.currencyOf(instrument) });
  }

  /** What fills inside a bar belongs to the day that the bar closes, though its close is the next midnight. */
  #sell(fill: Fill): void {
    const { instrument: i, ts, barTs } = fill;
    const isInside = ts === barTs && this.markets[i] instanceof BarSeries;
    const currency = this.balanceFor(i);
    const rate = currency === this.currencyOf(i) ? 1 : this.rateOf(i);
    // Once its bar is shown, what settles at this moment has settled.
    this.unsettled.sold(fill, isInside ? ts - 1 : ts, this.markets[i]!.ts === ts ? ts : ts - 1, currency, rate);
  }

  /**
   * Pays for a fill. Of a contract only what is won or lost is money: where the account changes all money into its own, what is
   * open of it stays in its currency at the value of its entry, and moves with the rate as little as an account in that currency.
   */
  #pay(fill: Fill, signed: number): void {
    const positions = this.positions;
    const currency = positions.currency[fill.instrument]!;
    const due = -valueAt(positions.instruments[fill.instrument]!, signed, fill.price) - fill.fee;
    if (positions.plain) {
      this.balances.pay(0, due);
      return;
    }
    const { closed, opened } = keptBy(positions, this.balances, fill, signed);
    this.balances.keep(currency, closed + opened);
    this.balances.pay(currency, due - (closed + opened));
  }

  #move(fill: Fill, signed: number): void {
    const { strategy, instrument: i } = fill;
    const positions = this.positions;
    const slot = positions.slot(strategy, i);
    const was = positions.qtyOf(strategy, i);
    const series = this.markets[i]!;
    // The row that fills is the one the cursor has not reached; at a close just shown, the next is the first one held.
    const row = series.row + 1;
    const bar = this.#shown[i]!.row + 1;
    const closes = was * signed < 0 ? Math.min(Math.abs(was), fill.qty) : 0;
    if (closes > 0) {
      this.trips.close(slot, fill, closes, row, bar, extremesOf(series, signed > 0), positions.rateOf(i));
      this.made[strategy]! += positions.gain(i, Math.sign(was) * closes, positions.avgPriceOf(strategy, i), fill.price);
    }
    this.made[strategy]! -= fill.fee * positions.rateOf(i);
    if (this.currencyGains !== undefined) {
      const paid = -(valueAt(positions.instruments[i]!, signed, fill.price) + fill.fee) / fill.qty;
      const { closed, opened } = this.balances.holds
        ? { closed: paid * closes, opened: paid * (fill.qty - closes) }
        : keptBy(positions, this.balances, fill, signed);
      this.currencyGains.put(bookOf(slot, signed > 0), positions.currency[i]!, closed);
      this.currencyGains.put(bookOf(slot, signed < 0), positions.currency[i]!, opened);
    }
    const now = positions.add(slot, i, signed, fill.price, closes);
    if (now === 0) this.trips.flatten(slot);
    else if (fill.qty > closes) this.trips.open(slot, fill, fill.qty - closes, row, bar, fill.ts === fill.barTs && series.ts !== fill.ts);
  }

  /** What of it others do not see, for those who write the account down; see saved-portfolio.ts. */
  get inside(): Inside {
    return { positions: this.positions, made: this.made, markets: this.markets, shown: this.#shown };
  }
}
