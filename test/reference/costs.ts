/** Section 9: slippage and fees. */
import { meanTrueRange } from './bar.ts';
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

/** The price of a taker that pays slippage; `bound` is the limit it must not be worse than. */
export function slippedPrice(world: World, work: Work, place: Place, price: number, qty: number, bound: number | undefined): number {
  const side = work.order.side;
  const extreme = bad(side, barAt(world, place));
  const amount = slip(world, work, place, price, qty);
  let slipped = amount === undefined ? extreme : plus(side, price, amount);
  if (bound !== undefined) slipped = better(side, slipped, bound);
  if (world.options.clip) slipped = better(side, slipped, extreme);
  return slipped;
}

export const fee = (world: World, work: Work, price: number, qty: number): number =>
  qty * price * work.instrument.multiplier * world.options.feeRate;
