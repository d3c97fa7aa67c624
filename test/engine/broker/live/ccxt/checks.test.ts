import { describe, expect, it } from 'vitest';
import { VenueFault } from '../../../../../engine/broker/live/venue.ts';
import { instrumentOf } from '../../../../../engine/model/instrument.ts';
import { ccxtVenue, preload } from '../../../../contract/ccxt-fake.ts';
import { binanceSpot, binanceUsdm } from '../../../../venues/binance/binance-world.ts';
import { settingsOf } from '../../../../venues/binance/spot.ts';
import { calmWire } from '../../../../venues/generic-ccxt/calm-wire.ts';

/** Why an account cannot be connected to. */
async function refused(name: string, shop: Parameters<typeof calmWire>[0], instruments = shop.instruments, secret = 'fake-secret') {
  await preload(name);
  const made = await calmWire(shop);
  made.show({ bid: 100, ask: 100.1, size: 5 });
  const venue = ccxtVenue(name, made, instruments, { key: 'fake-key', secret });
  const fault = await made.wall.settled(
    venue
      .open(() => {}, new AbortController().signal)
      .then(
        () => undefined,
        (error: unknown) => error,
      ),
  );
  await venue.close();
  await made.wall.pass(100);
  await made.close();
  expect(fault).toBeInstanceOf(VenueFault);
  return [(fault as VenueFault).kind, (fault as VenueFault).message];
}

describe('an account at Binance is refused', () => {
  it('with a key that can withdraw', async () => {
    const settings = { ...settingsOf(), canWithdraw: true };
    expect(await refused('binance', binanceSpot(1, undefined, settings))).toEqual(['auth', expect.stringContaining('can withdraw')]);
  });

  it('in hedge mode', async () => {
    const settings = { ...settingsOf(), isHedged: true };
    expect(await refused('binance-usdm', binanceUsdm(1, undefined, settings))).toEqual(['auth', expect.stringContaining('hedge mode')]);
  });

  it('with a secret that is not that of the key', async () => {
    expect((await refused('binance', binanceSpot(1), undefined, 'wrong'))[0]).toBe('auth');
  });

  it('for an instrument that is not as the session has it', async () => {
    const odd = [instrumentOf('BTCUSDT.BINANCE', { tickSize: 0.003, stepSize: 0.00001, quote: 'USDT' })];
    expect(await refused('binance', binanceSpot(1), odd)).toEqual(['auth', expect.stringContaining('its tick size is 0.01 there')]);
    const nope = [instrumentOf('NOPEUSDT.BINANCE', { tickSize: 0.01, stepSize: 0.00001, quote: 'USDT' })];
    expect(await refused('binance', binanceSpot(1), nope)).toEqual(['auth', expect.stringContaining('an instrument that binance lists')]);
  });
});
