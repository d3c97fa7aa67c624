import { describe, expect, it } from 'vitest';
import { runBacktest } from '../../../engine/loop/backtest.ts';
import { fingerprint } from '../../../engine/loop/fingerprint.ts';
import { LiveSession } from '../../../engine/loop/live-session.ts';
import { replay } from '../../../engine/loop/replay.ts';
import { randomParts } from '../../property/random-run.ts';
import { loud, paper } from '../live-world.ts';

describe('one tape', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is the same in a backtest, on paper and in the replay of that (seed %i)', async (seed) => {
    const backtest = fingerprint(runBacktest(randomParts(seed)));
    const { session, notebook } = await paper(() => randomParts(seed));
    expect(fingerprint(session.assembly)).toBe(backtest);

    const again = new LiveSession(randomParts(seed), { failed: loud });
    const { divergence, commands } = replay(again, notebook.entries);
    again.assembly.session.finish();
    expect(divergence).toBeUndefined();
    expect(commands).toBeGreaterThan(50);
    expect(fingerprint(again.assembly)).toBe(backtest);
  });
});
