import type { AccountSpec, AccountView, LiquidationSpec } from '../model/account.ts';
import type { SessionTable } from '../model/calendar.ts';
import { snapTowardZero } from '../model/grid.ts';
import type { Instrument } from '../model/instrument.ts';
import type { Series } from '../model/series.ts';
import { Balances, firstRates } from './balances.ts';
import { Margins } from './margins.ts';
import { Positions } from './positions.ts';
import { Unsettled } from './unsettled.ts';

/** What an account may share with others that look at the same market, and know of it. */
export interface AccountTerms {
  readonly rates?: Float64Array;
  readonly calendars?: readonly (SessionTable | undefined)[] | undefined;
}

/**
 * The account as it stands: its money and positions, and what they are worth at the newest prices. A strategy's position in an
 * instrument is a slot; cash is shared by all.
 */
export abstract class AccountState implements AccountView {
  readonly type: 'cash' | 'margin';
  readonly leverage: number;
  readonly liquidation: LiquidationSpec | undefined;
  readonly balances: Balances;
  readonly unsettled: Unsettled;
  readonly margins: Margins;
  protected readonly positions: Positions;
  /** The series that fill orders. */
  protected readonly markets: readonly Series[];
  /** What each strategy has made. */
  protected readonly made: Float64Array;
  /** What each strategy has for itself; NaN for nothing. */
  readonly #capital: Float64Array;
  /** In an array so that no number is boxed per bar. */
  readonly #equity = new Float64Array(1);
  /** A price, a payment or a fill has come since the account was last valued. */
  #stale = true;
  /** Instruments of which a position is not paid for. */
  readonly #unpaid: readonly number[];

  constructor(
    account: AccountSpec,
    instruments: readonly Instrument[],
    markets: readonly Series[],
    capital: readonly number[],
    { rates, calendars = [] }: AccountTerms,
  ) {
    const currencies = [account.currency, ...(account.currencies ?? [])];
    this.type = account.type;
    this.leverage = account.leverage;
    this.liquidation = account.liquidation;
    this.balances = new Balances(account.cash, currencies, account.balances, rates ?? firstRates(currencies, account.fixedRates));
    this.unsettled = new Unsettled(account.type === 'cash' ? (account.settlement ?? 0) : 0, instruments, calendars, currencies.length);
    this.positions = new Positions(instruments, capital.length, currencies, this.balances.rates);
    this.margins = new Margins(this.positions, account.leverage, account.liquidation);
    this.markets = markets;
    this.#unpaid = instruments.flatMap(({ contract }, i) => (contract === 'spot' ? [] : [i]));
    this.#capital = Float64Array.from(capital);
    this.made = new Float64Array(capital.length);
  }

  /** All money at the start, in account currency; NaN while it holds a currency of which no rate is known. */
  get startCash(): number {
    return this.balances.start;
  }

  get strategies(): number {
    return this.positions.strategies;
  }

  get cash(): number {
    let cash = this.balances.total - this.unsettledCash;
    for (const i of this.#unpaid) {
      const paid = this.positions.entryValue(i);
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
    return this.positions.currency[instrument]!;
  }

  balanceOf(currency: number): number {
    // What is open of a contract stays in its currency for the sake of its rate: no money is there.
    if (currency > 0 && !this.balances.holds) return 0;
    let balance = this.balances.of(currency);
    for (const i of this.#unpaid) if (this.currencyOf(i) === currency) balance += this.positions.entryValue(i);
    return balance;
  }

  rateOf(instrument: number): number {
    return this.positions.rateOf(instrument);
  }

  get grossNotional(): number {
    const { held, heldCount } = this.positions;
    let sum = 0;
    for (let k = 0; k < heldCount; k++) sum += this.positions.notional(held[k]!);
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
    return this.positions.qty(instrument);
  }

  qtyOf(strategy: number, instrument: number): number {
    return this.positions.qtyOf(strategy, instrument);
  }

  /** Signed units of that which orders can close: whole steps. */
  closableOf(strategy: number, instrument: number): number {
    return snapTowardZero(this.positions.instruments[instrument]!.steps, this.qtyOf(strategy, instrument));
  }

  avgPriceOf(strategy: number, instrument: number): number {
    return this.positions.avgPriceOf(strategy, instrument);
  }

  last(instrument: number): number {
    return this.positions.last(instrument);
  }

  /** A strategy without a capital of its own uses the whole account. */
  equityOf(strategy: number): number {
    const capital = this.#capital[strategy]!;
    if (Number.isNaN(capital)) return this.equity;
    let value = capital + this.made[strategy]!;
    for (let i = 0; i < this.markets.length; i++) value += this.positions.openGain(strategy, i);
    return value;
  }

  /** Takes the newest price of an instrument. */
  price(instrument: number, price: number): void {
    this.positions.prices[instrument] = price;
    if (this.positions.heldCount > 0) this.#stale = true;
  }

  /** Takes what the newest row of its market says; a quote with one side absent says nothing of the price. */
  show(market: Series): void {
    if (market.markIn(this.positions.prices) && this.positions.heldCount > 0) this.#stale = true;
  }

  /** Takes the open of the next bar of its market. */
  open(market: Series): void {
    this.price(market.instrument, market.openAhead);
  }

  /** Takes the open of each bar that is under way as the newest price of what is held: it has been one since the bar began. */
  takeOpens(now: number): void {
    const { strategies, held, heldCount } = this.positions;
    if (strategies === 1) for (let k = 0; k < heldCount; k++) this.#takeOpen(held[k]!, now);
    else for (let i = 0; i < this.markets.length; i++) if (this.positions.isHeld(i)) this.#takeOpen(i, now);
  }

  #takeOpen(i: number, now: number): void {
    if (this.markets[i]!.openIn(this.positions.prices, now)) this.#stale = true;
  }

  /** Whether anything is held. */
  get holds(): boolean {
    return this.positions.heldCount > 0;
  }

  /** Whether anything is held that orders could close. */
  get isExposed(): boolean {
    return this.positions.exposedCount > 0;
  }

  /** Cash plus positions at the newest prices. */
  get equity(): number {
    return this.valued[0]!;
  }

  /** The same, as the only number of an array, for those who ask on every bar. */
  protected get valued(): Float64Array {
    // Rates may have moved without a word where two accounts share them.
    if (this.#stale === true || this.positions.plain !== true) this.#revalue();
    return this.#equity;
  }

  #revalue(): void {
    this.#equity[0] = this.balances.total;
    this.positions.addTo(this.#equity);
    this.#stale = false;
  }

  /** Something that it is worth may have changed: it is to be valued anew. */
  renew(): void {
    this.#stale = true;
  }
}
