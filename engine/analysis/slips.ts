import type { Instrument } from '../model/instrument.ts';
import type { OrderId, OrderType } from '../model/order.ts';
import { type Estimate, estimateOf } from './estimate.ts';
import type { OrderPair } from './side-by-side.ts';

/** Types that pay slippage whatever it is: one that has a limit is never worse than that, which would hide the rest. */
const SLIP: ReadonlySet<OrderType> = new Set(['market', 'stop', 'market-if-touched', 'trailing-stop', 'market-on-open', 'market-on-close']);

/** What recorded fills gave away against the simulator's undisturbed prices, an order each; positive is worse. */
export interface Slips {
  /** As a fraction of the price. */
  readonly percent: Estimate;
  /** In ticks; of instruments that have some. */
  readonly ticks: Estimate;
  /** The whole spread at which they were sent, as a fraction of the middle; of those that saw quotes. */
  readonly spread: Estimate;
}

/** An order that took on both sides, and its terms. */
export interface Slip {
  readonly percent: number;
  readonly ticks: number;
  readonly spread: number;
}

/**
 * The slippage of each order that took on both sides, at times no more than `within` milliseconds apart: a longer time tells of the
 * market, not of slippage. What stands at a level that is counted from its parent's fill stands elsewhere on the other side.
 */
export function slipsOf(
  orders: readonly OrderPair[],
  instruments: readonly Instrument[],
  spreads: ReadonlyMap<OrderId, number>,
  within: number,
): readonly Slip[] {
  const ticks = new Map(instruments.map(({ id, tickSize }) => [id, tickSize]));
  return orders
    .filter(({ type, follows, later }) => SLIP.has(type) && !follows && Math.abs(later) <= within)
    .filter(({ recorded, simulated }) => recorded.liquidity === 'taker' && simulated.liquidity === 'taker')
    .map(({ id, instrument, recorded, undisturbed }) => {
      const tick = ticks.get(instrument) ?? 0;
      return {
        percent: recorded.slippage / Math.abs(undisturbed),
        ticks: tick > 0 ? recorded.slippage / tick : Number.NaN,
        spread: spreads.get(id) ?? Number.NaN,
      };
    });
}

/** Sums them up: every order counts once, however large it was. */
export const slippageOf = (slips: readonly Slip[]): Slips => ({
  percent: estimateOf(known(slips.map(({ percent }) => percent))),
  ticks: estimateOf(known(slips.map(({ ticks }) => ticks))),
  spread: estimateOf(known(slips.map(({ spread }) => spread))),
});

const known = (values: readonly number[]): number[] => values.filter((value) => Number.isFinite(value));
