import { describe, it } from 'vitest';
import { mustBeRight, RANGES } from './ranges.ts';
import { playSession } from './session-play.ts';
import { inProcess } from './stages.ts';

describe('a session whose process is killed, at a hostile venue', () => {
  it.each(RANGES)('goes on where its journal ends, with nothing lost and nothing doubled: schedules %i to %i', async (from, to) => {
    for (let seed = from; seed <= to; seed++) mustBeRight(await playSession(seed, await inProcess(seed), true));
  });
});
