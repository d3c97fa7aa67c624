import { WALL } from '../../app/live/wall.ts';
import type { Venue } from '../../engine/broker/live/venue.ts';
import { ccxtVenue, preload } from '../contract/ccxt-fake.ts';
import { wireOn, wireWorld } from '../venues/generic-ccxt/wire-world.ts';
import { SHOPS, type ShopName, SILENCE } from './ccxt-shops.ts';
import type { OutsidePlace } from './sweep-outside.ts';
import type { SweepPlace } from './sweep-place.ts';
import { unifiedWorld } from './unified-world.ts';

/** How often its market moves, milliseconds: on a clock that is turned, and on this machine's own. */
const EVERY = 300;
const EVERY_OUTSIDE = 20;

/** Where a scripted session is played at any exchange as ccxt speaks for it, within this process and without streams. */
export async function unifiedPlace(seed: number, chaos: number): Promise<SweepPlace> {
  const made = unifiedWorld(seed, chaos, EVERY);
  return { ...made, options: { staleAfter: SILENCE }, close: async () => made.world.close() };
}

/** The same at an exchange of ccxt on a fake of it, over sockets of this machine. */
export const shopPlace =
  (name: ShopName) =>
  async (seed: number, chaos: number): Promise<SweepPlace> => {
    const { fake, instruments, secrets, more } = SHOPS[name];
    await preload(name);
    const made = await wireWorld({ ...fake(seed, instruments), seed, chaos, every: EVERY });
    const newVenue = (): Venue => ccxtVenue(name, made, instruments, secrets, more);
    return { ...made, newVenue, options: { staleAfter: SILENCE } };
  };

/** The same for processes of their own. */
export function shopOutside(name: ShopName): OutsidePlace {
  const { fake, instruments, secrets, more } = SHOPS[name];
  const venueAt = (host: string): Venue => ccxtVenue(name, { wall: WALL, host }, instruments, secrets, more);
  return {
    instruments,
    options: { staleAfter: SILENCE },
    async open(seed, chaos) {
      const { world, host, close } = await wireOn(WALL, { ...fake(seed, instruments), seed, chaos, every: EVERY_OUTSIDE });
      return { world, host, newVenue: () => venueAt(host), close };
    },
    venueAt,
  };
}
