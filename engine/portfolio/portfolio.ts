import type { AccountSpec, AccountView, LiquidationSpec } from '../model/account.ts';
import type { Certainty, Fill } from '../model/fill.ts';
import { snapNearest } from '../model/grid.ts';
import type { Instrument } from '../model/instrument.ts';
import { Line } from '../model/line.ts';
import { BarSeries, QuoteSeries, Series, TradeSeries } from '../model/series.ts';
import { Table } from '../model/table.ts';
import { EquityCurve } from './equity-curve.ts';
import { DUST, type Extremes, RoundTrips } from './round-trips.ts';

export const CERTAINTIES = ['exact', 'assumed', 'ambiguous'] as const satisfies readonly Certainty[];

/** Fields of a fill in the log. `signedQty` is negative for a sell; `mark` is 1 for a maker plus 2 x its place in CERTAINTIES. */
export const FILL = { ts: 0, orderId: 1, signedQty: 2, price: 3, fee: 4, slippage: 5, mark: 6, barTs: 7 } as const;
export const FILL_WIDTH = 8;

/**
 * The account: what fills do to cash and positions, and what it is worth at the newest prices.
 * A strategy's position in an instrument is a slot; cash is shared by all.
 */
export class Portfolio implements AccountView {
  readonly type: 'cash' | 'margin';
  readonly leverage: number;
  readonly fills = new Table(FILL_WIDTH);
  /** By row: the other price that an ambiguous fill may have had. */
  readonly otherPrices = new Map<number, number>();
  /** By row: the exit that the bar of an ambiguous entry may have hit. */
  readonly otherExits = new Map<number, number>();
  readonly trips: RoundTrips;
  readonly curve: EquityCurve;
  /** Batches with a bar close during which something was held. */
  exposedBatches = 0;
  /** Sum of |notional| of all fills. */
  traded = 0;

  readonly #liquidation: LiquidationSpec | undefined;
  #equity: number;
  /** A price or a fill has come since the account was last valued. */
  #stale = false;
  readonly #startCash: number;
  readonly #instruments: readonly Instrument[];
  readonly #markets: readonly Series[];
  readonly #shown: readonly Series[];
  readonly #strategies: number;
  /** Signed units and average price per slot: strategy x instruments + instrument. */
  readonly #qty: Float64Array;
  readonly #avgPrice: Float64Array;
  readonly #net: Float64Array;
  readonly #last: Float64Array;
  readonly #multiplier: Float64Array;
  /** Instruments of which the account holds something. */
  readonly #held: Int32Array;
  #heldCount = 0;
  /** Cash and the rounding it has lost so far (Neumaier). */
  #cash: number;
  #lost = 0;
  readonly #capital: Float64Array;
  readonly #made: Float64Array;

  /** `shown` are the series by whose rows the account is valued and holding periods count; often the markets themselves. */
  constructor(
    account: AccountSpec,
    instruments: readonly Instrument[],
    markets: readonly Series[],
    shown: readonly Series[],
    capital: readonly number[],
  ) {
    const slots = instruments.length * capital.length;
    this.type = account.type;
    this.leverage = account.leverage;
    this.#equity = this.#cash = this.#startCash = account.cash;
    this.#liquidation = account.liquidation;
    this.#instruments = instruments;
    this.#markets = markets;
    this.#shown = shown;
    this.#strategies = capital.length;
    this.#qty = new Float64Array(slots);
    this.#avgPrice = new Float64Array(slots).fill(Number.NaN);
    this.#net = new Float64Array(instruments.length);
    this.#last = new Float64Array(instruments.length).fill(Number.NaN);
    this.#multiplier = Float64Array.from(instruments, (i) => i.multiplier);
    this.#held = new Int32Array(instruments.length);
    this.#capital = Float64Array.from(capital);
    this.#made = new Float64Array(capital.length);
    this.trips = new RoundTrips(slots);
    this.curve = new EquityCurve(shown[0] === undefined ? new Float64Array(1) : Series.timesOf(shown[0]));
  }

  /** The series of the first instrument that strategies are shown. */
  get firstShown(): Series {
    return this.#shown[0]!;
  }

  get startCash(): number {
    return this.#startCash;
  }

  get cash(): number {
    return this.#cash + this.#lost;
  }

