import { IbkrVenue } from '../../engine/broker/live/ibkr/adapter.ts';
import { Chance } from '../venues/hostile/chance.ts';
import { HostileFeed } from '../venues/hostile/hostile-feed.ts';
import { STOCKS } from '../venues/tws/listed.ts';
import { twsWorld } from '../venues/tws/tws-world.ts';
import { BAR } from './random-trader.ts';
import type { Stage } from './session-play.ts';

/** The adapter of IB on a fake TWS, within this process or over sockets of this machine; its market comes as that of other stages does. */
async function onTws(seed: number, how: 'memory' | 'sockets'): Promise<Stage> {
  const contracts = STOCKS.slice(0, 1 + (seed % 2));
  const instruments = contracts.map(({ instrument }) => instrument);
  const chaos = new Chance(seed, 'stage').whole(8_000, 25_000);
  const tws = await twsWorld({ seed, every: 150, chaos, contracts }, how);
  const { wall, world, host, port } = tws;
  const feeds: HostileFeed[] = [];
  const specs = instruments.map((_, instrument) => ({ kind: 'bars', instrument, length: BAR }) as const);
  const reach: Stage['reach'] = () => {
    const feed = new HostileFeed(world, wall, specs);
    feeds.push(feed);
    return { venue: new IbkrVenue({ instruments, wall, isPaper: true, address: { host, port, clientId: 7 } }), feed };
  };
  const close = async (): Promise<void> => {
    for (const feed of feeds) await feed.close();
    await tws.close();
  };
  // It is asked for its time every eight seconds.
  return { wall, world, reach, close, stream: { name: 'tws', silence: 15_000 } };
}

export const onIbkr = (seed: number): Promise<Stage> => onTws(seed, 'memory');
export const onIbkrOverSockets = (seed: number): Promise<Stage> => onTws(seed, 'sockets');
