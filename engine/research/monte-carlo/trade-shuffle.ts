import { Drawn } from '../drawn.ts';
import { type Distribution, distributionOf } from './distribution.ts';
import { type Fan, FanBuilder } from './fan.ts';
import { PathMeasure } from './path-measure.ts';
import { STREAM } from './streams.ts';
import type { Traded } from './traded.ts';

/** What the same round trips would have felt like in another order. They end at the same money: only the way there differs. */
export interface TradeShuffle {
  readonly trades: number;
  /** The deepest fall of the money from one exit to another; shallower than that of equity, which falls between exits as well. */
  readonly maxDrawdown: Distribution;
  /** The most losses in a row. */
  readonly losingStreak: Distribution;
  /** By trades done. */
  readonly fan: Fan;
}

const FEWEST = 3;

/** Puts round trips into random orders, all equally likely; null for fewer than three. Each keeps its share of the money there is. Source of the shuffle: Durstenfeld, Algorithm 235, CACM 7(7), 1964. */
export function tradeShuffle(traded: Traded | null, startCash: number, simulations: number, seed: number): TradeShuffle | null {
  if (traded === null || traded.shares.length < FEWEST) return null;
  const { shares } = traded;
  const [depths, streaks] = [new Float64Array(simulations), new Float64Array(simulations)];
  const fan = new FanBuilder(shares.length, simulations);
  for (let k = 0; k < simulations; k++) {
    const walk = walked(shuffled(shares, new Drawn(seed, k, STREAM.trades)), (step, worth) => fan.take(step, worth));
    depths[k] = walk.depth;
    streaks[k] = walk.streak;
  }
  const worths: number[] = [];
  const own = walked(shares, (_, worth) => worths.push(worth));
  return {
    trades: shares.length,
    maxDrawdown: distributionOf(own.depth, depths),
    losingStreak: distributionOf(own.streak, streaks),
    fan: fan.build(
      fan.steps.map((step) => step + 1),
      fan.steps.map((step) => worths[step]!),
      startCash,
    ),
  };
}

/** A copy in random order. */
export function shuffled(values: Float64Array, random: Drawn): Float64Array {
  const order = values.slice();
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const kept = order[last]!;
    order[last] = order[other]!;
    order[other] = kept;
  }
  return order;
}

function walked(shares: Float64Array, take: (step: number, worth: number) => void): { readonly depth: number; readonly streak: number } {
  const path = new PathMeasure();
  let losses = 0;
  let streak = 0;
  for (let step = 0; step < shares.length; step++) {
    take(step, path.take(shares[step]!));
    losses = shares[step]! < 0 ? losses + 1 : 0;
    streak = Math.max(streak, losses);
  }
  return { depth: path.depth, streak };
}
