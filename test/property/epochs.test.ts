import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CheckedRun, checkEpochs, type EpochTerms } from '../../engine/loop/epochs.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import type { BarSeries } from '../../engine/model/series.ts';
import { DAY, HOUR, MINUTE } from '../../engine/model/time.ts';
import type { Context } from '../../engine/strategy/context.ts';
import type { Handlers } from '../../engine/strategy/define.ts';
import type { OrderOptions } from '../../engine/strategy/order-options.ts';
import { accountWorld, partsOfWorld } from './financed-world.ts';
import { WHOLE } from './passing.ts';
import { anyRun, BUILT_IN, builtIn, world } from './passing-worlds.ts';

function check(parts: BacktestParts, terms: EpochTerms): CheckedRun {
  const steps = checkEpochs(parts, terms);
  let step = steps.next();
  while (step.done !== true) step = steps.next(undefined);
  return step.value;
}

/** Trades at random, and keeps what it has sent where a restart finds it. */
function restless(ctx: Context<{ asset: BarSeries }>): Handlers {
  const { asset } = ctx.feeds;
  const sent = (ctx.state['sent'] ??= []) as number[];
  return {
    onBar(series) {
      if (series.id !== 'A' || ctx.random() > 0.08) return;
      const side = ctx.random() < 0.5 ? 'buy' : 'sell';
      const near = asset.close.value + (side === 'buy' ? 1 : -1) * (Math.round(ctx.random() * 8) / 4 - 1);
      const options: readonly OrderOptions[] = [
        {},
        { stopLoss: { pct: 0.05 }, takeProfit: { pct: 0.08 } },
        { takeProfit: [{ pct: 0.02, portion: 0.5 }, { pct: 0.04 }], stopLoss: { pct: 0.03 }, size: { fraction: 0.1, at: 'fill' } },
        { limit: near, tif: 'day' },
        { limit: near, oco: 7, qty: 2, display: 1 },
        { trigger: near, stopLoss: { trail: { percent: 0.06 } } },
        { touched: near, qty: 3 },
        { at: 'open', qty: 2 },
        { at: 'close', qty: 2 },
        { trail: { amount: 2 }, qty: 4 },
        { limit: near, trigger: near, expiresAt: ctx.now + HOUR },
      ];
      sent.push(ctx[side](asset, options[Math.floor(ctx.random() * options.length)]));
      const earlier = sent[Math.floor(ctx.random() * sent.length)]!;
      const what = ctx.random();
      if (what < 0.2) ctx.cancel(earlier);
      else if (what < 0.4) ctx.replace(earlier, { limit: near });
      if (ctx.random() < 0.1) ctx.close(asset);
    },
  };
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
    const epochs = fc.constantFrom(4 * HOUR, 10 * HOUR, DAY, 5 * DAY);
    let fills = 0;
    fc.assert(
      fc.property(accountWorld, epochs, (drawn, every) => {
        const checked = check(partsOfWorld(drawn), { every });
        fills += checked.run.session.account.fills.length;
        expect(checked.epochs.difference).toBeNull();
      }),
      { seed: 1, numRuns: 60 },
    );
    expect(fills).toBeGreaterThan(1_000);
  });

  it('goes on exactly on bars, quotes, books and trades, at a distance and without', () => {
    fc.assert(
      fc.property(anyRun, fc.constantFrom(DAY, 7 * HOUR + MINUTE), (drawn, every) => {
        const parts = world({ ...drawn, warmup: 0 }, WHOLE);
        const [one] = parts.strategies;
        const strategies = [{ ...one!, strategy: { ...one!.strategy, setup: restless } }];
        expect(check({ ...parts, strategies }, { every }).epochs.difference).toBeNull();
      }),
      { seed: 1, numRuns: 24 },
    );
  }, 120_000);
});
