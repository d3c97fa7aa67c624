import { meant, snapTowardZero } from '../model/grid.ts';
import { gainOf, type Instrument, meanPrice, notionalAt, valueAt } from '../model/instrument.ts';
import { NO_NUMBERS } from '../model/lists.ts';
import { DUST } from './round-trips.ts';

/** Positions by slot, and newest prices by instrument. */
export interface SavedPositions {
  readonly qty: readonly number[];
  readonly avgPrice: readonly number[];
  readonly short: readonly number[];
  readonly net: readonly number[];
  readonly last: readonly number[];
}

/**
 * What is held: signed units and average entry per slot, which is one strategy's position in one instrument, their sums by
 * instrument, and what they are worth at the newest prices and rates. Money is in account currency unless said otherwise.
 */
export class Positions {
  readonly strategies: number;
  readonly instruments: readonly Instrument[];
  /** Instruments of which the account holds something; only the first `heldCount` count. */
  readonly held: Int32Array;
  heldCount = 0;
  /** Of how many of them it holds a step at least: less is what fees in the coin have left over. */
  exposedCount = 0;
  /** By instrument: the number of the currency it is settled in. */
  readonly currency: Int32Array;
  /** Whether all is plain: priced times multiplier, in the account's own currency. */
  readonly plain: boolean;
  readonly #rates: Float64Array;
  readonly #multiplier = NO_NUMBERS;
  /** By slot: strategy x instruments + instrument. */
  readonly #qty = NO_NUMBERS;
  readonly #avgPrice: Float64Array;
  readonly #short: Uint8Array;
  readonly #net = NO_NUMBERS;
  /** By instrument: its newest price, NaN before the first. */
  readonly prices = NO_NUMBERS;

  constructor(instruments: readonly Instrument[], strategies: number, currencies: readonly string[], rates: Float64Array) {
    const slots = instruments.length * strategies;
    this.instruments = instruments;
    this.strategies = strategies;
    this.held = new Int32Array(instruments.length);
    this.currency = Int32Array.from(instruments, (i) => Math.max(currencies.indexOf(i.settle), 0));
    this.plain = instruments.every(({ contract }, i) => contract !== 'inverse' && this.currency[i] === 0);
    this.#rates = rates;
    this.#multiplier = Float64Array.from(instruments, (i) => i.multiplier);
    this.#qty = new Float64Array(slots);
    this.#avgPrice = new Float64Array(slots).fill(Number.NaN);
    this.#short = new Uint8Array(slots);
    this.#net = new Float64Array(instruments.length);
    this.prices = new Float64Array(instruments.length).fill(Number.NaN);
  }

  slot(strategy: number, instrument: number): number {
    return strategy * this.instruments.length + instrument;
  }

  qty(instrument: number): number {
    return this.#net[instrument]!;
  }

  qtyOf(strategy: number, instrument: number): number {
    return this.#qty[strategy * this.instruments.length + instrument]!;
  }

  /** Whether any strategy holds some of an instrument, be it that all of them together hold nothing. */
  isHeld(instrument: number): boolean {
    for (let s = 0; s < this.strategies; s++) if (this.qtyOf(s, instrument) !== 0) return true;
    return false;
  }

  slotQty(slot: number): number {
    return this.#qty[slot]!;
  }

  /** Whether what a slot holds, or held last, is short. */
  isShort(slot: number): boolean {
    return this.#short[slot] === 1;
  }

  avgPriceOf(strategy: number, instrument: number): number {
    return this.#avgPrice[strategy * this.instruments.length + instrument]!;
  }

  last(instrument: number): number {
    return this.prices[instrument]!;
  }

  rateOf(instrument: number): number {
    return this.#rates[this.currency[instrument]!]!;
  }

