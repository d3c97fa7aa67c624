import type { FillRecord, PriceColumns, RunRecord } from '../model/result.ts';
import { finite } from './power.ts';

/** What was at stake at each equity value, as a multiple of it: 1 is all of the equity. NaN where something was held on equity that was not positive. */
export interface ExposureColumns {
  /** Sum over instruments of |notional|. */
  readonly gross: Float64Array;
  /** Longs less shorts. */
  readonly net: Float64Array;
}

/** Units of account currency per unit of price and quantity, by instrument; 1 for those not named. */
export type Multipliers = Readonly<Record<string, number>>;

/**
 * Exposure of the account, from its fills and the newest closing prices. Positions of several strategies in one
 * instrument are netted, as the account holds them. An instrument without bars counts at the price of its newest fill.
 */
export function exposureColumns({ fills, equity, prices }: RunRecord, multipliers: Multipliers): ExposureColumns {
  const { ts, value } = equity;
  const gross = new Float64Array(ts.length);
  const net = new Float64Array(ts.length);
  const positions = new Map<string, Position>();
  const held: Position[] = [];
  let next = 0;
  for (let k = 0; k < ts.length; k++) {
    for (; next < fills.length && isIn(fills[next]!, ts[k]!); next++) {
      const fill = fills[next]!;
      let position = positions.get(fill.instrument);
      if (position === undefined) {
        position = new Position(
          prices.find(({ instrument }) => instrument === fill.instrument),
          multipliers[fill.instrument] ?? 1,
        );
        positions.set(fill.instrument, position);
      }
      const was = position.qty;
      position.fill(fill);
      if (was === 0 && position.qty !== 0) held.push(position);
      else if (was !== 0 && position.qty === 0) held.splice(held.indexOf(position), 1);
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

/** Whether the equity value at `ts` counts a fill: one at the open of a bar that begins at that moment comes after it. */
const isIn = ({ ts, barTs }: FillRecord, now: number): boolean => ts < now || (ts === now && barTs === now);

/** A remainder this small against what was held is rounding. */
export const DUST = 1e-12;

/** What the account holds of one instrument while its exposure is followed. */
class Position {
  qty = 0;
  #price = Number.NaN;
  #row = -1;
  readonly #ts: Float64Array;
  readonly #close: Float64Array;
  readonly #multiplier: number;

  constructor(prices: PriceColumns | undefined, multiplier: number) {
    this.#ts = prices?.ts ?? new Float64Array(0);
    this.#close = prices?.close ?? this.#ts;
    this.#multiplier = multiplier;
  }

  fill({ side, qty, price }: FillRecord): void {
    const now = this.qty + (side === 'buy' ? qty : -qty);
    this.qty = Math.abs(now) <= DUST * Math.abs(this.qty) ? 0 : now;
    this.#price = price;
  }

  /** Signed, at the newest close up to `ts`. */
  notional(ts: number): number {
    while (this.#row + 1 < this.#ts.length && this.#ts[this.#row + 1]! <= ts) this.#row++;
    const close = this.#close[this.#row] ?? Number.NaN;
    return this.qty * (Number.isNaN(close) ? this.#price : close) * this.#multiplier;
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
