import { describe, expect, it } from 'vitest';
import { mustBeRight, RANGES } from './ranges.ts';
import { playSession } from './session-play.ts';
import { inProcess } from './stages.ts';

describe('a session at a hostile venue', () => {
  it.each(RANGES)('sends every order once and books every fill once, whatever goes wrong: schedules %i to %i', async (from, to) => {
    for (let seed = from; seed <= to; seed++) mustBeRight(await playSession(seed, await inProcess(seed), false));
  });

  it('does the same again, to the last byte of its journal, from the same seed', async () => {
    for (const seed of [11, 12, 13]) {
      const { hash, orders } = await playSession(seed, await inProcess(seed), true);
      expect(orders).toBeGreaterThan(0);
      expect((await playSession(seed, await inProcess(seed), true)).hash).toBe(hash);
    }
  });
});
