import type { AccountSpec, AccountView, LiquidationSpec } from '../model/account.ts';
import type { SessionTable } from '../model/calendar.ts';
import type { Fill } from '../model/fill.ts';
import { type Instrument, notionalAt, valueAt } from '../model/instrument.ts';
import type { Payment } from '../model/payment.ts';
import { BarSeries, Series } from '../model/series.ts';
import type { Millis } from '../model/time.ts';
import { Balances, firstRates } from './balances.ts';
import { bookOf, CurrencyGains } from './currency-gains.ts';
import { EquityCurve } from './equity-curve.ts';
import { extremesOf } from './extremes-of.ts';
import { FillLog } from './fill-log.ts';
import { keptBy } from './kept-by.ts';
import { Ledger } from './ledger.ts';
import { Margins } from './margins.ts';
import { Positions } from './positions.ts';
import { RoundTrips } from './round-trips.ts';
import type { Inside } from './saved-portfolio.ts';
import { Slipped } from './slipped.ts';
import { ROUNDING, Solvency } from './solvency.ts';
import { Unsettled } from './unsettled.ts';

/** A split of an instrument, and what it made of the units of those strategies that held some. */
export interface Split {
  readonly ts: Millis;
  readonly instrument: number;
  readonly ratio: number;
  readonly held: readonly { readonly strategy: number; readonly before: number; readonly after: number }[];
  /** How many fills there were before it. */
  readonly filled: number;
}

/**
 * The account: what fills and payments do to cash and positions, and what it is worth at the newest prices.
 * A strategy's position in an instrument is a slot; cash is shared by all.
 */
export class Portfolio implements AccountView {
  readonly type: 'cash' | 'margin';
  readonly leverage: number;
  readonly liquidation: LiquidationSpec | undefined;
  readonly fills = new FillLog();
  readonly slipped = new Slipped();
  readonly ledger = new Ledger();
  readonly trips: RoundTrips;
  readonly splits: Split[] = [];
  /** What changes of rates have done; undefined where all money is the account's own. */
  readonly currencyGains: CurrencyGains | undefined;
  readonly curve: EquityCurve;
  readonly balances: Balances;
  readonly unsettled: Unsettled;
  readonly margins: Margins;
  readonly solvency: Solvency;
  /** Whether no bar is under way at a moment at which all markets have moved. */
  readonly inStep: boolean;
  /** Batches with a bar close during which something was held. */
  exposedBatches = 0;
  /** Sum of |notional| of all fills. */
  traded = 0;

