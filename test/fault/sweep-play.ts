import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { VenueRequest } from '../../engine/broker/live/venue.ts';
import { canonical } from '../../engine/loop/canonical.ts';
import type { Journal } from '../../engine/loop/journal.ts';
import type { People } from '../../engine/loop/trade-edge.ts';
import { Chance } from '../venues/hostile/chance.ts';
import { HostileFeed } from '../venues/hostile/hostile-feed.ts';
import type { FeedSpec } from '../venues/hostile/running-row.ts';
import { KeptSession } from './kept-session.ts';
import { MortalVenue } from './mortal-venue.ts';
import { scriptedParts } from './scripted-trader.ts';
import { sessionDifferences } from './session-differences.ts';
import { openPlace, type PlaceName, TERMS } from './sweep-place.ts';
import { logOf, tear } from './torn-log.ts';

/** The length of a bar, milliseconds. */
const BAR = 1_000;

/** How long a session may take for its orders, and how long until nothing is under way any more; milliseconds. */
const LONGEST = 400_000;
const CALM = 30_000;

/**
 * The n-th time the journal is written: before that is done, while it is (`torn`: the disk has `share` of it), once it is, or once the
 * commands have left.
 */
export interface Blow {
  readonly at: number;
  readonly what: 'before' | 'torn' | 'kept' | 'sent';
  readonly share?: number;
}

/** Told the folder of the journal before each time it is written, and after. */
export interface Watch {
  before(folder: string): void;
  after(folder: string): void;
}

/** What came of a session. */
export interface Swept {
  readonly wrong: readonly string[];
  readonly writes: number;
  readonly orders: number;
  readonly fills: number;
  readonly lives: number;
}

/** What is played: where its journals are, what goes wrong, and when it is killed. */
export interface Sweep {
  readonly seed: number;
  readonly folder: string;
  readonly blows: readonly Blow[];
  /** How long the venue is hostile, milliseconds: 0 for a venue that answers. */
  readonly chaos: number;
  readonly every?: number;
  readonly place?: PlaceName;
  readonly watch?: Watch;
}

class Killed extends Error {}

