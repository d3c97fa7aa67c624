import { createHash } from 'node:crypto';
import type { Command } from '../../engine/broker/broker.ts';
import type { VenueRequest } from '../../engine/broker/live/venue.ts';
import { VenueBroker } from '../../engine/broker/live/venue-broker.ts';
import { millis } from '../../engine/model/time.ts';
import { Chance } from '../venues/hostile/chance.ts';
import { HostileWorld } from '../venues/hostile/hostile-world.ts';
import type { Move } from '../venues/hostile/market.ts';
import { fromGrid } from '../venues/hostile/resting-order.ts';
import { VirtualWall } from '../venues/virtual-wall.ts';
import { Books } from './books.ts';
import { differences } from './differences.ts';
import { HASTY } from './hasty.ts';
import { MortalVenue } from './mortal-venue.ts';
import type { Played } from './played.ts';
import { randomCommands, type Sight } from './random-orders.ts';

/** How long things go wrong, and how long everything may take to come right after that; milliseconds. */
const CHAOS = 40_000;
const CALM = 150_000;

/** One who trades at random against the hostile venue, through the broker alone. */
export async function playBroker(seed: number): Promise<Played> {
  const chance = new Chance(seed, 'trader');
  const wall = new VirtualWall();
  const world = new HostileWorld({ seed, wall, chaos: CHAOS, every: 200 });
  const { exchange, instruments } = world;
  const books = new Books(instruments, exchange.terms.cash);
  const wrong: string[] = [];
  const notes: string[] = [];
  let isHalted = false;
  const witness = ({ clientId, order }: VenueRequest): void => {
    if (isHalted) wrong.push(`${clientId} was sent after the halt`);
    const unknown = books.unknown(order.instrument).filter((id) => clientId !== `k3f9x2-${id}`);
    if (!(order.reduceOnly && exchange.terms.reduceOnly) && unknown.length > 0)
      wrong.push(`${clientId} was sent while the outcome of ${unknown.join(', ')} was unknown`);
  };
  const venue = new MortalVenue(world.venue, wall, witness);
  const broker = new VenueBroker(venue, {
    ...{ wall, instruments, tag: 'k3f9x2', currencies: ['USD'] },
    random: () => chance.between(0, 1),
    onNote: ({ what, text }) => notes.push(`${(wall.now() - world.calmFrom + CHAOS) / 1000} s  ${what}: ${text}`),
    options: { emulateExits: true, connectTries: 30, ...(chance.happens(0.5) ? HASTY : {}) },
  });
  const prices = instruments.map(() => Number.NaN);
  world.market.follow((move: Move) => {
    if (move.kind === 'trade') prices[move.instrument] = fromGrid(instruments[move.instrument]!.ticks, move.price);
  });
  const drain = (): void => {
    for (let event = broker.poll(); event !== undefined; event = broker.poll()) {
      try {
        books.read(event);
      } catch (error) {
        wrong.push((error as Error).message);
      }
    }
  };
  const send = (commands: readonly Command[]): void => {
    for (const command of commands) books.write(command);
    for (const command of commands) broker.send(command);
    drain();
  };
  const openOrders = (): number[] => books.blotter.openOrders(0, -1);
  const sight: Sight = {
    ...{ instruments, supports: world.venue.supports },
    price: (i) => prices[i]!,
    held: (i) => books.held[i]!,
    request: (id) => books.blotter.request(id)!,
    get open() {
      return openOrders();
    },
    get next() {
      return books.blotter.length + 1;
    },
  };
  try {
    await wall.pass(1_000);
    await wall.settled(broker.connect(drain, new AbortController().signal, millis(wall.now() - 1_000)));
    broker.recall(books.known);
    const haltAt = chance.happens(0.2) ? wall.now() + chance.whole(5_000, CHAOS) : Number.POSITIVE_INFINITY;
    const pace = chance.oneOf([100, 300, 1_000]);
    while (wall.now() < world.calmFrom) {
      if (!isHalted && wall.now() >= haltAt) {
        isHalted = true;
        broker.halt('a test says so');
      }
      send(randomCommands(chance, sight, wall.now()));
      await wall.pass(chance.whole(1, 2 * pace));
    }
    await wall.pass(CALM / 3);
    for (const id of openOrders()) send([{ kind: 'cancel', ts: wall.now(), id }]);
    await wall.pass((2 * CALM) / 3);
    if (venue.busiest > 2 * exchange.terms.rate!) wrong.push(`${venue.busiest} requests left within a second`);
    wrong.push(...books.wrong, ...differences(books, exchange));
    const { unknown, up } = broker.health();
    if (unknown > 0 || !up) wrong.push(`the broker is ${up ? 'up' : 'down'}, with ${unknown} unknown outcomes`);
  } catch (error) {
    wrong.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  await wall.settled(broker.close()).catch(() => {});
  world.close();
  await wall.pass(30_000);
  if (wall.waiting > 0) wrong.push(`${wall.waiting} timers are left`);
  const transcript = [...books.transcript, ...notes];
  return {
    ...{ seed, wrong, transcript, schedule: String(world.schedule) },
    hash: createHash('sha256').update(transcript.join('\n')).digest('hex'),
    orders: books.blotter.length,
    fills: exchange.fills.length,
  };
}
