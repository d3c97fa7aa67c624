import { WALL } from '../../app/live/wall.ts';
import { BybitVenue } from '../../engine/broker/live/bybit/adapter.ts';
import type { VenueBrokerOptions } from '../../engine/broker/live/options.ts';
import type { Venue } from '../../engine/broker/live/venue.ts';
import { bybitOn, bybitWorld, KEY } from '../venues/bybit/bybit-world.ts';
import { HostileWorld, instrumentsOf } from '../venues/hostile/hostile-world.ts';
import { VirtualWall } from '../venues/virtual-wall.ts';
import { INSTRUMENTS, PRIVATE } from './bybit-stage.ts';
import { ibkrPlace } from './ibkr-place.ts';

/** The rules of the hostile venue that the script is played at. */
export const TERMS = { cash: 1_000_000, amend: 'in-place', reduceOnly: true, uniqueIds: 'always' } as const;

/** Where a scripted session is played: the hostile venue, or the adapter of Bybit on a fake one. */
export interface SweepPlace {
  readonly wall: VirtualWall;
  readonly world: HostileWorld;
  /** The venue as one more process reaches it. */
  readonly newVenue: () => Venue;
  readonly options: Partial<VenueBrokerOptions>;
  readonly close: () => Promise<void>;
}

export type PlaceName = 'hostile' | 'bybit' | 'ibkr';

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

async function bybitPlace(seed: number, chaos: number): Promise<SweepPlace> {
  const { wall, world, baseUrl, close } = await bybitWorld({ seed, instruments: INSTRUMENTS, chaos, every: EVERY });
  const host = baseUrl.replace('http://', '');
  return { wall, world, newVenue: () => bybitAt(host), options: { staleAfter: PRIVATE.silence }, close };
}

const PLACES = { hostile: hostilePlace, bybit: bybitPlace, ibkr: ibkrPlace } as const;

/** The same for processes of their own, on the clock of this machine; `host` is where Bybit is, and empty at the hostile venue. */
export async function openOutside(
  name: PlaceName,
  seed: number,
  chaos: number,
): Promise<Omit<SweepPlace, 'wall' | 'options'> & { readonly host: string }> {
  if (name === 'bybit') {
    const { world, baseUrl, close } = await bybitOn(WALL, { seed, instruments: INSTRUMENTS, chaos, every: 20 });
    const host = baseUrl.replace('http://', '');
    return { world, host, newVenue: () => bybitAt(host), close };
  }
  const world = new HostileWorld({ seed, wall: WALL, instruments: instrumentsOf(3), chaos, every: 20, terms: TERMS });
  return { world, host: '', newVenue: () => world.newVenue(), close: async () => {} };
}

/** The adapter of Bybit, at a fake one on this machine. */
export const bybitAt = (host: string): BybitVenue => {
  const [rest, stream] = [`http://${host}`, `ws://${host}`];
  return new BybitVenue({ instruments: INSTRUMENTS, ...KEY, hosts: { rest, privateStream: stream, publicStream: stream } });
};

/** Nothing goes wrong. */
export function makeKind(world: HostileWorld): void {
  world.schedule.rates = {};
  for (const off of world.front.pending.splice(0)) off();
}
