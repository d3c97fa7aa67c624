import { describe, it } from 'vitest';
import { onBybit } from './bybit-stage.ts';
import { mustBeRight } from './ranges.ts';
import { playSession } from './session-play.ts';

describe('a session at a fake Bybit', () => {
  it('sends every order once and books every fill once, whatever goes wrong', async () => {
    for (let seed = 1; seed <= 6; seed++) mustBeRight(await playSession(seed, await onBybit(seed), false));
  }, 120_000);

  it('goes on where its journal ends when its process is killed', async () => {
    for (let seed = 11; seed <= 16; seed++) mustBeRight(await playSession(seed, await onBybit(seed), true));
  }, 120_000);
});
