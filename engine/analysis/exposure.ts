import { unitsOf } from '../model/fill.ts';
import type { FillRecord, PriceColumns, RunRecord, SplitRecord } from '../model/result.ts';
import { inOrder, isIn } from './in-order.ts';
import { finite } from './power.ts';
import type { Valuer, Worth } from './valuer.ts';

/** What was at stake at each equity value, as a multiple of it: 1 is all of the equity. NaN where something was held on equity that was not positive. */
export interface ExposureColumns {
  /** Sum over instruments of |notional|. */
  readonly gross: Float64Array;
  /** Longs less shorts. */
  readonly net: Float64Array;
}

/**
 * Exposure of the account, from its fills and the newest closing prices. Positions of several strategies in one
 * instrument are netted, as the account holds them. An instrument without bars counts at the price of its newest fill.
 */
export function exposureColumns(run: RunRecord, valuer: Valuer): ExposureColumns {
  const { fills, splits, bookings, equity, prices } = run;
  const { ts, value } = equity;
  const gross = new Float64Array(ts.length);
  const net = new Float64Array(ts.length);
  const positions = new Map<string, Position>();
  const held: Position[] = [];
  const deeds = inOrder({ fills, splits, bookings, ledger: [] }) as readonly (FillRecord | SplitRecord)[];
  let next = 0;
  for (let k = 0; k < ts.length; k++) {
    for (; next < deeds.length && isIn(deeds[next]!, ts[k]!); next++) {
      const deed = deeds[next]!;
      let position = positions.get(deed.instrument);
      if (position === undefined) {
        position = new Position(
          prices.find(({ instrument }) => instrument === deed.instrument),
          valuer(deed.instrument),
        );
        positions.set(deed.instrument, position);
      }
      const { isFlat } = position;
      if ('ratio' in deed) position.split(deed);
      else position.fill(deed);
      if (isFlat && !position.isFlat) held.push(position);
      else if (!isFlat && position.isFlat) held.splice(held.indexOf(position), 1);
    }
    if (held.length === 0) continue;
    let all = 0;
    let sum = 0;
    for (let h = 0; h < held.length; h++) {
      const notional = held[h]!.notional(ts[k]!);
      all += Math.abs(notional);
      sum += notional;
    }
    gross[k] = value[k]! > 0 ? all / value[k]! : Number.NaN;
    net[k] = value[k]! > 0 ? sum / value[k]! : Number.NaN;
  }
  return { gross, net };
}

/** A remainder this small against what was held is rounding. */
export const DUST = 1e-12;

/** What the account holds of one instrument while its exposure is followed. */
class Position {
  qty = 0;
  /** The newest close, in the units after the newest split; that of the newest fill until there is a close. */
  #price = Number.NaN;
  #hasClosed = false;
  #row = -1;
  readonly #ts: Float64Array;
  readonly #close: Float64Array;
  readonly #worth: Worth;
  /** What a unit of quantity and price is worth, where that is all there is to it. */
  readonly #multiplier: number | undefined;

  constructor(prices: PriceColumns | undefined, worth: Worth) {
    this.#ts = prices?.ts ?? new Float64Array(0);
    this.#close = prices?.close ?? this.#ts;
    this.#worth = worth;
    this.#multiplier = worth.isDomestic && worth.contract !== 'inverse' ? worth.multiplier : undefined;
  }

  /** What no order could close is nobody's exposure. */
  get isFlat(): boolean {
    return this.qty === 0 || Math.abs(this.qty) < this.#worth.stepSize * (1 - 1e-9);
  }

  fill(fill: FillRecord): void {
    const units = unitsOf(fill);
    const now = this.qty + (fill.side === 'buy' ? units : -units);
    this.qty = Math.abs(now) <= DUST * Math.abs(this.qty) ? 0 : now;
    if (!this.#hasClosed) this.#price = fill.price;
  }

  split({ ts, ratio, held }: SplitRecord): void {
    this.#advance(ts);
    const now = held.reduce((sum, { after }) => sum + after, 0);
    this.qty = Math.abs(now) <= DUST * Math.abs(this.qty * ratio) ? 0 : now;
    this.#price /= ratio;
  }

  /** Signed, at the newest close up to `ts`. */
  notional(ts: number): number {
    if (this.#ts[this.#row + 1]! <= ts) this.#advance(ts);
    const multiplier = this.#multiplier;
    return multiplier === undefined ? this.#worth.notional(this.qty, this.#price, ts) : this.qty * this.#price * multiplier;
  }

  #advance(ts: number): void {
    for (; this.#row + 1 < this.#ts.length && this.#ts[this.#row + 1]! <= ts; this.#row++) {
      const close = this.#close[this.#row + 1]!;
      if (Number.isNaN(close)) continue;
      this.#price = close;
      this.#hasClosed = true;
    }
  }
}

/** Exposure in a few numbers. */
export interface Exposure {
  /** Shares of equity values during which the account was long, and short, on balance. */
  readonly timeLong: number;
  readonly timeShort: number;
  /** Mean and greatest notional over equity, and mean of longs less shorts. Source: pyfolio `gross_lev`. */
  readonly grossExposure: number;
  readonly maxGrossExposure: number;
  readonly netExposure: number;
}

/** Sums exposure up. */
export function exposureOf({ gross, net }: ExposureColumns): Exposure {
  let known = 0;
  let all = 0;
  let most = 0;
  let sum = 0;
  let long = 0;
  let short = 0;
  for (let k = 0; k < net.length; k++) {
    const value = net[k]!;
    if (Number.isNaN(value)) continue;
    known++;
    all += gross[k]!;
    sum += value;
    if (gross[k]! > most) most = gross[k]!;
    if (value > 0) long++;
    else if (value < 0) short++;
  }
  return {
    timeLong: finite(long / known),
    timeShort: finite(short / known),
    grossExposure: finite(all / known),
    maxGrossExposure: known > 0 ? most : Number.NaN,
    netExposure: finite(sum / known),
  };
}
