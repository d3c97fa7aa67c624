import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runBacktest } from '../../engine/loop/backtest.ts';
import { fingerprint } from '../../engine/loop/fingerprint.ts';
import { LiveSession } from '../../engine/loop/live-session.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import { replay } from '../../engine/loop/replay.ts';
import { loud, paper } from '../engine/live-world.ts';
import { type AccountWorld, accountWorld, partsOfWorld } from './financed-world.ts';
import { WHOLE } from './passing.ts';
import { type AnyRun, anyRun, BUILT_IN, builtIn, world } from './passing-worlds.ts';

/** Holds a backtest against paper over the same tape, and against the replay of that; returns how many fills it had. */
async function agrees(partsOf: () => BacktestParts): Promise<number> {
  const backtest = runBacktest(partsOf());
  const { session, notebook } = await paper(partsOf);
  expect(fingerprint(session.assembly)).toBe(fingerprint(backtest));
  const again = new LiveSession(partsOf(), { failed: loud });
  expect(replay(again, notebook.entries).divergence).toBeUndefined();
  again.assembly.session.finish();
  expect(fingerprint(again.assembly)).toBe(fingerprint(backtest));
  return backtest.session.account.fills.length;
}

/** A world in which a move of other prices brings about the level of a liquidation, between two bars of what is held. */
const LEVELS_OF_PRICES: AccountWorld = {
  ...{ seed: 620_265, strategies: 3, balances: { EUR: -2_000, BTC: 20 }, leverage: 20, financed: false, isolated: false, latency: false },
  ...{ every: 8, ratesLate: 0, stepSize: 0, onClose: false, inKind: false },
  liquidation: { maintenance: 0.02, negativeBalance: 'forgiven', judged: 'intrabar', part: 0.5 },
};

describe('paper over a tape, and its replay', () => {
  it.each(BUILT_IN.map(([strategy, feeds, given = {}]) => [strategy.name, strategy, feeds, given] as const))(
    'give %s its backtest',
    async (_, strategy, feeds, given) => {
      expect(await agrees(() => builtIn(strategy, feeds(WHOLE), given))).toBeGreaterThan(0);
    },
  );

  /** At a bar's open nobody live knows its volume and range: what limits or moves a fill by them differs, and docs/live.md says so. */
  const asksForNoVolume = ({ simulator, slippage, seen }: AnyRun): boolean =>
    seen === 'quotes' ||
    seen === 'book' ||
    seen === 'trades' ||
    (simulator?.volumeLimit === null && slippage.model !== 'square-root' && slippage.model !== 'volatility');

  it('give any strategy its backtest, on bars, quotes, trades and several of them', async () => {
    let fills = 0;
    await fc.assert(
      fc.asyncProperty(anyRun.filter(asksForNoVolume), async (drawn) => {
        fills += await agrees(() => world(drawn, WHOLE, false));
      }),
      { seed: 20_240_701, numRuns: 5, endOnFailure: true },
    );
    expect(fills).toBeGreaterThan(100);
  });

  it('give any account its backtest: currencies, contracts, financing, liquidation, latency', async () => {
    let fills = 0;
    await fc.assert(
      fc.asyncProperty(accountWorld, async (drawn) => {
        fills += await agrees(() => partsOfWorld(drawn));
      }),
      { numRuns: 40, examples: [[LEVELS_OF_PRICES]] },
    );
    expect(fills).toBeGreaterThan(100);
  });
});