  /** Adds what all that is held is worth to the first number of `sum`. */
  addTo(sum: Float64Array): void {
    const { held, heldCount, prices } = this;
    let value = sum[0]!;
    if (this.plain === true) {
      const net = this.#net;
      const multiplier = this.#multiplier;
      for (let k = 0; k < heldCount; k++) {
        const i = held[k]!;
        value += net[i]! * prices[i]! * multiplier[i]!;
      }
    } else
      for (let k = 0; k < heldCount; k++) {
        const i = held[k]!;
        value += valueAt(this.instruments[i]!, this.#net[i]!, prices[i]!) * this.rateOf(i);
      }
    sum[0] = value;
  }

  /** What `qty` units are worth at the newest price, in settlement currency. */
  worth(i: number, qty: number): number {
    return valueAt(this.instruments[i]!, qty, this.prices[i]!);
  }

  /** |units| x value at the newest price. */
  notional(i: number): number {
    return notionalAt(this.instruments[i]!, this.#net[i]!, this.prices[i]!) * this.rateOf(i);
  }

  /** What `qty` units gain between two prices. */
  gain(i: number, qty: number, from: number, to: number): number {
    return gainOf(this.instruments[i]!, qty, from, to) * this.rateOf(i);
  }

  /** What one strategy's position has gained since it was entered. */
  openGain(strategy: number, i: number): number {
    const qty = this.qtyOf(strategy, i);
    return qty === 0 ? 0 : this.gain(i, qty, this.avgPriceOf(strategy, i), this.prices[i]!);
  }

  /** What all positions of an instrument were worth when they were entered, in its settlement currency. */
  entryValue(i: number): number {
    let value = 0;
    for (let s = 0; s < this.strategies; s++) {
      const held = this.qtyOf(s, i);
      if (held !== 0) value += valueAt(this.instruments[i]!, held, this.avgPriceOf(s, i));
    }
    return value;
  }

  /** Adds signed units at a price to a slot, of which `closes` end what was held; returns what is held then. */
  add(slot: number, instrument: number, signed: number, price: number, closes: number): number {
    const was = this.#qty[slot]!;
    const raw = was + signed;
    const sides = Math.abs(was) + Math.abs(signed);
    const now = Math.abs(raw) <= DUST * Math.abs(was) ? 0 : meant(this.instruments[instrument]!.steps, raw, sides);
    this.#qty[slot] = now;
    if (now !== 0) this.#short[slot] = now < 0 ? 1 : 0;
    if (now === 0) this.#avgPrice[slot] = Number.NaN;
    else if (closes === 0)
      this.#avgPrice[slot] = was === 0 ? price : meanPrice(this.instruments[instrument]!, was, this.#avgPrice[slot]!, signed, price);
    else if (Math.abs(signed) > closes) this.#avgPrice[slot] = price;
    if (Number.isNaN(this.prices[instrument]!)) this.prices[instrument] = price;
    this.#hold(instrument, this.strategies === 1 ? now : this.#sum(instrument));
    return now;
  }

  /** `ratio` times the units of a slot at prices so much lower, in whole steps; returns what share of the units it then is. */
  split(slot: number, instrument: number, ratio: number): number {
    const was = this.#qty[slot]!;
    const now = snapTowardZero(this.instruments[instrument]!.steps, was * ratio);
    this.#qty[slot] = now;
    this.#avgPrice[slot] = now === 0 ? Number.NaN : this.#avgPrice[slot]! / ratio;
    return now / was;
  }

  /** The newest price of an instrument that has split, and its sum, follow. */
  finishSplit(instrument: number, ratio: number): void {
    this.prices[instrument]! /= ratio;
    this.#hold(instrument, this.#sum(instrument));
  }

  #sum(instrument: number): number {
    let net = 0;
    let gross = 0;
    for (let s = 0; s < this.strategies; s++) {
      net += this.qtyOf(s, instrument);
      gross += Math.abs(this.qtyOf(s, instrument));
    }
    return Math.abs(net) <= DUST * gross ? 0 : meant(this.instruments[instrument]!.steps, net, gross);
  }

  #hold(instrument: number, net: number): void {
    const was = this.#net[instrument]!;
    this.#net[instrument] = net;
    const least = this.instruments[instrument]!.stepSize * (1 - 1e-9);
    if (isExposed(was, least) !== isExposed(net, least)) this.exposedCount += isExposed(net, least) ? 1 : -1;
    if (was === 0 && net !== 0) this.#enter(instrument);
    else if (was !== 0 && net === 0) this.#leave(instrument);
  }

  /** What is held is listed in the order of the instruments: sums must not depend on what was bought first. */
  #enter(instrument: number): void {
    const { held } = this;
    let at = this.heldCount++;
    for (; at > 0 && held[at - 1]! > instrument; at--) held[at] = held[at - 1]!;
    held[at] = instrument;
  }

  #leave(instrument: number): void {
    const { held } = this;
    let at = 0;
    while (held[at] !== instrument) at++;
    for (this.heldCount--; at < this.heldCount; at++) held[at] = held[at + 1]!;
  }

  save(): SavedPositions {
    return {
      qty: [...this.#qty],
      avgPrice: [...this.#avgPrice],
      short: [...this.#short],
      net: [...this.#net],
      last: [...this.prices],
    };
  }

  restore({ qty, avgPrice, short, net, last }: SavedPositions): void {
    this.#qty.set(qty);
    this.#avgPrice.set(avgPrice);
    this.#short.set(short);
    this.prices.set(last);
    net.forEach((held, i) => {
      this.#hold(i, held);
    });
  }
}

const isExposed = (qty: number, least: number): boolean => qty !== 0 && Math.abs(qty) >= least;
