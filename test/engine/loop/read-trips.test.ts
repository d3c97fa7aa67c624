import { describe, expect, it } from 'vitest';
import { statsOf, tradeStats } from '../../../engine/analysis/trade-stats.ts';
import { Outcome } from '../../../engine/loop/outcome.ts';
import { bars, live, type Row } from '../world.ts';

const rows = (seed: number): Row[] => {
  let state = seed;
  return Array.from({ length: 60 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    const open = 50 + (state % 40);
    return [open, open + 6, open - 6, open + (state % 11) - 5];
  });
};

/** Longs and shorts of one instrument, or of two with contracts of their own, in parts. */
const lived = (...ids: readonly ('A' | 'B')[]): Outcome => {
  const feeds = Object.fromEntries(ids.map((id, k) => [id, bars(id, '1d', rows(k + 7))]));
  let n = 0;
  const { run } = live(
    feeds,
    (ctx) => ({
      onBar(one) {
        const step = n++ % 4;
        if (step === 0) ctx.buy(one, { qty: 4 });
        else if (step === 1) ctx.sell(one, { qty: 3 });
        else if (step === 2) ctx.sell(one, { qty: 5 });
        else ctx.close(one);
      },
    }),
    { fee: { model: 'percent', rate: 0.01 }, instruments: { B: { multiplier: 3, contract: 'linear' } } },
  );
  return new Outcome(run);
};

describe.each([[['A']], [['B']], [['A', 'B']]] as const)('the round trips of %j in columns', (ids) => {
  const outcome = lived(...ids);

  it('are those one by one', () => {
    const { roundTrips, trips } = outcome;
    expect(roundTrips.length).toBeGreaterThan(20);
    expect(new Set(roundTrips.map(({ side }) => side))).toEqual(new Set(['buy', 'sell']));
    for (const name of ['pnl', 'returnPct', 'bars', 'mae', 'mfe'] as const)
      expect([...trips[name]], name).toEqual(roundTrips.map((trip) => trip[name]));
    expect([...trips.held]).toEqual(roundTrips.map(({ entryTs, exitTs }) => exitTs - entryTs));
  });

  it('are judged alike, to the last bit', () => {
    expect(statsOf(outcome.trips)).toEqual(tradeStats(outcome.roundTrips));
  });
});
