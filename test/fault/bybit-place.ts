import { WALL } from '../../app/live/wall.ts';
import { BybitVenue } from '../../engine/broker/live/bybit/adapter.ts';
import { bybitOn, bybitWorld, KEY } from '../venues/bybit/bybit-world.ts';
import { INSTRUMENTS, PRIVATE } from './bybit-stage.ts';
import type { OutsidePlace } from './sweep-outside.ts';
import type { SweepPlace } from './sweep-place.ts';

/** How often its market moves, milliseconds: on a clock that is turned, and on this machine's own. */
const EVERY = 300;
const EVERY_OUTSIDE = 20;

/** Where a scripted session is played at Bybit: the adapter on a fake of it, over sockets of this machine. */
export async function bybitPlace(seed: number, chaos: number): Promise<SweepPlace> {
  const { wall, world, baseUrl, close } = await bybitWorld({ seed, instruments: INSTRUMENTS, chaos, every: EVERY });
  return { wall, world, newVenue: () => bybitAt(hostOf(baseUrl)), options: { staleAfter: PRIVATE.silence }, close };
}

/** The same for processes of their own. */
export const BYBIT_OUTSIDE: OutsidePlace = {
  instruments: INSTRUMENTS,
  options: { staleAfter: PRIVATE.silence },
  async open(seed, chaos) {
    const { world, baseUrl, close } = await bybitOn(WALL, { seed, instruments: INSTRUMENTS, chaos, every: EVERY_OUTSIDE });
    const host = hostOf(baseUrl);
    return { world, host, newVenue: () => bybitAt(host), close };
  },
  venueAt: bybitAt,
};

const hostOf = (baseUrl: string): string => baseUrl.replace('http://', '');

function bybitAt(host: string): BybitVenue {
  const [rest, stream] = [`http://${host}`, `ws://${host}`];
  return new BybitVenue({ instruments: INSTRUMENTS, ...KEY, hosts: { rest, privateStream: stream, publicStream: stream } });
}
