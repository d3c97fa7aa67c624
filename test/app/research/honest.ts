import type { AnyStrategy } from '../../../engine/strategy/define.ts';
import { roleOf } from '../../../engine/strategy/roles.ts';
import { BUILT_IN, shortParams } from '../../property/short-history.ts';

interface Honest {
  readonly name: string;
  readonly strategy: AnyStrategy;
  readonly feeds: Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, unknown>>;
}

const bars = (seed: number, timeframe: string): string => `synthetic:seed=${seed},bars=400,timeframe=${timeframe}`;
const UNIVERSE = [1, 2, 5].map((seed) => bars(seed, '1d'));
const RATES = {
  rows: Array.from({ length: 1_200 }, (_, k) => ({ knownAt: 1_577_836_800_000 + k * 28_800_000, rate: ((k * 7_919) % 41) / 200 - 0.1 })),
};

/** Every built-in strategy but the order script, with data in which it has something to do. */
export const HONEST: readonly Honest[] = BUILT_IN.filter(({ name }) => name !== 'order-script').map((strategy) => ({
  name: strategy.name,
  strategy,
  params: shortParams(strategy),
  feeds: Object.fromEntries(
    strategy.feeds.map(roleOf).map(({ role, kind, many }, k) => {
      if (kind === 'custom') return [role, RATES];
      return [role, many ? UNIVERSE : bars(k + 1, strategy.name === 'opening-range' ? '1h' : '1d')];
    }),
  ),
}));
