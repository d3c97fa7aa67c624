import type { AccountView } from '../../model/account.ts';
import { DAY } from '../../model/time.ts';
import { type Asked, isBeyond, type RiskCheck } from '../check.ts';
import { waiting, worthOf } from '../worst-case.ts';

/** Periods count from a Monday, so that those of a week end with it. */
const MONDAY = -3 * DAY;

/** Returns in their rings, how many were taken, and the prices of the period that goes on. */
export interface SavedCorrelations {
  readonly returns: readonly (readonly number[])[];
  readonly count: number;
  readonly closes: readonly number[];
  readonly newest: readonly number[];
  readonly period: number;
  readonly fresh: boolean;
  readonly takenAt: number;
}

/**
 * The exposure that would move with an order is at most a fraction of equity: the sum over all positions of their signed
 * notional times the correlation of their returns with those of the order's instrument, its own counting 1. Pearson's
 * correlation of the returns of closes over the last periods, one return a period; while one of them is not known, or does not
 * vary, the worst is taken: 1 on the side of the order.
 */
export class CorrelatedExposure implements RiskCheck {
  readonly sized = true;
  readonly exitsReduce = true;
  readonly #limit: number;
  readonly #window: number;
  readonly #every: number;
  readonly #counts: boolean;
  /** Returns, in rings: by instrument. */
  readonly #returns: readonly Float64Array[];
  /** How many returns were taken. */
  #count = -1;
  /** Prices at the end of the last period, and the newest ones. */
  readonly #closes: Float64Array;
  readonly #newest: Float64Array;
  #period = Number.NaN;
  /** Whether a price has come since the last period was over, and when that was. */
  #fresh = false;
  #takenAt = Number.NaN;

  constructor(limit: number, window: number, every: number, counts: boolean, instruments: number) {
    this.#limit = limit;
    this.#window = window;
    this.#every = every;
    this.#counts = counts;
    this.#returns = Array.from({ length: instruments }, () => new Float64Array(window));
    this.#closes = new Float64Array(instruments).fill(Number.NaN);
    this.#newest = new Float64Array(instruments).fill(Number.NaN);
  }

  /** A close at the end of a period belongs to it. */
  value(ts: number, account: AccountView): void {
    if (ts === this.#takenAt) return;
    const period = Math.ceil((ts - MONDAY) / this.#every);
    if (period > this.#period && this.#fresh) this.#take();
    this.#period = period;
    for (let i = 0; i < this.#newest.length; i++) this.#newest[i] = account.last(i);
    this.#fresh = period * this.#every !== ts - MONDAY;
    if (this.#fresh) return;
    this.#take();
    this.#takenAt = ts;
  }

  split(instrument: number, ratio: number): void {
    this.#closes[instrument]! /= ratio;
    this.#newest[instrument]! /= ratio;
  }

  refuse(asked: Asked): 'max-correlated-exposure' | undefined {
    return isBeyond(this.exposureOf(asked), this.#limit * asked.account.equity) ? 'max-correlated-exposure' : undefined;
  }

  /** What would move with the order once it has filled, on its side, in account currency. */
  exposureOf(asked: Asked): number {
    const { order, qty, account } = asked;
    const sign = order.side === 'buy' ? 1 : -1;
    let sum = 0;
    for (let i = 0; i < this.#newest.length; i++) {
      const own = i === order.instrument;
      const more = own ? qty : 0;
      const along = sign * account.qty(i) + more + (this.#counts ? waiting(asked, i, order.side) : 0);
      const against = sign * account.qty(i) + more - (this.#counts ? waiting(asked, i, order.side === 'buy' ? 'sell' : 'buy') : 0);
      if (along === 0 && against === 0) continue;
      const correlation = own ? 1 : this.correlation(order.instrument, i);
      const [most, least] = [Math.sign(along) * worthOf(asked, i, along), Math.sign(against) * worthOf(asked, i, against)];
      sum += Number.isNaN(correlation) ? Math.max(Math.abs(most), Math.abs(least)) : Math.max(correlation * most, correlation * least);
    }
    return sum;
  }

  /** The correlation of two instruments' returns over the window; NaN while it is not full, or where one does not vary. */
  correlation(a: number, b: number): number {
    if (this.#count < this.#window) return Number.NaN;
    const [x, y] = [this.#returns[a]!, this.#returns[b]!];
    let meanX = 0;
    let meanY = 0;
    for (let k = 0; k < this.#window; k++) {
      meanX += x[k]! / this.#window;
      meanY += y[k]! / this.#window;
    }
    let xx = 0;
    let yy = 0;
    let xy = 0;
    for (let k = 0; k < this.#window; k++) {
      xx += (x[k]! - meanX) * (x[k]! - meanX);
      yy += (y[k]! - meanY) * (y[k]! - meanY);
      xy += (x[k]! - meanX) * (y[k]! - meanY);
    }
    const both = Math.sqrt(xx) * Math.sqrt(yy);
    return both > 0 ? Math.max(-1, Math.min(1, xy / both)) : Number.NaN;
  }

  /** A period is over: its return is the newest of each instrument. */
  #take(): void {
    // The first end of a period has no return yet.
    const at = this.#count++ % this.#window;
    for (let i = 0; i < this.#newest.length; i++) {
      if (at >= 0) this.#returns[i]![at] = this.#closes[i]! > 0 ? this.#newest[i]! / this.#closes[i]! - 1 : Number.NaN;
      this.#closes[i] = this.#newest[i]!;
    }
  }

  save(): SavedCorrelations {
    return {
      returns: this.#returns.map((own) => [...own]),
      count: this.#count,
      closes: [...this.#closes],
      newest: [...this.#newest],
      period: this.#period,
      fresh: this.#fresh,
      takenAt: this.#takenAt,
    };
  }

  restore(saved: unknown): void {
    const { returns, count, closes, newest, period, fresh, takenAt } = saved as SavedCorrelations;
    returns.forEach((own, i) => {
      this.#returns[i]!.set(own);
    });
    this.#count = count;
    this.#closes.set(closes);
    this.#newest.set(newest);
    this.#period = period;
    this.#fresh = fresh;
    this.#takenAt = takenAt;
  }
}
