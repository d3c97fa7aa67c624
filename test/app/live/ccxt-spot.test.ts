import { afterEach, describe, expect, it } from 'vitest';
import { accountOf } from '../../../app/brokers/native/ccxt.ts';
import { binanceSpot } from '../../venues/binance/binance-world.ts';
import { KEY } from '../../venues/binance/signature.ts';
import type { Manners } from '../../venues/generic-ccxt/wire-server.ts';
import type { Shop } from '../../venues/generic-ccxt/wire-world.ts';
import { fromGrid } from '../../venues/hostile/resting-order.ts';
import { gate, played, prepared } from './ccxt-place.ts';

let at: Awaited<ReturnType<typeof prepared>>;
afterEach(() => at.made.close());

const listens = (streams: number) => () => at.made.server.streams >= streams;

/** A Binance that has no contracts: what fetches history asks for those, too. */
const withoutContracts = (manners: Manners): Manners => ({
  route: (request) =>
    /^\/[df]api\/v1\/exchangeInfo$/.test(request.path)
      ? { errand: 'time', name: '', act: () => ({ symbols: [] }) }
      : manners.route(request),
  refusal: (fault, request) => manners.refusal(fault, request),
  lie: (request) => manners.lie(request),
  stream: (path, line) => manners.stream(path, line),
});

/** Where fees are taken in coins, what is held is no round quantity any more, and a rest of it cannot be sold. */
const pairs = () => {
  const { instruments, terms, manners } = binanceSpot(7);
  return { instruments, terms: { ...terms, maker: 0, taker: 0 }, manners: (shop: Shop) => withoutContracts(manners(shop)) };
};

describe('sma-cross on pairs of Binance through ccxt', () => {
  it('papers on what comes live, and comes out again', async () => {
    at = await prepared(['binance', 'binance-testnet'], pairs(), KEY);
    expect((await played(at, listens(1), 'paper', 'run.json')).length).toBeGreaterThan(3);
    expect(at.made.world.exchange.orders).toEqual([]);
  }, 120_000);

  it('trades on the testnet, and comes out again', async () => {
    at = await prepared(['binance', 'binance-testnet'], pairs(), KEY);
    const fills = await played(at, listens(2), 'live', 'run.json', ...gate(accountOf('binance-testnet', KEY.key)));
    const { exchange } = at.made.world;
    expect(fills.length).toBeGreaterThan(3);
    expect(fills.length).toBe(exchange.fills.length);
    expect(exchange.orders.some(({ request }) => request.type === 'stop')).toBe(true);
    expect(exchange.open).toEqual([]);
    // What a thin market gave of an entry may be worth less than the least order, and cannot be sold.
    const { instruments, last } = at.made.shop;
    for (const [k, { steps, minNotional }] of instruments.entries())
      expect(fromGrid(steps, exchange.account.held[k]!) * last(k)).toBeLessThan(minNotional);
  }, 120_000);
});
