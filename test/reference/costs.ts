/** Section 9: slippage and fees. */
import { notionalOf } from './account/worth.ts';
import { meanTrueRange } from './bar.ts';
import type { Moment } from './moment.ts';
import type { Place } from './place.ts';
import { bad, better, plus } from './side.ts';
import type { Work } from './work.ts';
import { barAt, barsOf, type World } from './world.ts';

/** The slippage per unit of a taker, or undefined where an input is unknown. */
function slip(world: World, work: Work, place: Place, price: number, qty: number): number | undefined {
  const slippage = world.options.slippage;
  const bars = barsOf(world, place.instrument);
  const volume = barAt(world, place).volume;
  switch (slippage.model) {
    case 'none':
      return 0;
    case 'ticks':
      return slippage.ticks * work.instrument.tick;
    case 'percent':
      return slippage.rate * price;
    case 'half-spread':
      return (slippage.spread / 2) * price;
    case 'volatility': {
      const range = meanTrueRange(bars, place.index, slippage.period);
      return range === undefined ? undefined : slippage.share * range;
    }
    case 'volume-share':
      return volume > 0 ? price * slippage.impact * (qty / volume) ** 2 : undefined;
    case 'square-root': {
      const range = meanTrueRange(bars, place.index, slippage.period);
      if (range === undefined || !(volume > 0)) return undefined;
      const volatility = range / price;
      return price * slippage.coefficient * volatility * Math.sqrt(qty / volume);
    }
  }
}

/** Quotes and trades have no volume and no range: only what needs neither is there. */
function slippedOnTick(world: World, work: Work, price: number, bound: number | undefined): number {
  const { slippage } = world.options;
  const { side } = work.order;
  const amount =
    slippage.model === 'ticks'
      ? slippage.ticks * work.instrument.tick
      : slippage.model === 'percent'
        ? slippage.rate * price
        : slippage.model === 'half-spread'
          ? (slippage.spread / 2) * price
          : 0;
  const slipped = plus(side, price, amount);
  return bound === undefined ? slipped : better(side, slipped, bound);
}

/** The price of a taker that pays slippage; `bound` is the limit it must not be worse than. */
export function slippedPrice(world: World, work: Work, moment: Moment, price: number, qty: number, bound: number | undefined): number {
  const { side } = work.order;
  const { place } = moment;
  if (moment.kind === 'tick') return slippedOnTick(world, work, price, bound);
  const extreme = bad(side, barAt(world, place));
  const amount = slip(world, work, place, price, qty);
  let slipped = amount === undefined ? extreme : plus(side, price, amount);
  if (bound !== undefined) slipped = better(side, slipped, bound);
  if (world.options.clip) slipped = better(side, slipped, extreme);
  return slipped;
}

export const fee = (world: World, work: Work, price: number, qty: number): number =>
  notionalOf(work.instrument, qty, price) * world.options.feeRate;
