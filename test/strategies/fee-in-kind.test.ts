import { describe, expect, it } from 'vitest';
import type { FeeSpec } from '../../engine/broker/sim/fees/fee-spec.ts';
import { runBacktest } from '../../engine/loop/backtest.ts';
import { WHOLE } from '../property/passing.ts';
import { BUILT_IN, builtIn } from '../property/passing-worlds.ts';

const FEE = { model: 'percent', rate: 0.0011 } as const;
const COINS = Object.fromEntries(['A', 'Y', 'X', 'U0', 'U1', 'U2', 'S', 'P'].map((id) => [id, { stepSize: 0.01 }]));

/** Those that are only ever long, and close all they hold at once. */
const LONG = ['bollinger-squeeze', 'breakout', 'rsi-reversion', 'sma-cross'];

describe('where a fee is taken in the coin, less than a step is left behind', () => {
  it.each(BUILT_IN.map(([strategy, feeds, given = {}]) => [strategy.name, strategy, feeds, given] as const))(
    'and %s trades on as if it were flat',
    (name, strategy, feeds, given) => {
      const [inMoney, inKind] = [FEE, { model: 'in-kind', of: FEE } as const].map((fee: FeeSpec) => {
        const { session } = runBacktest(builtIn(strategy, feeds(WHOLE), given, { fee, instruments: COINS }));
        return { fills: session.account.fills.length, trips: session.account.trips.length };
      });
      expect(Math.abs(inKind!.fills - inMoney!.fills)).toBeLessThanOrEqual(inMoney!.fills * 0.01);
      if (LONG.includes(name)) expect(inKind).toEqual(inMoney);
    },
  );
});
