import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TRADING_KEY } from '../../venues/bybit/key-info.ts';
import { ACCOUNT, type Place, prepared, RUN, typed } from './bybit-place.ts';

let at: Place;
beforeEach(async () => {
  at = await prepared();
}, 300_000);
afterEach(() => at.bybit.close());

/** What `onetape live` ends with; its last line. */
async function live(more: Readonly<Record<string, unknown>> = {}, env: Readonly<Record<string, string>> = {}) {
  writeFileSync(join(at.cwd, 'run.json'), JSON.stringify({ ...RUN, ...more }));
  Object.assign(at.env, env);
  const { code, err } = await typed(at, 'live', 'run.json', '--real-money', '--account', ACCOUNT, '--override', 'a test', '--quiet');
  expect(at.bybit.world.exchange.orders).toEqual([]);
  await at.bybit.wall.pass(1_000);
  expect(at.bybit.server.streams).toBe(0);
  return [code, err.trim().split('\n').at(-1)];
}

const permissions = (more: object) => ({ ...TRADING_KEY, permissions: { ...TRADING_KEY.permissions, ...more } });
const cannotConnect = (why: string) => expect.stringContaining(`Expected bybit to connect, but it was "${why}`);

describe('onetape live on Bybit ends with one sentence, and sends nothing,', { timeout: 300_000 }, () => {
  it('with a key that is not known', async () => {
    expect(await live({}, { ONETAPE_SECRET_BYBIT_DEMO_KEY: 'wrong-key' })).toEqual([1, cannotConnect('API key is invalid. (10003)')]);
  });

  it('with a secret that is not that of the key', async () => {
    const [code, said] = await live({}, { ONETAPE_SECRET_BYBIT_DEMO_SECRET: 'wrong-secret' });
    expect([code, said]).toEqual([1, expect.stringMatching(/\(10004\)/)]);
    expect(said).not.toContain('fake-key');
  });

  it('with a key that may withdraw', async () => {
    at.bybit.settings.key = permissions({ Wallet: ['Withdraw'] });
    expect(await live()).toEqual([1, cannotConnect('the API key can withdraw: make another without that permission')]);
  });

  it('with a key that may not trade what is to be traded', async () => {
    at.bybit.settings.key = permissions({ ContractTrade: [], Derivatives: [] });
    expect(await live()).toEqual([1, cannotConnect('the API key may not trade contracts: it is without "ContractTrade: Order"')]);
  });

  it('on an account that is no unified one', async () => {
    at.bybit.settings.unifiedMarginStatus = 1;
    expect(await live()).toEqual([1, cannotConnect('the account is no unified trading account (status "1"): upgrade it at bybit')]);
  });

  it('on a symbol that Bybit does not list', async () => {
    const instruments = { asset: { id: 'NOPEUSDT.BYBIT', contract: 'linear', quote: 'USDT', tickSize: 0.1, stepSize: 0.001 } };
    const one = { strategy: 'sma-cross', feeds: { asset: 'BTCUSDT.BYBIT@1m' }, instruments };
    expect(await live({ ...one, strategies: undefined })).toEqual([1, expect.stringContaining('NOPEUSDT')]);
  });

  it.each([
    ['is in maintenance', { status: 503 } as const, 'HTTP 503'],
    ['wants fewer requests', [10006, 'Too many visits. Exceeded the API Rate Limit.'] as const, 'Too many visits'],
  ])('where Bybit %s for longer than it tries', async (_, says, sentence) => {
    at.bybit.counter.refuses = ({ path }) => {
      if (path.startsWith('/v5/market')) return undefined;
      at.pace = 1_000;
      return says;
    };
    expect(await live()).toEqual([1, cannotConnect(sentence)]);
  });

  it('for orders by a stream, which a demo account does not have', async () => {
    expect(await live({}, { ONETAPE_BYBIT_ORDERS: 'stream' })).toEqual([
      2,
      'Expected ONETAPE_BYBIT_ORDERS to be rest for the demo account, which takes none by a stream, but it was "stream"',
    ]);
  });
});
