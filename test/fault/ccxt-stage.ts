import type { Venue } from '../../engine/broker/live/venue.ts';
import { ccxtVenue, preload } from '../contract/ccxt-fake.ts';
import { wireWorld } from '../venues/generic-ccxt/wire-world.ts';
import { Chance } from '../venues/hostile/chance.ts';
import { HostileFeed } from '../venues/hostile/hostile-feed.ts';
import type { HostileWorld } from '../venues/hostile/hostile-world.ts';
import type { VirtualWall } from '../venues/virtual-wall.ts';
import { SHOPS, type ShopName, SILENCE } from './ccxt-shops.ts';
import { BAR } from './random-trader.ts';
import type { Stage } from './session-play.ts';
import { COINS, unifiedWorld } from './unified-world.ts';

const EVERY = 150;
const chaosOf = (seed: number): number => new Chance(seed, 'stage').whole(8_000, 25_000);

/** An exchange as ccxt speaks for it, in this process, without streams. */
export async function onUnified(seed: number): Promise<Stage> {
  const made = unifiedWorld(seed, chaosOf(seed), EVERY, COINS.slice(0, 1 + (seed % 2)));
  return stageOf('kucoin', { ...made, close: async () => made.world.close() });
}

/** The adapter of an exchange of ccxt on a fake of it, over sockets of this machine. */
export const onShop =
  (name: ShopName) =>
  async (seed: number): Promise<Stage> => {
    const { fake, secrets, more, ...shop } = SHOPS[name];
    const instruments = shop.instruments.slice(0, 1 + (seed % 2));
    await preload(name);
    const made = await wireWorld({ ...fake(seed, instruments), seed, every: EVERY, chaos: chaosOf(seed) });
    return stageOf(name, { ...made, newVenue: () => ccxtVenue(name, made, instruments, secrets, more) });
  };

interface Made {
  readonly wall: VirtualWall;
  readonly world: HostileWorld;
  readonly newVenue: () => Venue;
  readonly close: () => Promise<void>;
}

/** Its market comes as that of the other stages does. */
function stageOf(name: string, made: Made): Stage {
  const { wall, world, newVenue } = made;
  const feeds: HostileFeed[] = [];
  const specs = world.instruments.map((_, instrument) => ({ kind: 'bars', instrument, length: BAR }) as const);
  const reach: Stage['reach'] = () => {
    const feed = new HostileFeed(world, wall, specs);
    feeds.push(feed);
    return { venue: newVenue(), feed };
  };
  const close = async (): Promise<void> => {
    for (const feed of feeds) await feed.close();
    await made.close();
  };
  return { wall, world, reach, close, stream: { name, silence: SILENCE } };
}
