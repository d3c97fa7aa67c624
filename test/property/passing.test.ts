import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fork } from '../../engine/loop/fork.ts';
import { agrees, PASSING, WHOLE } from './passing.ts';
import { type AnyRun, anyRun, BUILT_IN, builtIn, world } from './passing-worlds.ts';

describe('a series longer than its ring', () => {
  it.each(BUILT_IN.map(([strategy, feeds, given = {}]) => [strategy.name, strategy, feeds, given] as const))(
    'gives %s the run it has in memory',
    (_, strategy, feeds, given) => {
      expect(agrees((maker) => builtIn(strategy, feeds(maker), given))).toBeGreaterThan(0);
    },
  );

  it('gives any strategy the run it has in memory, on bars, quotes, trades and several of them', () => {
    let fills = 0;
    fc.assert(
      fc.property(anyRun, (drawn) => {
        fills += agrees((maker) => world(drawn, maker));
      }),
      { seed: 20_240_701, numRuns: 25 },
    );
    expect(fills).toBeGreaterThan(10_000);
  });

  it('is forked as it is in memory', () => {
    const drawn: AnyRun = {
      seed: 5,
      seen: 'bars',
      period: 20,
      longer: '1h',
      slippage: { model: 'none' },
      latency: 0,
      simulator: {},
      warmup: 0,
    };
    const forked = fork(world(drawn, PASSING), 5);
    expect(forked).toEqual(fork(world(drawn, WHOLE), 5));
    expect(new Set(forked.pnl).size).toBeGreaterThan(1);
  });
});
