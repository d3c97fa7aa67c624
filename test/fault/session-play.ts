import { createHash } from 'node:crypto';
import type { Venue, VenueRequest } from '../../engine/broker/live/venue.ts';
import type { LiveFeed } from '../../engine/feed/live-feed.ts';
import type { HumanOrder } from '../../engine/loop/order-of-events.ts';
import type { People } from '../../engine/loop/trade-edge.ts';
import { Chance } from '../venues/hostile/chance.ts';
import type { HostileWorld } from '../venues/hostile/hostile-world.ts';
import type { VirtualWall } from '../venues/virtual-wall.ts';
import { parseClientId } from './client-id.ts';
import { HASTY } from './hasty.ts';
import { type Death, Life } from './life.ts';
import { Notebook } from './notebook.ts';
import type { Played } from './played.ts';
import { traderParts } from './random-trader.ts';
import { sessionDifferences } from './session-differences.ts';

/** How long everything may take to come right once nothing goes wrong any more, milliseconds: brokers are hasty, or patient. */
const CALM = { hasty: 45_000, patient: 140_000 } as const;

/** Where a session is played: a venue, its market, and the clock they go by. */
export interface Stage {
  readonly wall: VirtualWall;
  readonly world: HostileWorld;
  /** The venue and its market as a process of this name reaches them. */
  readonly reach: (process: string) => { readonly venue: Venue; readonly feed: LiveFeed };
  /** The stream of orders, and how long it may say nothing, milliseconds: `orders` and 4 000 where nothing is said. */
  readonly stream?: { readonly name: string; readonly silence: number };
  readonly close: () => Promise<void>;
}

