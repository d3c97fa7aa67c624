import { afterEach, describe, expect, it } from 'vitest';
import { nativeAdapter } from '../../../../app/brokers/native-adapter.ts';
import type { Arrival, LiveFeed } from '../../../../engine/feed/live-feed.ts';
import type { Instrument } from '../../../../engine/model/instrument.ts';
import { MINUTE } from '../../../../engine/model/time.ts';
import { preload } from '../../../contract/ccxt-fake.ts';
import { binanceSpot, binanceUsdm } from '../../../venues/binance/binance-world.ts';
import { type WireTerms, type WireWorld, wireWorld } from '../../../venues/generic-ccxt/wire-world.ts';
import { krakenSpot } from '../../../venues/kraken/kraken-world.ts';
import type { VirtualWall } from '../../../venues/virtual-wall.ts';

let made: WireWorld<VirtualWall>;
let feed: LiveFeed;
let arrivals: Arrival[];

const rowsOf = (of: number): (readonly number[])[] =>
  arrivals.flatMap((one) => (one.kind === 'row' && one.feed === of ? [one.values] : []));

async function listen(name: string, shop: Pick<WireTerms, 'instruments' | 'terms' | 'manners'>): Promise<void> {
  await preload(name);
  made = await wireWorld({ ...shop, seed: 3, chaos: 0 });
  const { wall, host } = made;
  const instrument = shop.instruments[0] as Instrument;
  const wanted = [
    { feed: 0, instrument, kind: 'bars', length: MINUTE },
    { feed: 1, instrument, kind: 'trades', length: Number.NaN },
    { feed: 2, instrument, kind: 'quotes', length: Number.NaN },
  ] as const;
  const env = { [`ONETAPE_${name.toUpperCase().replaceAll('-', '_')}_LOCAL`]: host };
  const secrets = (): never => {
    throw new Error('market data need no key');
  };
  await wall.pass(5 * MINUTE);
  feed = await nativeAdapter(name, 'broker').module.feed!({ wall, env, secrets, instruments: shop.instruments }, wanted);
  arrivals = [];
  const take = (): void => {
    for (let one = feed.poll(); one !== undefined; one = feed.poll()) arrivals.push(one);
  };
  await wall.settled(feed.connect(take, new AbortController().signal));
}

afterEach(async () => {
  await feed.close();
  await made.wall.pass(1_000);
  expect(made.server.streams).toBe(0);
  await made.close();
});

describe.each([
  ['binance', binanceSpot(3)],
  ['binance-usdm', binanceUsdm(3)],
  ['kraken', krakenSpot(3)],
] as const)('market data of %s through ccxt', (name, shop) => {
  it('are bars without a gap and without a repetition, across cuts of the streams, and trades and best prices in their order', async () => {
    await listen(name, shop);
    for (let k = 0; k < 4; k++) {
      await made.wall.pass(80_000);
      made.server.cut();
    }
    await made.wall.pass(2 * MINUTE);
    const opened = rowsOf(0).map(([openTs]) => openTs!);
    expect(opened.length).toBeGreaterThan(10);
    expect(opened).toEqual(opened.map((_, k) => opened[0]! + k * MINUTE));
    // The newest bar that is over has come, and none that is not.
    expect(made.wall.now() - opened.at(-1)!).toBeLessThan(2 * MINUTE + 5_000);
    expect(opened.at(-1)! + MINUTE).toBeLessThanOrEqual(made.wall.now());
    const closed = new Map(made.shop.candles[0]!.minutes.map(({ start, close }) => [start, close]));
    for (const [openTs = 0, , , , , close] of rowsOf(0)) expect([openTs, close]).toEqual([openTs, closed.get(openTs)]);
    for (const [, bid = 0, ask = 0] of rowsOf(2)) expect(bid).toBeLessThan(ask);
    for (const of of [1, 2]) {
      const times = rowsOf(of).map(([ts]) => ts!);
      expect(times.length).toBeGreaterThan(10);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
  });
});
