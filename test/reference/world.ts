/** Everything the simulator remembers. */

import type { Happening } from './account/terms.ts';
import { snapNear } from './grid.ts';
import { must } from './must.ts';
import type { Place } from './place.ts';
import type { Bar, Fill, Instrument, Options, Order, Quote, Side, Stream, Trade } from './stream.ts';
import type { Work } from './work.ts';

export interface World {
  readonly stream: Stream;
  readonly options: Options;
  /** All orders that were sent, in the order of their arrival. */
  readonly orders: Work[];
  readonly fills: Fill[];
  /** With fillOn 'on-close': market orders that arrived at the present time. */
  readonly arrivals: Work[];
  /** Signed, `positions[strategy][instrument]`. */
  readonly positions: number[][];
  /** The newest price, one per instrument. */
  readonly prices: (number | undefined)[];
  /** Quantity filled so far: `used[instrument][bar]`. */
  readonly used: number[][];
  now: number;
  /** Quotes that have come, one list per instrument, the newest last; of instruments that are judged on trades, those. */
  readonly quotes: Quote[][];
  readonly trades: Trade[][];
  /** What our orders have taken, and books still hold against them. */
  taken: { instrument: number; side: Side; price: number; qty: number }[];
  /** What our orders have taken of the newest trade, where trades are the market. */
  tradeUsed: number[];
  /** How many places in line were given. */
  places: number;
  /** With an account: all that ever changed it. */
  readonly history: Happening[];
  /** By currency: account money for a unit of it, as the newest close says. */
  readonly rates: (number | undefined)[];
  /** What the account was worth, each time that bars closed. */
  readonly curve: { ts: number; value: number }[];
  /** Whether nothing is left of the account. */
  isHalted: boolean;
  /** Whether the venue has closed something, and it is still to be said what is left. */
  isCalled: boolean;
  /** Instruments whose position the venue has closed in part already, with the end of the bar in which it last did. */
  readonly called: Map<number, number>;
  /** By instrument: the newest price at which something was dealt, and the end of that bar. */
  readonly dealtAt: Map<number, { price: number; barTs: number }>;
  /** Instruments that have ended, and what their orders are refused for. */
  readonly gone: Map<number, string>;
}

export function newWorld(stream: Stream): World {
  return {
    stream,
    options: stream.options,
    orders: [],
    fills: [],
    arrivals: [],
    positions: Array.from({ length: stream.money?.strategies ?? 1 }, () => stream.instruments.map(() => 0)),
    prices: stream.instruments.map(() => undefined),
    used: stream.bars.map((bars) => bars.map(() => 0)),
    now: 0,
    quotes: stream.instruments.map(() => []),
    trades: stream.instruments.map(() => []),
    taken: [],
    tradeUsed: stream.instruments.map(() => 0),
    places: 0,
    history: [],
    rates: (stream.money?.rates ?? []).map(() => undefined),
    curve: [],
    isHalted: false,
    isCalled: false,
    called: new Map(),
    dealtAt: new Map(),
    gone: new Map(),
  };
}

export const barsOf = (world: World, instrument: number): Bar[] => must(world.stream.bars[instrument], 'bars of the instrument');

export const barAt = (world: World, place: Place): Bar => must(barsOf(world, place.instrument)[place.index], 'a bar');

export const instrumentAt = (world: World, instrument: number): Instrument => must(world.stream.instruments[instrument], 'an instrument');

/** What the strategy of an order holds of its instrument. */
export const positionOf = (world: World, { strategy = 0, instrument }: Pick<Order, 'strategy' | 'instrument'>): number =>
  must(world.positions[strategy]?.[instrument], 'a position');

export const findOrder = (world: World, id: number | undefined): Work | undefined =>
  id === undefined ? undefined : world.orders.find((work) => work.order.id === id);

export const childrenOf = (world: World, parent: Work): Work[] => world.orders.filter((work) => work.order.parent === parent.order.id);

/** Orders of an instrument that are open and awake. */
export const waiting = (world: World, instrument: number): Work[] =>
  world.orders.filter((work) => work.order.instrument === instrument && work.status === 'open' && !work.asleep);

/** Units that are held, without the rounding of sums: whole steps, or eight decimals where fees take fractions of them. */
export const snapUnits = ({ options }: World, units: number, step: number): number =>
  snapNear(units, step !== 0 && options.feeInKind === true ? 1e-8 : step);
