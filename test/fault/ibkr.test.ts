import { describe, it } from 'vitest';
import { onIbkr, onIbkrOverSockets } from './ibkr-stage.ts';
import { mustBeRight } from './ranges.ts';
import { playSession } from './session-play.ts';

describe('a session at a fake TWS', () => {
  it('sends every order once and books every fill once, whatever goes wrong', async () => {
    for (let seed = 1; seed <= 10; seed++) mustBeRight(await playSession(seed, await onIbkr(seed), false));
  }, 120_000);

  it('goes on where its journal ends when its process is killed', async () => {
    for (let seed = 11; seed <= 20; seed++) mustBeRight(await playSession(seed, await onIbkr(seed), true));
  }, 120_000);

  it('does so over sockets of this machine', async () => {
    for (let seed = 21; seed <= 23; seed++) mustBeRight(await playSession(seed, await onIbkrOverSockets(seed), seed % 2 === 0));
  }, 120_000);
});