/** A scripted session at the hostile venue or at another, with its journal on the disk; killed as it is said, and taken over each time. */
export async function playSweep({ seed, folder, blows, chaos, place = 'hostile', watch, ...parted }: Sweep): Promise<Swept> {
  const { every = Number.POSITIVE_INFINITY } = parted;
  const chance = new Chance(seed, 'sweep');
  const { wall, world, newVenue, options, close } = await openPlace(place, seed, chaos);
  const { instruments } = world;
  const parts = scriptedParts(instruments, TERMS.cash, BAR, newVenue().supports.types.has('stop'));
  const wrong: string[] = [];
  const word = new Stop();
  let writes = 0;
  let lives = 0;
  let session: KeptSession | undefined;
  const feeds: HostileFeed[] = [];

  /** One process: resolves to whether it died. */
  const live = async (): Promise<boolean> => {
    const here = join(folder, String(lives++));
    const gone = new AbortController();
    let isDead = false;
    const venue = new MortalVenue(newVenue(), wall, (request) => objections(request, isDead, wrong));
    const feed = new HostileFeed(world, wall, barsOf(instruments.length, BAR));
    feeds.push(feed);
    let died = (): void => {};
    const dead = new Promise<void>((resolve) => {
      died = resolve;
    });
    const die = (): void => {
      if (isDead) return;
      isDead = true;
      take(here, join(folder, String(lives)));
      venue.die();
      gone.abort();
      void session!.broker.close();
      void feed.close();
      died();
    };
    const through = (journal: Journal): Journal => ({
      append(entries) {
        if (isDead) throw new Killed();
        const at = ++writes;
        const { what: blow, share = 0 } = blows.find((one) => one.at === at) ?? {};
        if (blow === 'before') die();
        if (isDead) throw new Killed();
        watch?.before(here);
        const log = blow === 'torn' ? logOf(here) : undefined;
        journal.append(entries);
        watch?.after(here);
        if (blow === 'kept' || blow === 'torn') die();
        if (log !== undefined) tear(join(folder, String(lives)), log, share);
        if (isDead) throw new Killed();
        if (blow === 'sent') wall.after(0, die);
      },
    });
    const random = (): number => chance.between(0, 1);
    session = new KeptSession({ folder: here, parts, venue, feed, wall, people: word, random, every, through, options });
    const over = session.run(gone.signal);
    await Promise.race([over, dead]).catch((error: unknown) => {
      if (!isDead) throw error;
    });
    if (!isDead) return false;
    await over.catch(() => {});
    session.journal.close();
    return true;
  };
  const lifeAfterLife = async (): Promise<void> => {
    while (await live()) await new Promise<void>((resolve) => void wall.after(chance.whole(10, 3_000), resolve));
  };
  try {
    await wall.pass(500);
    let isOver = false;
    const over = lifeAfterLife().finally(() => {
      isOver = true;
    });
    over.catch(() => {});
    const until = wall.now() + LONGEST;
    const isDone = (): boolean => session?.isDone === true;
    while (!isOver && wall.now() < until && !(isDone() && wall.now() >= world.calmFrom)) await wall.pass(BAR);
    if (!isOver && !isDone()) wrong.push(`it is not done after ${LONGEST / 1000} s`);
    if (!isOver) await wall.pass(CALM);
    word.say();
    await wall.settled(over);
    wrong.push(...sessionDifferences(session!, { read: () => [...session!.journal.entries(0)] }, world.exchange));
    wrong.push(...unlike(session!));
  } catch (error) {
    wrong.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  await wall.settled(session?.broker.close() ?? Promise.resolve()).catch(() => {});
  session?.journal.close();
  for (const feed of feeds) await feed.close();
  await close();
  await wall.pass(60_000);
  if (wall.waiting > 0) wrong.push(`${wall.waiting} timers are left`);
  const orders = session?.live.assembly.session.blotter.length ?? 0;
  return { wrong, writes, lives, orders, fills: world.exchange.fills.length };
}

/** Why a replay of the whole journal is not the session. */
export function unlike(session: KeptSession): string[] {
  const { divergence, live } = session.replayed();
  if (divergence !== undefined) return [`the journal does not come out again: ${canonical(divergence)}`];
  const states = [live, session.live].map(({ assembly }) => {
    const { blotter, account } = assembly.session;
    const orders = Array.from({ length: blotter.length }, (_, k) => `${blotter.state(k + 1).status} ${blotter.state(k + 1).filledQty}`);
    return canonical({ orders, equity: account.equity, cash: account.balanceOf(0), now: assembly.session.now });
  });
  return states[0] === states[1] ? [] : ['the session is not what a replay of its journal makes'];
}

/** What a crash leaves of a journal: its file and its log, as they are. */
export function take(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of ['journal.db', 'journal.db-wal']) {
    if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name));
  }
}

/** Bars of every instrument. */
export const barsOf = (count: number, length: number): FeedSpec[] =>
  Array.from({ length: count }, (_, instrument) => ({ kind: 'bars', instrument, length }));

function objections({ clientId }: VenueRequest, isDead: boolean, wrong: string[]): void {
  if (isDead) wrong.push(`${clientId} was sent by the dead`);
}

/** Says that it is enough. */
export class Stop implements People {
  #isSaid = false;
  #wake: () => void = () => {};

  listen(wake: () => void): void {
    this.#wake = wake;
  }

  poll(): ReturnType<People['poll']> {
    if (!this.#isSaid) return undefined;
    this.#isSaid = false;
    return { kind: 'stop', how: 'leave' };
  }

  say(): void {
    this.#isSaid = true;
    this.#wake();
  }
}
