import { afterEach, describe, expect, it } from 'vitest';
import { accountOf } from '../../../app/brokers/native/ccxt.ts';
import { binanceUsdm, PERPETUALS } from '../../venues/binance/binance-world.ts';
import { KEY } from '../../venues/binance/signature.ts';
import { gate, played, prepared } from './ccxt-place.ts';

let at: Awaited<ReturnType<typeof prepared>>;
afterEach(() => at.made.close());

const listens = (streams: number) => () => at.made.server.streams >= streams;

describe('sma-cross on perpetuals of Binance through ccxt', () => {
  it('papers on what comes live, and comes out again', async () => {
    at = await prepared(['binance-usdm', 'binance-usdm-testnet'], binanceUsdm(7, PERPETUALS), KEY);
    expect((await played(at, listens(1), 'paper', 'run.json')).length).toBeGreaterThan(3);
    expect(at.made.world.exchange.orders).toEqual([]);
  }, 120_000);

  it('trades on the testnet, and comes out again', async () => {
    at = await prepared(['binance-usdm', 'binance-usdm-testnet'], binanceUsdm(7, PERPETUALS), KEY);
    const account = accountOf('binance-usdm-testnet', KEY.key);
    const fills = await played(at, listens(2), 'live', 'run.json', ...gate(account));
    const { exchange } = at.made.world;
    expect(fills.length).toBe(exchange.fills.length);
    // Each entry had its stop, and nothing is left over.
    expect(exchange.orders.some(({ request }) => request.type === 'stop')).toBe(true);
    expect(exchange.open).toEqual([]);
    expect(exchange.account.held).toEqual([0, 0]);
  }, 120_000);
});
