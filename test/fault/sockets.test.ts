import { describe, it } from 'vitest';
import { mustBeRight } from './ranges.ts';
import { playSession } from './session-play.ts';
import { overSockets } from './stages.ts';

describe('a session at a hostile venue on the other side of a socket', () => {
  it('sends every order once and books every fill once, whatever goes wrong', async () => {
    for (let seed = 1; seed <= 10; seed++) mustBeRight(await playSession(seed, await overSockets(seed), false));
  });

  it('goes on where its journal ends when its process is killed', async () => {
    for (let seed = 11; seed <= 20; seed++) mustBeRight(await playSession(seed, await overSockets(seed), true));
  });
});
