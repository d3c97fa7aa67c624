import { Chance } from '../venues/hostile/chance.ts';
import { HostileFeed } from '../venues/hostile/hostile-feed.ts';
import { HostileWorld, instrumentsOf } from '../venues/hostile/hostile-world.ts';
import type { FeedSpec } from '../venues/hostile/running-row.ts';
import { socketWorld } from '../venues/hostile/socket-world.ts';
import { VirtualWall } from '../venues/virtual-wall.ts';
import { BAR } from './random-trader.ts';
import type { Stage } from './session-play.ts';

const worldOf = (seed: number) => ({ seed, every: 150, chaos: new Chance(seed, 'stage').whole(8_000, 25_000) }) as const;

/** Bars of every instrument. */
const feedsOf = (instruments: number): FeedSpec[] =>
  Array.from({ length: instruments }, (_, instrument) => ({ kind: 'bars', instrument, length: BAR }));

/** The venue and its market in this process. */
export async function inProcess(seed: number): Promise<Stage> {
  const wall = new VirtualWall();
  const world = new HostileWorld({ ...worldOf(seed), wall });
  const feeds: HostileFeed[] = [];
  const reach: Stage['reach'] = () => {
    const feed = new HostileFeed(world, wall, feedsOf(world.instruments.length));
    feeds.push(feed);
    return { venue: world.newVenue(), feed };
  };
  const close = async (): Promise<void> => {
    for (const feed of feeds) await feed.close();
    world.close();
  };
  return { wall, world, reach, close };
}

/** The same on the other side of a socket of this machine. */
export async function overSockets(seed: number): Promise<Stage> {
  const instruments = instrumentsOf(1 + (seed % 2));
  const { wall, world, connect, close } = await socketWorld({ ...worldOf(seed), instruments }, feedsOf(instruments.length));
  return { wall, world, reach: connect, close };
}