/** A whole session at the hostile venue: a strategy that trades at random, people that interfere, and processes that die. */
export async function playSession(seed: number, stage: Stage, crashes: boolean): Promise<Played> {
  const chance = new Chance(seed, 'session');
  const { wall, world } = stage;
  const { exchange, instruments } = world;
  const notebook = new Notebook();
  const wrong: string[] = [];
  const notes: string[] = [];
  const begin = wall.now();
  const note = (text: string): void => void notes.push(`${((wall.now() - begin) / 1000).toFixed(3)} s  ${text}`);
  const words = new Words();
  const parts = traderParts(seed, instruments, exchange.terms.cash, chance.oneOf([0.2, 0.4, 0.7]), world.calmFrom);
  const isHasty = chance.happens(0.9);
  const { name, silence } = stage.stream ?? { name: 'orders', silence: 4_000 };
  const options = { emulateExits: true, ...(isHasty ? { ...HASTY, staleAfter: silence } : {}) };
  const witness = (request: VenueRequest, life: Life): void => void wrong.push(...objections(request, life, notebook, world));
  const deaths: Death[] = [];
  if (crashes) {
    for (let k = chance.whole(1, 3); k > 0; k--) {
      const what = chance.oneOf(['written', 'kept', 'kept', 'sent', 'time'] as const);
      deaths.push({ what, at: what === 'time' ? chance.whole(200, 20_000) : chance.whole(1, what === 'sent' ? 20 : 40) });
    }
  }
  const asked = Array.from({ length: chance.oneOf([0, 0, 1, 2]) }, () => wall.now() + chance.whole(1_000, 30_000));
  const epochs = {
    every: chance.oneOf([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 7_000, 20_000]),
    asked: asked.sort((a, b) => a - b),
  };
  const interferes = chance.happens(0.3);
  if (interferes) for (let k = chance.whole(1, 4); k > 0; k--) scheduleWord(words, chance, wall, world.calmFrom);
  let life: Life | undefined;
  const live = async (): Promise<void> => {
    for (let k = 0; ; k++) {
      const { venue, feed } = stage.reach(`p${k}`);
      life = new Life({
        ...{ parts, venue, feed, wall, notebook, options, witness, note },
        random: () => chance.between(0, 1),
        people: words,
        death: deaths[k],
        epochs,
      });
      const dead = new Promise<void>((resolve) => {
        life!.onDeath = resolve;
      });
      await Promise.race([life.run(), dead]).catch((error: unknown) => {
        if (!life!.isDead) throw error;
      });
      if (life.busiest > 2 * exchange.terms.rate!) wrong.push(`${life.busiest} requests left within a second`);
      if (!life.isDead) return;
      const { promise, resolve } = deferred();
      wall.after(chance.whole(10, 5_000), resolve);
      await promise;
    }
  };
  try {
    await wall.pass(500);
    const over = live();
    over.catch(() => {});
    await wall.run(world.calmFrom);
    deaths.length = 0;
    words.say({ kind: 'trading-state', state: 'halted' });
    const calm = CALM[isHasty ? 'hasty' : 'patient'];
    for (let k = 0; k < 2; k++) {
      words.say({ kind: 'cancel-all' });
      await wall.pass(calm / 2);
    }
    const { unknown, up, why, lastSeen } = life!.broker.health();
    if (wall.now() - (lastSeen[name] ?? 0) > silence + 1_000) wrong.push('the stream of orders is dead, and nobody has opened it again');
    if (unknown > 0 || !up) wrong.push(`the broker is ${up ? 'up' : `down (${why})`}, with ${unknown} unknown outcomes`);
    words.stop();
    await wall.settled(over);
    wrong.push(...sessionDifferences(life!, notebook, exchange));
  } catch (error) {
    wrong.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  if (life !== undefined) await wall.settled(life.broker.close());
  await stage.close();
  await wall.pass(60_000);
  if (wall.waiting > 0) wrong.push(`${wall.waiting} timers are left`);
  const transcript = [...notebook.lines, ...notes];
  return {
    ...{ seed, wrong: wrong.slice(0, 20), transcript, schedule: String(world.schedule) },
    hash: createHash('sha256').update(transcript.join('\n')).digest('hex'),
    orders: life?.live.assembly.session.blotter.length ?? 0,
    fills: exchange.fills.length,
  };
}

/** What is wrong with an order that leaves now. */
function objections(
  { clientId, order }: VenueRequest,
  { live, isDead, overheard }: Life,
  notebook: Notebook,
  { exchange }: HostileWorld,
): string[] {
  const wrong: string[] = [];
  const { session } = live.assembly;
  const id = parseClientId(clientId);
  if (isDead) wrong.push(`${clientId} was sent by the dead`);
  if (!notebook.submitted.has(id)) wrong.push(`${clientId} was sent before it was written down`);
  const { blotter } = session;
  const isHalted = session.risk.state.holds.some(({ state }) => state === 'halted');
  // What closes a position may pass, and is not told the venue as such where that would not look after it.
  if (isHalted && blotter.request(id)?.reduceOnly !== true) wrong.push(`${clientId} was sent after trading was halted`);
  const opens = !(order.reduceOnly && exchange.terms.reduceOnly);
  const isUnknown = (one: number): boolean =>
    overheard.unknown.has(one) || (overheard.recalled.has(one) && blotter.state(one).status === 'unknown');
  const unknown = blotter.openOrders(0, order.instrument).filter((one) => one !== id && isUnknown(one));
  if (opens && unknown.length > 0) wrong.push(`${clientId} was sent while the outcome of ${unknown.join(', ')} was unknown`);
  return wrong;
}

/** What people say. */
class Words implements People {
  readonly #queue: ReturnType<People['poll']>[] = [];
  #wake: () => void = () => {};

  listen(wake: () => void): void {
    this.#wake = wake;
  }

  poll(): ReturnType<People['poll']> {
    return this.#queue.shift();
  }

  say(order: HumanOrder): void {
    this.#queue.push(order);
    this.#wake();
  }

  stop(): void {
    this.#queue.push({ kind: 'stop', how: 'leave' });
    this.#wake();
  }
}

function scheduleWord(words: Words, chance: Chance, wall: VirtualWall, until: number): void {
  const at = chance.whole(2_000, until - wall.now() - 6_000);
  const order = chance.oneOf<HumanOrder>([
    { kind: 'kill' },
    { kind: 'close-all' },
    { kind: 'cancel-all' },
    { kind: 'trading-state', state: 'halted' },
    { kind: 'trading-state', state: 'reducing' },
  ]);
  wall.after(at, () => words.say(order));
  if (order.kind !== 'kill' && order.kind !== 'trading-state') return;
  wall.after(at + chance.whole(500, 5_000), () =>
    words.say(order.kind === 'kill' ? { kind: 'release' } : { kind: 'trading-state', state: 'active' }),
  );
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
