import { describe, it } from 'vitest';
import { onBybit } from './bybit-stage.ts';
import { mustBeRight } from './ranges.ts';
import { playSession } from './session-play.ts';

describe('a session at a fake Bybit', () => {
  it('sends every order once and books every fill once, whatever goes wrong', async () => {
    for (let seed = 1; seed <= 6; seed++) mustBeRight(await playSession(seed, await onBybit(seed), false));
  }, 120_000);

  it('sends them once by the stream of orders, too, and when that is lost', async () => {
    for (let seed = 21; seed <= 24; seed++) mustBeRight(await playSession(seed, await onBybit(seed, 'stream'), false));
    for (let seed = 31; seed <= 33; seed++) mustBeRight(await playSession(seed, await onBybit(seed, 'stream'), true));
  }, 120_000);

  it('goes on where its journal ends when its process is killed', async () => {
    // In 1914 the last account that is asked for comes in parts, and something is dealt between them.
    for (const seed of [11, 12, 13, 14, 15, 16, 1914]) mustBeRight(await playSession(seed, await onBybit(seed), true));
  }, 120_000);
});
