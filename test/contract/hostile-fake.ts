import type { Errand, Fake, Standing, Trouble } from '../../app/brokers/contract/subject.ts';
import type { Venue } from '../../engine/broker/live/venue.ts';
import { instrumentOf } from '../../engine/model/instrument.ts';
import type { ExchangeTerms } from '../venues/hostile/exchange.ts';
import type { HostileWorld } from '../venues/hostile/hostile-world.ts';
import { HostileWorld as World } from '../venues/hostile/hostile-world.ts';
import { toGrid } from '../venues/hostile/resting-order.ts';
import { socketWorld } from '../venues/hostile/socket-world.ts';
import { VirtualWall } from '../venues/virtual-wall.ts';

/** What this venue can be told to do wrong by itself. */
const TROUBLES = [
  ...(['not-sent', 'lost', 'unanswered', 'hung-before', 'hung-after', 'broken-before', 'broken-after'] as const),
  ...(['twice', 'refused', 'busy', 'clock', 'rejected-later', 'lie'] as const),
] as const satisfies readonly Trouble[];

const INSTRUMENTS = [
  instrumentOf('ALPHA', { tickSize: 0.01, stepSize: 0.1, minNotional: 1 }),
  instrumentOf('BETA', { tickSize: 0.5, stepSize: 1, contract: 'linear', multiplier: 0.1 }),
];

const START: Standing = { bid: 99.99, ask: 100.01, size: 1_000 };

/** What a venue is where nothing else is said. */
export const TERMS: ExchangeTerms = {
  ...{
    cash: 1_000_000,
    leverage: 3,
    maker: 0,
    taker: 0.0005,
    uniqueIds: 'always',
    amend: 'in-place',
    reduceOnly: true,
    forgetful: false,
    contingent: 'emulated',
    findsById: true,
    rate: 50,
  },
};

const worldTerms = (terms: Partial<ExchangeTerms>) => ({ seed: 1, instruments: INSTRUMENTS, moves: [], terms: { ...TERMS, ...terms } });

/** The hostile venue, calm but for what a case asks of it, in this process. */
export function calmFake(terms: Partial<ExchangeTerms> = {}): Fake {
  const wall = new VirtualWall();
  const world = new World({ ...worldTerms(terms), wall });
  return fakeOf(
    world,
    wall,
    world.venue,
    () => world.newVenue(),
    async () => world.close(),
  );
}

/** The same behind real sockets of this machine. */
export async function socketFake(terms: Partial<ExchangeTerms> = {}): Promise<Fake> {
  const { wall, world, venue, connect, close } = await socketWorld(worldTerms(terms), []);
  // Who is on the other side of a socket cannot say that nothing was sent.
  const troubles = TROUBLES.filter((one) => one !== 'not-sent');
  return { ...fakeOf(world, wall, venue, () => connect('second').venue, close), troubles };
}

function fakeOf(world: HostileWorld, wall: VirtualWall, venue: Venue, again: () => Venue, close: () => Promise<void>): Fake {
  const { front, schedule } = world;
  for (const turn of front.pending.splice(0)) turn();
  schedule.rates = {};
  const next = new Map<Errand, Trouble[]>();
  const fate = schedule.fate.bind(schedule);
  schedule.fate = (errand, name, now) => ({
    ...fate(errand, name, now),
    trouble: next.get(errand)?.shift() as (typeof TROUBLES)[number] | undefined,
  });
  let standing = START;
  const show = (to: Standing, instrument: number): void => {
    const { ticks, steps } = INSTRUMENTS[instrument]!;
    const [bid, ask, size] = [toGrid(ticks, to.bid), toGrid(ticks, to.ask), toGrid(steps, to.size)];
    world.market.show({ kind: 'quote', ts: wall.now(), instrument, bid, ask, bids: [size], asks: [size] });
    // It trades there, too, though nothing of it is ours.
    world.market.show({ kind: 'trade', ts: wall.now(), instrument, price: ask, size: 0, side: 1 });
  };
  show(START, 0);
  show({ bid: 99.5, ask: 100.5, size: 1_000 }, 1);
  return {
    ...{ venue, again, instruments: INSTRUMENTS, clock: wall, troubles: TROUBLES },
    market: () => standing,
    async move(to, instrument = 0) {
      if (instrument === 0) standing = to;
      show(to, instrument);
      await wall.pass(1);
    },
    truth: () => world.exchange.snapshot(0),
    next: (errand, trouble) => next.set(errand, [...(next.get(errand) ?? []), trouble]),
    get leftOver() {
      return wall.waiting;
    },
    close,
  };
}
