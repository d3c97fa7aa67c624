import { WALL } from '../../app/live/wall.ts';
import type { VenueBrokerOptions } from '../../engine/broker/live/options.ts';
import type { Venue } from '../../engine/broker/live/venue.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import { HostileWorld, instrumentsOf } from '../venues/hostile/hostile-world.ts';
import type { SocketClient } from '../venues/hostile/socket-client.ts';
import { SocketVenue } from '../venues/hostile/socket-venue.ts';
import { VirtualWall } from '../venues/virtual-wall.ts';
import { BYBIT_OUTSIDE } from './bybit-place.ts';
import { shopOutside } from './ccxt-place.ts';
import { type PlaceName, type SweepPlace, TERMS } from './sweep-place.ts';

/** Where processes of their own play a scripted session, on the clock of this machine. */
export interface OutsidePlace {
  readonly instruments: readonly Instrument[];
  readonly options: Partial<VenueBrokerOptions>;
  /** Opens it in this process; `host` is where the venue is. */
  readonly open: (seed: number, chaos: number) => Promise<Pick<SweepPlace, 'world' | 'newVenue' | 'close'> & { readonly host: string }>;
  /** The venue as a process reaches it; `client` is its connection to the market. */
  readonly venueAt: (host: string, client: SocketClient, seed: number) => Venue;
}

const HOSTILE: OutsidePlace = {
  instruments: instrumentsOf(3),
  options: {},
  async open(seed, chaos) {
    const world = new HostileWorld({ seed, wall: WALL, instruments: this.instruments, chaos, every: 20, terms: TERMS });
    return { world, host: '', newVenue: () => world.newVenue(), close: async () => {} };
  },
  venueAt(_host, client, seed) {
    // What the venue can do follows from the seed; the venue itself is on the other side.
    const like = new HostileWorld({ seed, wall: new VirtualWall(), instruments: this.instruments, terms: TERMS });
    like.close();
    return new SocketVenue(client, like.venue);
  },
};

/** Those of the places that are behind sockets: a fake within one process is nowhere for others. */
export const OUTSIDE: Readonly<Partial<Record<PlaceName, OutsidePlace>>> = {
  ...{ hostile: HOSTILE, bybit: BYBIT_OUTSIDE, binance: shopOutside('binance') },
  ...{ 'binance-usdm': shopOutside('binance-usdm'), kraken: shopOutside('kraken') },
};
