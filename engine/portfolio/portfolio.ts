import type { AccountSpec, AccountView, LiquidationSpec } from '../model/account.ts';
import type { SessionTable } from '../model/calendar.ts';
import type { Fill } from '../model/fill.ts';
import { type Instrument, notionalAt, valueAt } from '../model/instrument.ts';
import type { Payment } from '../model/payment.ts';
import { Series } from '../model/series.ts';
import type { Millis } from '../model/time.ts';
import { Balances } from './balances.ts';
import { EquityCurve } from './equity-curve.ts';
import { extremesOf } from './extremes-of.ts';
import { FillLog } from './fill-log.ts';
import { Ledger } from './ledger.ts';
import { Margins } from './margins.ts';
import { Positions } from './positions.ts';
import { RoundTrips } from './round-trips.ts';
import { Slipped } from './slipped.ts';
import { Unsettled } from './unsettled.ts';

/**
 * The account: what fills and payments do to cash and positions, and what it is worth at the newest prices.
 * A strategy's position in an instrument is a slot; cash is shared by all.
 */
export class Portfolio implements AccountView {
  readonly type: 'cash' | 'margin';
  readonly leverage: number;
  readonly liquidation: LiquidationSpec | undefined;
  readonly startCash: number;
  readonly fills = new FillLog();
  readonly slipped = new Slipped();
  readonly ledger = new Ledger();
  readonly trips: RoundTrips;
  /** Every split: fills before it are in other units than those after. */
  readonly splits: { readonly ts: Millis; readonly instrument: number; readonly ratio: number }[] = [];
  readonly curve: EquityCurve;
  readonly balances: Balances;
  readonly unsettled: Unsettled;
  readonly margins: Margins;
  /** Batches with a bar close during which something was held. */
  exposedBatches = 0;
  /** Sum of |notional| of all fills. */
  traded = 0;

  #equity: number;
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
    this.balances = new Balances(account.cash, currencies, account.balances, rates);
    this.unsettled = new Unsettled(account.type === 'cash' ? (account.settlement ?? 0) : 0, instruments, calendars);
    this.#positions = new Positions(instruments, capital.length, currencies, this.balances.rates);
    this.margins = new Margins(this.#positions, account.leverage, account.liquidation);
    this.startCash = this.#equity = this.balances.total;
    this.#stale = Number.isNaN(this.#equity);
    this.liquidation = account.liquidation;
    this.#markets = markets;
    this.#shown = shown;
    this.#unpaid = instruments.flatMap(({ contract }, i) => (contract === 'spot' ? [] : [i]));
    this.#capital = Float64Array.from(capital);
    this.#made = new Float64Array(capital.length);
    this.trips = new RoundTrips(instruments.length * capital.length, instruments);
    this.curve = new EquityCurve(shown[0]?.isStreamed === false ? Series.timesOf(shown[0]) : new Float64Array(1), this.startCash);
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

  /** The series of the first instrument that strategies are shown. */
  get firstShown(): Series {
    return this.#shown[0]!;
  }

  get strategies(): number {
    return this.#positions.strategies;
  }

  get cash(): number {
    let cash = this.balances.total - this.unsettled.total;
    for (const i of this.#unpaid) cash += this.#positions.entryValue(i) * this.rateOf(i);
    return cash;
  }

  get unsettledCash(): number {
    return this.unsettled.total;
  }

  cashFor(instrument: number): number {
    return this.balances.holds ? this.balances.of(this.currencyOf(instrument)) * this.rateOf(instrument) : this.cash;
  }

  get currencies(): number {
    return this.balances.currencies.length;
  }

  currencyOf(instrument: number): number {
    return this.#positions.currency[instrument]!;
  }

  balanceOf(currency: number): number {
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

  /** Takes the newest rate of a currency. */
  rate(currency: number, rate: number): void {
    this.balances.rates[currency] = rate;
    this.#stale = true;
  }

  /** Takes the newest price of an instrument. */
  price(instrument: number, price: number): void {
    this.#positions.price(instrument, price);
    if (this.#positions.heldCount > 0) this.#stale = true;
  }

  /** Whether anything is held. */
  get holds(): boolean {
    return this.#positions.heldCount > 0;
  }

  /** Cash plus positions at the newest prices. */
  get equity(): number {
    // Rates may have moved without a word where two accounts share them.
    if (this.#stale || !this.#positions.plain) {
      this.#equity = this.#positions.addTo(this.balances.total);
      this.#stale = false;
    }
    return this.#equity;
  }

  /** Whether the broker closes everything now; false where it never does. */
  get isExhausted(): boolean {
    return this.liquidation !== undefined && this.holds && this.crossEquity <= this.maintenanceMargin;
  }

  /** Writes off the debt of an account that was closed out, where that is agreed; returns how much it was. */
  settleDebt(ts: Millis): number {
    const debt = -this.equity;
    if (!(debt > 0) || this.holds || this.liquidation?.negativeBalance !== 'forgiven') return 0;
    this.ledger.add({ ts, kind: 'write-off', strategy: -1, instrument: -1, amount: debt, currency: 0 }, 1);
    this.balances.clear();
    this.#equity = 0;
    this.#stale = false;
    return debt;
  }

  /** Books a payment that no fill made. */
  post(payment: Payment): void {
    const { strategy, amount, currency } = payment;
    const rate = this.balances.rates[currency]!;
    this.ledger.add(payment, rate);
    this.balances.pay(currency, amount);
    if (strategy >= 0) this.#made[strategy]! += amount * rate;
    this.#stale = true;
  }

  /** An instrument has split: `ratio` times the units, at prices so much lower; less than a step is paid out by a payment. */
  split(i: number, ratio: number, ts: Millis): void {
    const market = this.#markets[i]!;
    for (let s = 0; s < this.strategies; s++) {
      const held = this.qtyOf(s, i);
      if (held === 0) continue;
      const slot = this.#positions.slot(s, i);
      this.trips.split(slot, this.#positions.split(slot, i, ratio), ratio, extremesOf(market, held < 0), market.row + 1);
    }
    this.#positions.finishSplit(i, ratio);
    this.splits.push({ ts, instrument: i, ratio });
    this.#stale = true;
  }

  /** Books a fill: cash, position, round trips, the log. */
  book(fill: Fill): void {
    const i = fill.instrument;
    const positions = this.#positions;
    const instrument = positions.instruments[i]!;
    const signed = fill.side === 'buy' ? fill.qty : -fill.qty;
    if (fill.slippage !== 0) this.slipped.add(this.fills.length, fill, this.#markets[fill.instrument]!);
    this.fills.write(fill);
    this.balances.pay(positions.currency[i]!, -valueAt(instrument, signed, fill.price) - fill.fee);
    this.traded += notionalAt(instrument, fill.qty, fill.price) * positions.rateOf(i);
    if (signed < 0) this.unsettled.sold(fill);
    if (this.margins.isolated.has(i)) this.margins.isolated.fill(fill, positions.qty(i));
    this.#move(fill, signed);
    this.#stale = true;
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
      this.trips.close(slot, fill, closes, row, bar, extremesOf(series, signed > 0));
      this.#made[strategy]! += positions.gain(i, Math.sign(was) * closes, positions.avgPriceOf(strategy, i), fill.price);
    }
    this.#made[strategy]! -= fill.fee * positions.rateOf(i);
    const now = positions.add(slot, i, signed, fill.price, closes);
    if (now === 0) this.trips.flatten(slot);
    else if (fill.qty > closes) this.trips.open(slot, fill, fill.qty - closes, row, bar, fill.ts === fill.barTs && series.ts !== fill.ts);
  }
}
