import { BybitVenue } from '../../engine/broker/live/bybit/adapter.ts';
import { instrumentOf } from '../../engine/model/instrument.ts';
import { type BybitWorld, bybitWorld, KEY } from '../venues/bybit/bybit-world.ts';
import { fund } from '../venues/bybit/funding.ts';
import { Chance } from '../venues/hostile/chance.ts';
import { HostileFeed } from '../venues/hostile/hostile-feed.ts';
import type { VirtualWall } from '../venues/virtual-wall.ts';
import { BAR } from './random-trader.ts';
import type { Stage } from './session-play.ts';

/** In the one currency of the session that is played. */
export const INSTRUMENTS = [
  instrumentOf('BTCUSD.BYBIT', { tickSize: 0.1, stepSize: 0.001, minNotional: 5, contract: 'linear', quote: 'USD' }),
  instrumentOf('ETHUSD.BYBIT', { tickSize: 0.01, stepSize: 0.1, minNotional: 5, contract: 'linear', quote: 'USD' }),
];

/** The stream of orders, which is pinged every eight seconds, and how long it may say nothing; milliseconds. */
export const PRIVATE = { name: 'private', silence: 15_000 } as const;

/** Funding, far more often than in life, as long as things go wrong. */
function payNowAndThen(bybit: BybitWorld<VirtualWall>, chance: Chance): void {
  const { wall, world, desk } = bybit;
  wall.after(chance.whole(2_000, 8_000), () => {
    if (wall.now() >= world.calmFrom) return;
    for (const index of world.instruments.keys()) fund(desk.books, index, chance.between(-0.001, 0.001));
    payNowAndThen(bybit, chance);
  });
}

/** The adapter of Bybit on a fake Bybit, over sockets of this machine; its market comes as that of the other stages does. */
export async function onBybit(seed: number, orders: 'rest' | 'stream' = 'rest'): Promise<Stage> {
  const instruments = INSTRUMENTS.slice(0, 1 + (seed % 2));
  const chaos = new Chance(seed, 'stage').whole(8_000, 25_000);
  const bybit = await bybitWorld({ seed, every: 150, chaos, instruments });
  const { wall, world, baseUrl: rest, streamUrl } = bybit;
  payNowAndThen(bybit, new Chance(seed, 'funding'));
  const feeds: HostileFeed[] = [];
  const specs = instruments.map((_, instrument) => ({ kind: 'bars', instrument, length: BAR }) as const);
  const reach: Stage['reach'] = () => {
    const feed = new HostileFeed(world, wall, specs);
    feeds.push(feed);
    const hosts = { rest, privateStream: streamUrl, publicStream: streamUrl };
    return { venue: new BybitVenue({ instruments, orders, ...KEY, hosts }), feed };
  };
  const close = async (): Promise<void> => {
    for (const feed of feeds) await feed.close();
    await bybit.close();
  };
  return { wall, world, reach, close, stream: PRIVATE };
}