  /** In an array so that no number is boxed per bar. */
  readonly #equity = new Float64Array(1);
  /** A price, a payment or a fill has come since the account was last valued. */
  #stale: boolean;
  readonly #positions: Positions;
  readonly #markets: readonly Series[];
  readonly #shown: readonly Series[];
  /** Instruments of which a position is not paid for. */
  readonly #unpaid: readonly number[];
  readonly #capital: Float64Array;
  readonly #made: Float64Array;

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
    {
      rates,
      calendars = [],
    }: { readonly rates?: Float64Array; readonly calendars?: readonly (SessionTable | undefined)[] | undefined } = {},
  ) {
    const currencies = [account.currency, ...(account.currencies ?? [])];
    this.type = account.type;
    this.leverage = account.leverage;
    this.balances = new Balances(account.cash, currencies, account.balances, rates ?? firstRates(currencies, account.fixedRates));
    this.unsettled = new Unsettled(account.type === 'cash' ? (account.settlement ?? 0) : 0, instruments, calendars, currencies.length);
    this.#positions = new Positions(instruments, capital.length, currencies, this.balances.rates);
    this.margins = new Margins(this.#positions, account.leverage, account.liquidation);
    this.solvency = new Solvency(this, this.#positions, this.margins);
    this.currencyGains = currencies.length === 1 ? undefined : new CurrencyGains(this.#positions, this.balances);
    this.#equity[0] = this.balances.total;
    this.#stale = Number.isNaN(this.#equity[0]!);
    this.liquidation = account.liquidation;
    this.inStep = markets.length > 1 && !markets.some((market) => market instanceof BarSeries && BarSeries.mayOverlap(market));
    this.#markets = markets;
    this.#shown = shown;
    this.#unpaid = instruments.flatMap(({ contract }, i) => (contract === 'spot' ? [] : [i]));
    this.#capital = Float64Array.from(capital);
    this.#made = new Float64Array(capital.length);
    this.trips = new RoundTrips(instruments.length * capital.length, instruments);
    this.curve = new EquityCurve(shown[0]?.isStreamed === false ? Series.timesOf(shown[0]) : new Float64Array(1), () => this.startCash);
    markets.forEach((series, i) => {
      if (series.isStreamed) series.follow({ advance: (row) => this.#lookAt(i, row) });
    });
  }

  /** Looks at the rows of an instrument before `row` while they are at hand. */
  #lookAt(i: number, row: number): void {
    this.slipped.judge();
    const positions = this.#positions;
    for (let s = 0; s < positions.strategies; s++) {
      const held = positions.qtyOf(s, i);
      if (held !== 0) this.trips.look(positions.slot(s, i), extremesOf(this.#markets[i]!, held < 0), row);
    }
  }

  /** All money at the start, in account currency; NaN while it holds a currency of which no rate is known. */
  get startCash(): number {
    return this.balances.start;
  }

  /** The series of the first instrument that strategies are shown. */
  get firstShown(): Series {
    return this.#shown[0]!;
  }

  get strategies(): number {
    return this.#positions.strategies;
  }

  get cash(): number {
    let cash = this.balances.total - this.unsettledCash;
    for (const i of this.#unpaid) {
      const paid = this.#positions.entryValue(i);
      if (paid !== 0) cash += paid * this.rateOf(i);
    }
    return cash;
  }

  get unsettledCash(): number {
    let sum = 0;
    for (let c = 0; c < this.currencies; c++) {
      const own = this.unsettled.of(c);
      if (own !== 0) sum += own * this.balances.rates[c]!;
    }
    return sum;
  }

  unsettledFor(instrument: number): number {
    const currency = this.balanceFor(instrument);
    return currency === 0 ? this.unsettled.of(0) : this.unsettled.of(currency) * this.balances.rates[currency]!;
  }

  cashFor(instrument: number): number {
    const currency = this.balanceFor(instrument);
    return this.balances.holds ? this.balances.of(currency) * this.rateOf(instrument) - this.unsettledFor(instrument) : this.cash;
  }

  balanceFor(instrument: number): number {
    return this.balances.holds ? this.currencyOf(instrument) : 0;
  }

  get currencies(): number {
    return this.balances.currencies.length;
  }

  currencyOf(instrument: number): number {
    return this.#positions.currency[instrument]!;
  }

  balanceOf(currency: number): number {
    // What is open of a contract stays in its currency for the sake of its rate: no money is there.
    if (currency > 0 && !this.balances.holds) return 0;
    let balance = this.balances.of(currency);
    for (const i of this.#unpaid) if (this.currencyOf(i) === currency) balance += this.#positions.entryValue(i);
    return balance;
  }

  rateOf(instrument: number): number {
    return this.#positions.rateOf(instrument);
  }

  get grossNotional(): number {
    const { held, heldCount } = this.#positions;
    let sum = 0;
    for (let k = 0; k < heldCount; k++) sum += this.#positions.notional(held[k]!);
    return sum;
  }

  get freeMargin(): number {
    return this.crossEquity - this.margins.common('initial');
  }

  get crossEquity(): number {
    return this.equity - this.margins.apart;
  }

  get maintenanceMargin(): number {
    return this.margins.common('maintenance');
  }

  backingOf(i: number): number {
    return this.margins.isolated.has(i) ? this.margins.backingOf(i) : this.crossEquity;
  }

  maintenanceBeside(i: number): number {
    if (this.margins.isolated.has(i)) return 0;
    return this.margins.common('maintenance') - (this.qty(i) === 0 ? 0 : this.margins.of(i, 'maintenance'));
  }

  qty(instrument: number): number {
    return this.#positions.qty(instrument);
  }

  qtyOf(strategy: number, instrument: number): number {
    return this.#positions.qtyOf(strategy, instrument);
  }

  avgPriceOf(strategy: number, instrument: number): number {
    return this.#positions.avgPriceOf(strategy, instrument);
  }

  last(instrument: number): number {
    return this.#positions.last(instrument);
  }

  /** A strategy without a capital of its own uses the whole account. */
  equityOf(strategy: number): number {
    const capital = this.#capital[strategy]!;
    if (Number.isNaN(capital)) return this.equity;
    let value = capital + this.#made[strategy]!;
    for (let i = 0; i < this.#markets.length; i++) value += this.#positions.openGain(strategy, i);
    return value;
  }

  /** Takes the newest rate of a currency. One that comes before the account is used is what it begins with. */
  rate(currency: number, rate: number): void {
    if (Number.isNaN(rate)) return;
    const { rates, startRates } = this.balances;
    const unused = this.curve.length === 0 && this.fills.length === 0 && this.ledger.rows.length === 0;
    if (unused || Number.isNaN(startRates[currency]!)) startRates[currency] = rate;
    else this.currencyGains?.change(currency, rate - rates[currency]!);
    rates[currency] = rate;
    this.#stale = true;
  }

  /** Takes the newest price of an instrument. */
  price(instrument: number, price: number): void {
    this.#positions.prices[instrument] = price;
    if (this.#positions.heldCount > 0) this.#stale = true;
  }

  /** Takes what the newest row of its market says; a quote with one side absent says nothing of the price. */
  show(market: Series): void {
    const { mark } = market;
    if (!Number.isNaN(mark)) this.price(market.instrument, mark);
  }

  /** Takes the open of the next bar of its market. */
  open(market: Series): void {
    this.price(market.instrument, market.openAhead);
  }

  /** Takes the open of each bar that is under way as the newest price of what is held: it has been one since the bar began. */
  takeOpens(now: number): void {
    const { strategies, held, heldCount } = this.#positions;
    if (strategies === 1) for (let k = 0; k < heldCount; k++) this.#takeOpen(held[k]!, now);
    else for (let i = 0; i < this.#markets.length; i++) if (this.#positions.isHeld(i)) this.#takeOpen(i, now);
  }

  #takeOpen(i: number, now: number): void {
    const series = this.#markets[i]!;
    if (series instanceof BarSeries && series.opensAt < now) this.open(series);
  }

  /** Whether anything is held. */
  get holds(): boolean {
    return this.#positions.heldCount > 0;
  }

  /** Cash plus positions at the newest prices. */
  get equity(): number {
    // Rates may have moved without a word where two accounts share them.
    if (this.#stale || !this.#positions.plain) this.#revalue();
    return this.#equity[0]!;
  }

  #revalue(): void {
    this.#equity[0] = this.balances.total;
    this.#positions.addTo(this.#equity);
    this.#stale = false;
  }

  /** Adds the equity of a moment to the curve; not while a rate that it needs is still unknown. */
  value(ts: number): void {
    const { equity } = this;
    if (Number.isNaN(equity)) return;
    this.curve.push(ts, equity);
    this.currencyGains?.value(ts);
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
    this.#equity[0] = 0;
    this.#stale = false;
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
      this.#made[strategy]! += amount * rate;
      const slot = this.#positions.slot(strategy, instrument);
      if (this.balances.holds) this.currencyGains?.put(bookOf(slot, this.#positions.isShort(slot)), currency, amount);
    }
    this.#stale = true;
  }

  /** An instrument has split: `ratio` times the units, at prices so much lower; less than a step is paid out by a payment. */
  split(i: number, ratio: number, ts: Millis): void {
    const market = this.#markets[i]!;
    const held: Split['held'][number][] = [];
    for (let s = 0; s < this.strategies; s++) {
      const before = this.qtyOf(s, i);
      if (before === 0) continue;
      const slot = this.#positions.slot(s, i);
      this.trips.split(slot, this.#positions.split(slot, i, ratio), ratio, extremesOf(market, before < 0), market.row + 1);
      held.push({ strategy: s, before, after: this.qtyOf(s, i) });
    }
    this.#positions.finishSplit(i, ratio);
    this.margins.isolated.split(i, ratio, this.qty(i));
    this.splits.push({ ts, instrument: i, ratio, held, filled: this.fills.length });
    this.#stale = true;
  }

  /** Books a fill: cash, position, round trips, the log. */
  book(fill: Fill): void {
    const i = fill.instrument;
    const positions = this.#positions;
    const instrument = positions.instruments[i]!;
    const signed = fill.side === 'buy' ? fill.qty : -fill.qty;
    if (fill.slippage !== 0) this.slipped.add(this.fills.length, fill, this.#markets[fill.instrument]!);
    this.fills.write(fill, positions.rateOf(i), this.curve.length);
    this.#pay(fill, signed);
    this.traded += notionalAt(instrument, fill.qty, fill.price) * positions.rateOf(i);
    if (signed < 0 && instrument.contract === 'spot' && !this.unsettled.atOnce) this.#sell(fill);
    const beyond = this.margins.isolated.has(i) ? this.margins.isolated.fill(fill, positions.qty(i)) : 0;
    this.#move(fill, signed);
    this.#stale = true;
    if (beyond > 0) this.#writeOff(fill, beyond);
  }

  /** What an isolated position has lost beyond its margin is not the account's, whatever closed it. */
  #writeOff({ ts, strategy, instrument, qty, price }: Fill, amount: number): void {
    if (amount <= notionalAt(this.#positions.instruments[instrument]!, qty, price) * ROUNDING) return;
    this.post({ ts, kind: 'write-off', strategy, instrument, amount, currency: this.currencyOf(instrument) });
  }

  /** What fills inside a bar belongs to the day that the bar closes, though its close is the next midnight. */
  #sell(fill: Fill): void {
    const { instrument: i, ts, barTs } = fill;
    const isInside = ts === barTs && this.#markets[i] instanceof BarSeries;
    const currency = this.balanceFor(i);
    const rate = currency === this.currencyOf(i) ? 1 : this.rateOf(i);
    // Once its bar is shown, what settles at this moment has settled.
    this.unsettled.sold(fill, isInside ? ts - 1 : ts, this.#markets[i]!.ts === ts ? ts : ts - 1, currency, rate);
  }

  /**
   * Pays for a fill. Of a contract only what is won or lost is money: where the account changes all money into its own, what is
   * open of it stays in its currency at the value of its entry, and moves with the rate as little as an account in that currency.
   */
  #pay(fill: Fill, signed: number): void {
    const positions = this.#positions;
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
    const positions = this.#positions;
    const slot = positions.slot(strategy, i);
    const was = positions.qtyOf(strategy, i);
    const series = this.#markets[i]!;
    // The row that fills is the one the cursor has not reached; at a close just shown, the next is the first one held.
    const row = series.row + 1;
    const bar = this.#shown[i]!.row + 1;
    const closes = was * signed < 0 ? Math.min(Math.abs(was), fill.qty) : 0;
    if (closes > 0) {
      this.trips.close(slot, fill, closes, row, bar, extremesOf(series, signed > 0), positions.rateOf(i));
      this.#made[strategy]! += positions.gain(i, Math.sign(was) * closes, positions.avgPriceOf(strategy, i), fill.price);
    }
    this.#made[strategy]! -= fill.fee * positions.rateOf(i);
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
    return { positions: this.#positions, made: this.#made, markets: this.#markets, shown: this.#shown };
  }

  /** Everything may have changed: the account is to be valued anew. */
  renew(): void {
    this.#stale = true;
  }
}
