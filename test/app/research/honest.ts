import type { AnyStrategy } from '../../../engine/strategy/define.ts';
import bollingerSqueeze from '../../../strategies/bollinger-squeeze.ts';
import breakout from '../../../strategies/breakout.ts';
import buyAndHold from '../../../strategies/buy-and-hold.ts';
import dollarCostAveraging from '../../../strategies/dollar-cost-averaging.ts';
import dualMomentum from '../../../strategies/dual-momentum.ts';
import fundingCarry from '../../../strategies/funding-carry.ts';
import grid from '../../../strategies/grid.ts';
import openingRange from '../../../strategies/opening-range.ts';
import pairs from '../../../strategies/pairs.ts';
import pairsRolling from '../../../strategies/pairs-rolling.ts';
import rotation from '../../../strategies/rotation.ts';
import rsiReversion from '../../../strategies/rsi-reversion.ts';
import smaCross from '../../../strategies/sma-cross.ts';
import trendFollowing from '../../../strategies/trend-following.ts';
import turtle from '../../../strategies/turtle.ts';

interface Honest {
  readonly name: string;
  readonly strategy: AnyStrategy;
  readonly feeds: Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, unknown>>;
}

const bars = (seed: number, timeframe = '1d'): string => `synthetic:seed=${seed},bars=400,timeframe=${timeframe}`;
const FEEDS: Readonly<Record<string, unknown>> = {
  universe: [bars(1), bars(2), bars(5)],
  rates: {
    rows: Array.from({ length: 1_200 }, (_, k) => ({ knownAt: 1_577_836_800_000 + k * 28_800_000, rate: ((k * 7_919) % 41) / 200 - 0.1 })),
  },
};

/** Every built-in strategy but the order script, with short periods, so that a short history holds many decisions. */
export const HONEST: readonly Honest[] = (
  [
    [bollingerSqueeze, { period: 6, width: 1, shorts: true }],
    [breakout, {}],
    [buyAndHold, {}],
    [dollarCostAveraging, { every: '1d' }],
    [dualMomentum, { every: '1d', hurdle: -0.5 }],
    [fundingCarry, { enter: 0.02, leave: 0, reverse: true }],
    [grid, {}],
    [openingRange, { start: 0, end: 0, range: 240 }],
    [pairsRolling, { enter: 1, leave: 0.5, fit: 0 }],
    [pairs, {}],
    [rotation, { every: '1d', top: 1 }],
    [rsiReversion, { low: 45, shorts: true }],
    [smaCross, { fast: 3, slow: 8 }],
    [trendFollowing, { every: '1d' }],
    [turtle, {}],
  ] as readonly (readonly [AnyStrategy, Honest['params']])[]
).map(([strategy, params]) => ({
  name: strategy.name,
  strategy,
  params,
  feeds: Object.fromEntries(
    strategy.feeds.map((role, k) => {
      const name = typeof role === 'string' ? role : role.role;
      const several = typeof role !== 'string' && role.many;
      return [name, FEEDS[name] ?? (several ? FEEDS['universe'] : bars(k + 1, strategy.name === 'opening-range' ? '1h' : '1d'))];
    }),
  ),
}));
