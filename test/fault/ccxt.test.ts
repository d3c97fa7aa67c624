import { describe, it } from 'vitest';
import { onShop, onUnified } from './ccxt-stage.ts';
import { mustBeRight } from './ranges.ts';
import { playSession } from './session-play.ts';

describe.each([
  ['Binance futures', onShop('binance-usdm')],
  ['Binance spot', onShop('binance')],
  ['Kraken', onShop('kraken')],
  ['KuCoin without streams', onUnified],
] as const)('a session at fake %s through ccxt', (_, on) => {
  it('sends every order once and books every fill once, whatever goes wrong', async () => {
    for (let seed = 1; seed <= 4; seed++) mustBeRight(await playSession(seed, await on(seed), false));
  }, 120_000);

  it('goes on where its journal ends when its process is killed', async () => {
    for (let seed = 11; seed <= 14; seed++) mustBeRight(await playSession(seed, await on(seed), true));
  }, 120_000);
});