  get grossNotional(): number {
    let sum = 0;
    for (let k = 0; k < this.#heldCount; k++) {
      const i = this.#held[k]!;
      sum += Math.abs(this.#net[i]! * this.#last[i]! * this.#multiplier[i]!);
    }
    return sum;
  }

  qty(instrument: number): number {
    return this.#net[instrument]!;
  }

  qtyOf(strategy: number, instrument: number): number {
    return this.#qty[strategy * this.#instruments.length + instrument]!;
  }

  avgPriceOf(strategy: number, instrument: number): number {
    return this.#avgPrice[strategy * this.#instruments.length + instrument]!;
  }

  last(instrument: number): number {
    return this.#last[instrument]!;
  }

  /** A strategy without a capital of its own uses the whole account. */
  equityOf(strategy: number): number {
    const capital = this.#capital[strategy]!;
    if (Number.isNaN(capital)) return this.equity;
    let value = capital + this.#made[strategy]!;
    for (let i = 0; i < this.#instruments.length; i++) {
      const qty = this.qtyOf(strategy, i);
      if (qty !== 0) value += qty * (this.#last[i]! - this.avgPriceOf(strategy, i)) * this.#multiplier[i]!;
    }
    return value;
  }

  /** Takes the newest price of an instrument. */
  price(instrument: number, price: number): void {
    this.#last[instrument] = price;
    if (this.#heldCount > 0) this.#stale = true;
  }

  /** Whether anything is held. */
  get holds(): boolean {
    return this.#heldCount > 0;
  }

  /** Cash plus positions at the newest prices. */
  get equity(): number {
    if (this.#stale) this.#mark();
    return this.#equity;
  }

  #mark(): void {
    let value = this.#cash + this.#lost;
    for (let k = 0; k < this.#heldCount; k++) {
      const i = this.#held[k]!;
      value += this.#net[i]! * this.#last[i]! * this.#multiplier[i]!;
    }
    this.#equity = value;
    this.#stale = false;
  }

  /** Whether the broker closes everything now; false where it never does. */
  get isExhausted(): boolean {
    return this.#liquidation !== undefined && this.holds && this.equity <= this.#liquidation.maintenance * this.grossNotional;
  }

  /** Writes off the debt of an account that was closed out, where that is agreed; returns how much it was. */
  settleDebt(): number {
    const debt = -this.equity;
    if (!(debt > 0) || this.holds || this.#liquidation?.negativeBalance !== 'forgiven') return 0;
    this.#equity = this.#cash = this.#lost = 0;
    this.#stale = false;
    return debt;
  }

  /** Books a fill: cash, position, round trips, the log. */
  book(fill: Fill): void {
    const i = fill.instrument;
    const signed = fill.side === 'buy' ? fill.qty : -fill.qty;
    const multiplier = this.#multiplier[i]!;
    this.#log(fill);
    this.#pay(-signed * fill.price * multiplier - fill.fee);
    this.traded += Math.abs(fill.qty * fill.price * multiplier);
    this.#move(fill, signed, multiplier);
    const net = this.#strategies === 1 ? this.#qty[i]! : this.#sum(i);
    const crosses = (net === 0) !== (this.#net[i] === 0);
    this.#net[i] = net;
    if (crosses) this.#findHeld();
    if (Number.isNaN(this.#last[i]!)) this.#last[i] = fill.price;
    this.#stale = true;
  }

  #move(fill: Fill, signed: number, multiplier: number): void {
    const slot = fill.strategy * this.#instruments.length + fill.instrument;
    const was = this.#qty[slot]!;
    const series = this.#markets[fill.instrument]!;
    // The row that fills is the one the cursor has not reached; at a close just shown, the next is the first one held.
    const row = series.row + 1;
    const bar = this.#shown[fill.instrument]!.row + 1;
    const closes = was * signed < 0 ? Math.min(Math.abs(was), fill.qty) : 0;
    if (closes > 0) {
      this.trips.close(slot, fill, closes, multiplier, row, bar, extremesOf(series, signed > 0));
      const made = (fill.price - this.#avgPrice[slot]!) * Math.sign(was) * closes * multiplier;
      this.#made[fill.strategy]! += made;
    }
    this.#made[fill.strategy]! -= fill.fee;
    const raw = was + signed;
    const now = Math.abs(raw) <= DUST * Math.abs(was) ? 0 : snapNearest(this.#instruments[fill.instrument]!.steps, raw);
    const opens = now === 0 ? 0 : fill.qty - closes;
    if (opens > 0) this.trips.open(slot, fill, opens, row, bar, fill.ts === fill.barTs && series.ts !== fill.ts);
    else if (now === 0) this.trips.flatten(slot);
    this.#qty[slot] = now;
    if (now === 0) this.#avgPrice[slot] = Number.NaN;
    else if (closes === 0) this.#avgPrice[slot] = was === 0 ? fill.price : (this.#avgPrice[slot]! * was + fill.price * signed) / raw;
    else if (opens > 0) this.#avgPrice[slot] = fill.price;
  }

  #pay(amount: number): void {
    const sum = this.#cash + amount;
    this.#lost += Math.abs(this.#cash) >= Math.abs(amount) ? this.#cash - sum + amount : amount - sum + this.#cash;
    this.#cash = sum;
  }

  #sum(instrument: number): number {
    let net = 0;
    let gross = 0;
    for (let s = 0; s < this.#strategies; s++) {
      net += this.qtyOf(s, instrument);
      gross += Math.abs(this.qtyOf(s, instrument));
    }
    return Math.abs(net) <= DUST * gross ? 0 : snapNearest(this.#instruments[instrument]!.steps, net);
  }

  #findHeld(): void {
    this.#heldCount = 0;
    for (let i = 0; i < this.#net.length; i++) if (this.#net[i] !== 0) this.#held[this.#heldCount++] = i;
  }

  #log(fill: Fill): void {
    const row = this.fills.add();
    const { base: at, tail: to } = this.fills;
    to[at] = fill.ts;
    to[at + FILL.orderId] = fill.orderId;
    to[at + FILL.signedQty] = fill.side === 'buy' ? fill.qty : -fill.qty;
    to[at + FILL.price] = fill.price;
    to[at + FILL.fee] = fill.fee;
    to[at + FILL.slippage] = fill.slippage;
    to[at + FILL.mark] = (fill.liquidity === 'maker' ? 1 : 0) + (fill.certainty === 'exact' ? 0 : fill.certainty === 'assumed' ? 2 : 4);
    to[at + FILL.barTs] = fill.barTs;
    if (fill.otherPrice !== undefined) this.otherPrices.set(row, fill.otherPrice);
    if (fill.otherExit !== undefined) this.otherExits.set(row, fill.otherExit);
  }
}

/** The highest and lowest price of each row at which what is closed could have been: a long is worth the bid, a short the ask. */
function extremesOf(series: Series, short: boolean): Extremes | undefined {
  if (series instanceof BarSeries) return BarSeries.columnsOf(series);
  const line = series instanceof QuoteSeries ? (short ? series.ask : series.bid) : series instanceof TradeSeries ? series.price : undefined;
  if (line === undefined) return undefined;
  const price = Line.bufferOf(line);
  return { high: price, low: price };
}
