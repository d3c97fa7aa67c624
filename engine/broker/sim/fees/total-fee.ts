import { gridOf, snapUp } from '../../../model/grid.ts';
import { notionalAt } from '../../../model/instrument.ts';
import { dayOf } from '../../../model/time.ts';
import { type Fees, feeOf, type SavedFees } from './fee-model.ts';
import type { FeeSpec } from './fee-spec.ts';
import { mustHold } from './plain-fee.ts';

type TotalSpec = Extract<FeeSpec, { model: 'per-order' | 'per-day' }>;

/** What has been filled together so far. */
interface Total {
  readonly day: number;
  /** The fees without their bounds, and what they count. */
  readonly raw: number;
  readonly notional: number;
  readonly charged: number;
}

/** Rounding of sums may not make a cent of nothing, relative. */
const NOISE = 1e-12;

/**
 * The bounds of several fills' fees together: those of one order, or all of one day (UTC). Each fill is charged what the sum
 * has grown by, so that however an order is filled it costs the same.
 */
export function totalFee({ fee, filled, save, restore }: Fees, spec: TotalSpec): Fees {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, maxRate = Number.POSITIVE_INFINITY, roundUp = 0 } = spec;
  mustHold(min, max);
  const daily = spec.model === 'per-day' || spec.daily === true;
  const keyOf = (orderId: number): number => (spec.model === 'per-day' ? 0 : orderId);
  const totals = new Map<number, Total>();
  const grid = gridOf(roundUp);
  const bounded = (raw: number, notional: number): number => {
    const sum = Math.min(Math.max(raw, min), max, notional * maxRate);
    return roundUp === 0 ? sum : snapUp(grid, sum - Math.abs(sum) * NOISE);
  };
  const before = (orderId: number, ts: number): Total => {
    const total = totals.get(keyOf(orderId));
    return total === undefined || (daily && total.day !== dayAt(ts)) ? NOTHING : total;
  };
  return {
    fee(qty, price, instrument, liquidity, orderId, buys, ts) {
      const { raw, notional, charged } = before(orderId, ts);
      const own = fee(qty, price, instrument, liquidity, orderId, buys, ts);
      return bounded(raw + own, notional + notionalAt(instrument, qty, price)) - charged;
    },
    filled(fill, instrument, done) {
      const total = before(fill.orderId, fill.ts);
      const raw = total.raw + feeOf(fee, fill, instrument);
      const notional = total.notional + notionalAt(instrument, fill.qty, fill.price);
      // The days of an order that is over need no memory.
      if (done && spec.model === 'per-order') totals.delete(fill.orderId);
      else totals.set(keyOf(fill.orderId), { day: dayAt(fill.ts), raw, notional, charged: bounded(raw, notional) });
      filled?.(fill, instrument, done);
    },
    save: () => [[...totals].map(([key, { day, raw, notional, charged }]) => [key, day, raw, notional, charged]), save?.() ?? null],
    restore(saved) {
      const [own, inner] = saved as readonly [readonly (readonly number[])[], SavedFees];
      totals.clear();
      for (const [key, day, raw, notional, charged] of own)
        totals.set(key!, { day: day!, raw: raw!, notional: notional!, charged: charged! });
      restore?.(inner);
    },
  };
}

const NOTHING: Total = { day: Number.NaN, raw: 0, notional: 0, charged: 0 };

/** A fill at midnight belongs to the day that begins. */
const dayAt = (ts: number): number => dayOf(ts + 1);
