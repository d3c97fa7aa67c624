import { afterEach, describe, expect, it } from 'vitest';
import { accountOf } from '../../../app/brokers/native/ccxt.ts';
import { fromGrid } from '../../venues/hostile/resting-order.ts';
import { krakenSpot } from '../../venues/kraken/kraken-world.ts';
import { KEY } from '../../venues/kraken/signature.ts';
import { gate, played, prepared } from './ccxt-place.ts';

let at: Awaited<ReturnType<typeof prepared>>;
afterEach(() => at.made.close());

/** Where fees are taken in coins, what is held is no round quantity any more, and a rest of it cannot be sold. */
const pairs = () => {
  const shop = krakenSpot(7);
  return { ...shop, terms: { ...shop.terms, maker: 0, taker: 0 } };
};

/** Bars are asked for there: how often they were. */
const bars = (): number => at.made.server.heard.filter(({ request }) => request.path.endsWith('/OHLC')).length;

describe('sma-cross on pairs of Kraken through ccxt', () => {
  it('papers on what comes live, and comes out again', async () => {
    at = await prepared(['kraken', 'kraken'], pairs(), KEY);
    const before = bars();
    expect((await played(at, () => bars() >= before + 2, 'paper', 'run.json')).length).toBeGreaterThan(3);
    expect(at.made.world.exchange.orders).toEqual([]);
  }, 120_000);

  it('trades, and comes out again', async () => {
    at = await prepared(['kraken', 'kraken'], pairs(), KEY);
    const before = bars();
    const isAtWork = (): boolean => at.made.server.streams >= 1 && bars() >= before + 2;
    const fills = await played(at, isAtWork, 'live', 'run.json', ...gate(accountOf('kraken', KEY.key)));
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
