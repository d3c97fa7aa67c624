import type { VenueBrokerOptions } from '../../engine/broker/live/options.ts';
import type { Venue } from '../../engine/broker/live/venue.ts';
import { HostileWorld, instrumentsOf } from '../venues/hostile/hostile-world.ts';
import { VirtualWall } from '../venues/virtual-wall.ts';
import { bybitPlace } from './bybit-place.ts';
import { shopPlace, unifiedPlace } from './ccxt-place.ts';
import { ibkrPlace } from './ibkr-place.ts';

/** The rules of the hostile venue that the script is played at. */
export const TERMS = { cash: 1_000_000, amend: 'in-place', reduceOnly: true, uniqueIds: 'always' } as const;

/** Where a scripted session is played: the hostile venue, or an adapter on a fake of its venue. */
export interface SweepPlace {
  readonly wall: VirtualWall;
  readonly world: HostileWorld;
  /** The venue as one more process reaches it. */
  readonly newVenue: () => Venue;
  readonly options: Partial<VenueBrokerOptions>;
  readonly close: () => Promise<void>;
}

const EVERY = 300;

/** Opens it; what goes wrong there goes on for `chaos` milliseconds, and with 0 nothing does. */
export async function openPlace(name: PlaceName, seed: number, chaos: number): Promise<SweepPlace> {
  const place = await PLACES[name](seed, Math.max(chaos, 1_000));
  if (chaos === 0) makeKind(place.world);
  return place;
}

async function hostilePlace(seed: number, chaos: number): Promise<SweepPlace> {
  const wall = new VirtualWall();
  const world = new HostileWorld({ seed, wall, instruments: instrumentsOf(3), chaos, every: EVERY, terms: TERMS });
  return { wall, world, newVenue: () => world.newVenue(), options: {}, close: async () => world.close() };
}

/** Where sessions are swept, by the name of `--venue`. */
export const PLACES = {
  ...{ hostile: hostilePlace, bybit: bybitPlace, ibkr: ibkrPlace, unified: unifiedPlace },
  ...{ binance: shopPlace('binance'), 'binance-usdm': shopPlace('binance-usdm'), kraken: shopPlace('kraken') },
} as const;
export type PlaceName = keyof typeof PLACES;

/** Nothing goes wrong. */
export function makeKind(world: HostileWorld): void {
  world.schedule.rates = {};
  for (const off of world.front.pending.splice(0)) off();
}
