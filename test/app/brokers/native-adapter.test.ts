import { describe, expect, it } from 'vitest';
import type { AdapterContext } from '../../../app/brokers/adapter.ts';
import { isLiveFeed, isVenue } from '../../../app/brokers/adapter.ts';
import { nativeAdapter } from '../../../app/brokers/native-adapter.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import { instrumentOf } from '../../../engine/model/instrument.ts';
import { MINUTE } from '../../../engine/model/time.ts';
import { VirtualWall } from '../../venues/virtual-wall.ts';

const BTC = instrumentOf('BTCUSDT.BYBIT', { tickSize: 0.1, stepSize: 0.001, contract: 'linear', quote: 'USDT' });

const context = (env: AdapterContext['env'] = {}): AdapterContext => ({
  ...{ wall: new VirtualWall(), env, instruments: [BTC] },
  secrets: (field) => {
    if (field === 'key' || field === 'secret') return 'hush';
    throw new ConfigError(field);
  },
});

describe('a broker by its name', () => {
  it('is one account for real money, and others to try', () => {
    expect(['bybit', 'Bybit-Demo', 'bybit-testnet'].map((name) => nativeAdapter(name, 'broker').name)).toEqual([
      ...['bybit', 'bybit-demo', 'bybit-testnet'],
    ]);
  });

  it('gives a venue, and market data that ask for no keys', async () => {
    const { module } = nativeAdapter('bybit-demo', 'broker');
    expect(isVenue(await module.default(context()))).toBe(true);
    const secrets = (): never => {
      throw new ConfigError('no secrets');
    };
    const wanted = [{ feed: 0, instrument: BTC, kind: 'bars', length: MINUTE }] as const;
    expect(isLiveFeed(await module.feed!({ ...context(), secrets }, wanted))).toBe(true);
  });

  it('that nothing serves is refused in the words of the catalogue', () => {
    const refused = (name: string): string => {
      try {
        return nativeAdapter(name, 'broker').name;
      } catch (error) {
        return (error as ConfigError).message;
      }
    };
    expect(refused('huobi')).toBe('Expected a broker that orders can go to, but it was "huobi": Huobi is called HTX now: see htx');
    expect(refused('simulator')).toContain('onetape paper trades on the simulator');
    expect(refused('bybitt')).toMatch(/^Expected "broker" to be one of bybit, bybit-demo, bybit-testnet, .*or the path of an adapter/);
  });

  it.each([
    [{ ONETAPE_BYBIT_LEVERAGE: 'much' }, 'Expected ONETAPE_BYBIT_LEVERAGE to be a number from 1 to 200, but it was "much"'],
    [{ ONETAPE_BYBIT_CANCEL_ON_DISCONNECT: '2' }, 'to be a number from 3 to 300, but it was "2"'],
    [{ ONETAPE_BYBIT_LOCAL: 'example.com' }, 'Expected ONETAPE_BYBIT_LOCAL to be a server on this machine'],
  ])('with %j is refused', async (env, sentence) => {
    await expect(nativeAdapter('bybit', 'broker').module.default(context(env))).rejects.toThrow(sentence);
  });

  it('trades only what is its own', async () => {
    const other = { ...context(), instruments: [instrumentOf('GOOG.US')] };
    await expect(nativeAdapter('bybit', 'broker').module.default(other)).rejects.toThrow('Expected an instrument of bybit');
  });
});
