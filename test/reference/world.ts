/** Everything the simulator remembers. */

import { must } from './must.ts';
import type { Place } from './place.ts';
import type { Bar, Fill, Options, Stream } from './stream.ts';
import type { Work } from './work.ts';

export interface World {
  readonly stream: Stream;
  readonly options: Options;
  /** All orders that were sent, in the order of their arrival. */
  readonly orders: Work[];
  readonly fills: Fill[];
  /** With fillOn 'on-close': market orders that arrived at the present time. */
  readonly arrivals: Work[];
  /** Signed, one per instrument. */
  readonly positions: number[];
  /** The newest price, one per instrument. */
  readonly prices: (number | undefined)[];
  /** Quantity filled so far: `used[instrument][bar]`. */
  readonly used: number[][];
  now: number;
}

export function newWorld(stream: Stream): World {
  return {
    stream,
    options: stream.options,
    orders: [],
    fills: [],
    arrivals: [],
    positions: stream.instruments.map(() => 0),
    prices: stream.instruments.map(() => undefined),
    used: stream.bars.map((bars) => bars.map(() => 0)),
    now: 0,
  };
}

export const barsOf = (world: World, instrument: number): Bar[] => must(world.stream.bars[instrument], 'bars of the instrument');

export const barAt = (world: World, place: Place): Bar => must(barsOf(world, place.instrument)[place.index], 'a bar');

export const positionOf = (world: World, instrument: number): number => must(world.positions[instrument], 'a position');

export const findOrder = (world: World, id: number | undefined): Work | undefined =>
  id === undefined ? undefined : world.orders.find((work) => work.order.id === id);

export const childrenOf = (world: World, parent: Work): Work[] => world.orders.filter((work) => work.order.parent === parent.order.id);

/** Orders of an instrument that are open and awake. */
export const waiting = (world: World, instrument: number): Work[] =>
  world.orders.filter((work) => work.order.instrument === instrument && work.status === 'open' && !work.asleep);
