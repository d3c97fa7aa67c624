import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CheckedRun, checkEpochs, type EpochTerms } from '../../engine/loop/epochs.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import { DAY, HOUR, MINUTE } from '../../engine/model/time.ts';
import { accountWorld, partsOfWorld } from './financed-world.ts';
import { WHOLE } from './passing.ts';
import { anyRun, BUILT_IN, builtIn, world } from './passing-worlds.ts';
import { restless } from './restless.ts';
import { partsOfWatched, watchedWorld } from './watched-world.ts';

function check(parts: BacktestParts, terms: EpochTerms): CheckedRun {
  const steps = checkEpochs(parts, terms);
  let step = steps.next();
  while (step.done !== true) step = steps.next(undefined);
  return step.value;
}

describe('a session that is written down and made anew at every boundary', () => {
  it.each(BUILT_IN.map(([strategy, make, given = {}]) => [strategy.name, strategy, make, given] as const))(
    'comes to the same with %s',
    (_, strategy, make, given) => {
      const { run, epochs } = check(builtIn(strategy, make(WHOLE), given), { every: DAY });
      expect(epochs.difference).toBeNull();
      expect(epochs.count).toBeGreaterThan(25);
      expect(run.session.account.fills.length).toBeGreaterThan(0);
    },
  );

  it('goes on exactly in accounts of several strategies, currencies and contracts, with every kind of payment', () => {
    let fills = 0;
    fc.assert(
      fc.property(accountWorld, fc.constantFrom(4 * HOUR, 10 * HOUR, DAY, 5 * DAY), (drawn, every) => {
        const checked = check(partsOfWorld(drawn), { every });
        fills += checked.run.session.account.fills.length;
        expect(checked.epochs.difference).toBeNull();
      }),
      { seed: 1, numRuns: 12 },
    );
    expect(fills).toBeGreaterThan(500);
  });

  it('goes on exactly on bars, quotes, books and trades, at a distance and without', () => {
    fc.assert(
      fc.property(anyRun, fc.constantFrom(DAY, 7 * HOUR + MINUTE), (drawn, every) => {
        const parts = world({ ...drawn, warmup: 0 }, WHOLE);
        const strategies = parts.strategies.map((one) => ({ ...one, strategy: { ...one.strategy, setup: restless } }));
        expect(check({ ...parts, strategies }, { every }).epochs.difference).toBeNull();
      }),
      { seed: 1, numRuns: 8 },
    );
  });

  it('goes on exactly with everything that watches, charges and sizes by what it remembers', () => {
    let fills = 0;
    fc.assert(
      fc.property(watchedWorld, fc.constantFrom(DAY, 5 * HOUR), (drawn, every) => {
        const checked = check(partsOfWatched(drawn), { every });
        fills += checked.run.session.account.fills.length;
        expect(checked.epochs.difference).toBeNull();
      }),
      { seed: 1, numRuns: 10 },
    );
    expect(fills).toBeGreaterThan(1_000);
  });
});
