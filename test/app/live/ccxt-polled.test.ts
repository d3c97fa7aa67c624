import { afterEach, describe, expect, it } from 'vitest';
import type { WantedFeed } from '../../../app/brokers/adapter.ts';
import { CcxtFeed } from '../../../data/live/ccxt/feed.ts';
import { CcxtVenue } from '../../../engine/broker/live/ccxt/adapter.ts';
import { OKX } from '../../../engine/broker/live/ccxt/certified/okx.ts';
import { instrumentOf } from '../../../engine/model/instrument.ts';
import { followWall } from '../../venues/bybit/machine-clock.ts';
import { symbolOf, UnifiedExchange } from '../../venues/generic-ccxt/unified-exchange.ts';
import { UnifiedMarket } from '../../venues/generic-ccxt/unified-market.ts';
import type { ExchangeTerms } from '../../venues/hostile/exchange.ts';
import { HostileWorld } from '../../venues/hostile/hostile-world.ts';
import { fromGrid } from '../../venues/hostile/resting-order.ts';
import { VirtualWall } from '../../venues/virtual-wall.ts';
import { folder } from '../in-process.ts';
import { gate, type Place, played, runOf } from './ccxt-place.ts';

const BTC = { tickSize: 0.01, stepSize: 0.0001, minNotional: 5, quote: 'USDT' } as const;
const INSTRUMENTS = [instrumentOf('BTCUSDT.OKX', BTC)];
const [PAIR] = INSTRUMENTS;
const SYMBOL = symbolOf(PAIR!);

/** What the module of an adapter, which is loaded by its path, finds in this process. */
const HERE = Symbol.for('onetape.test.polled');
const MODULE = `const here = globalThis[Symbol.for('onetape.test.polled')];
export default () => here.venue();
export const feed = (context, wanted) => here.feed(wanted);
`;

const TERMS: Partial<ExchangeTerms> = {
  ...{ cash: 1_000_000, leverage: 10, maker: 0, taker: 0, uniqueIds: 'always', amend: 'none', reduceOnly: false },
  ...{ findsById: true, contingent: 'emulated', forgetful: false },
};

let at: Place;
afterEach(() => at.made.close());

/** An exchange as ccxt speaks for it, whose account and bars are asked for, and a folder with the history of a pair. */
async function prepared(): Promise<{ readonly asked: () => number }> {
  const wall = new VirtualWall();
  const world = new HostileWorld({ seed: 7, every: 1_000, chaos: 0, wall, instruments: INSTRUMENTS, terms: TERMS });
  const market = new UnifiedMarket(world, INSTRUMENTS, wall, 7);
  world.schedule.rates = {};
  for (const turn of world.front.pending.splice(0)) turn();
  const unified = new UnifiedExchange(world.front, INSTRUMENTS, OKX, () => market.last(SYMBOL));
  let asked = 0;
  const bars = market.fetchOHLCV.bind(market);
  market.fetchOHLCV = (...args) => {
    asked++;
    return bars(...args);
  };
  Object.assign(globalThis, {
    [HERE]: {
      venue: () =>
        new CcxtVenue({
          ...{ row: { ...OKX, corrects: undefined }, instruments: INSTRUMENTS, wall, account: 'fake', checksKey: false },
          reach: async () => unified,
        }),
      feed: (wanted: readonly WantedFeed[]) =>
        new CcxtFeed({
          ...{ name: 'polled', wanted, wall, random: () => 0.5, confirms: false, open: async () => market },
          place: () => ({ symbol: SYMBOL, id: SYMBOL }),
        }),
    },
  });
  const stop = followWall(wall);
  const close = async (): Promise<void> => {
    stop();
    world.close();
  };
  at = { made: { wall, world, close }, cwd: '', env: {} };
  await wall.pass(2_000);
  const rows = (await bars(SYMBOL, '1m', 0, 10_000)).slice(0, -1).map(([ts = 0, ...prices]) => [new Date(ts).toISOString(), ...prices]);
  const csv = ['time,open,high,low,close,volume', ...rows].join('\n');
  const feedOf = () => ({ source: './btc.csv', timeframe: '1m', stamp: 'open', timezone: 'UTC' });
  const { strategies, ...run } = runOf(INSTRUMENTS, feedOf, { liveFeed: './polled.mjs', broker: './polled.mjs' });
  const { id: _id, params, ...one } = strategies[0]!;
  // No stops are certified there.
  const whole = { ...one, params: { ...params, stop: 0 }, ...run, instruments: { asset: { id: PAIR!.id, ...BTC } } };
  at = { ...at, cwd: folder({ 'run.json': whole, 'btc.csv': csv, 'polled.mjs': MODULE }) };
  return { asked: () => asked };
}

describe('sma-cross on a pair of an exchange whose account is looked at', () => {
  it('papers on bars that are asked for, and comes out again', async () => {
    const { asked } = await prepared();
    expect((await played(at, () => asked() >= 2, 'paper', 'run.json')).length).toBeGreaterThan(3);
    expect(at.made.world.exchange.orders).toEqual([]);
  }, 120_000);

  it('trades, hears of its fills by looking, and comes out again', async () => {
    const { asked } = await prepared();
    const fills = await played(at, () => asked() >= 2, 'live', 'run.json', ...gate('fake'));
    const { exchange } = at.made.world;
    expect(fills.length).toBeGreaterThan(3);
    expect(fills.length).toBe(exchange.fills.length);
    expect(exchange.open).toEqual([]);
    expect(fromGrid(PAIR!.steps, exchange.account.held[0]!) * exchange.fills.at(-1)!.price).toBeLessThan(BTC.minNotional);
  }, 120_000);
});
