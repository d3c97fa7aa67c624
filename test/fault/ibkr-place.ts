import { IbkrVenue } from '../../engine/broker/live/ibkr/adapter.ts';
import type { Venue } from '../../engine/broker/live/venue.ts';
import { STOCKS } from '../venues/tws/listed.ts';
import { twsWorld } from '../venues/tws/tws-world.ts';
import type { SweepPlace } from './sweep-place.ts';

/** How often its market moves, and how long its stream may say nothing, milliseconds. */
const [EVERY, SILENCE] = [300, 15_000];

/** Where a scripted session is played at IB: the adapter on a fake TWS of three stocks, within this process. */
export async function ibkrPlace(seed: number, chaos: number): Promise<SweepPlace> {
  const { wall, world, host, port, close } = await twsWorld({ seed, contracts: STOCKS, chaos, every: EVERY }, 'memory');
  const instruments = STOCKS.map(({ instrument }) => instrument);
  const newVenue = (): Venue => new IbkrVenue({ instruments, wall, isPaper: true, address: { host, port, clientId: 7 } });
  return { wall, world, newVenue, options: { staleAfter: SILENCE }, close };
}
