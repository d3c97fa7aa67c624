import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WALL } from '../../app/live/wall.ts';
import { Chance } from '../venues/hostile/chance.ts';
import { HostileFeed } from '../venues/hostile/hostile-feed.ts';
import { SocketServer } from '../venues/hostile/socket-server.ts';
import { KeptSession } from './kept-session.ts';
import { OpenWire } from './open-wire.ts';
import { scriptedParts } from './scripted-trader.ts';
import { sessionDifferences } from './session-differences.ts';
import { OUTSIDE } from './sweep-outside.ts';
import { makeKind, type PlaceName, TERMS } from './sweep-place.ts';
import { barsOf, Stop, unlike } from './sweep-play.ts';
import { type Found, inFolder, nothingFound } from './sweep-writes.ts';

const script = fileURLToPath(new URL('./sweep-process.ts', import.meta.url));
const jiti = import.meta.resolve('jiti/register');

/** The length of a bar, and how long a process may live before it is killed; milliseconds. */
const BAR = 100;
const LONGEST = 1_500;

/** How often one session is killed: what is unknown takes longer than such a life to be found out, so it would never end. */
const KILLS_EACH = 15;

/** A process that ends by itself without a kill is given so long. */
const PATIENCE = 120_000;

/**
 * Scripted sessions, each a process at a venue behind a socket of this one, killed (SIGKILL) `kills` times in all, at random moments;
 * whatever a session has come to when its orders are over is compared with the venue.
 */
export async function sweepKills(kills: number, seed: number, tell: (text: string) => void, place: PlaceName = 'hostile'): Promise<Found> {
  const found = nothingFound();
  for (let k = seed; found.tried < kills && found.wrong.length < 5; k++) {
    const chance = new Chance(k, 'kills');
    await inFolder((folder) => oneSession(k, folder, chance, kills, found, tell, place));
  }
  return found;
}

async function oneSession(
  seed: number,
  folder: string,
  chance: Chance,
  kills: number,
  found: Found,
  tell: (text: string) => void,
  place: PlaceName,
): Promise<void> {
  const isKind = seed % 2 === 0;
  const { world, host, newVenue, close } = await OUTSIDE[place]!.open(seed, 5_000);
  const { instruments } = world;
  // Real ones take ten orders a second, or fewer.
  const bar = place === 'hostile' ? BAR : 4 * BAR;
  if (isKind) makeKind(world);
  const feed = new HostileFeed(world, WALL, barsOf(instruments.length, bar));
  const { onDown } = world.front;
  const server = await SocketServer.start(world, new OpenWire(), feed);
  const fall = world.front.onDown;
  world.front.onDown = (isDown) => {
    onDown(isDown);
    fall(isDown);
  };
  const here = join(folder, 'session');
  const wrong: string[] = [];
  let lives = 0;
  for (let isOver = false; !isOver; ) {
    const end = await oneProcess(
      [server.host, here, `p${lives++}x`, String(bar), String(seed), place, host],
      lives <= KILLS_EACH && found.tried < kills ? moment(chance) : undefined,
    );
    if (end.isKilled) tell(`killed ${++found.tried} times, ${found.wrong.length} wrong`);
    else isOver = true;
    if (end.said !== '') wrong.push(end.said);
  }
  const { exchange } = world;
  try {
    const parts = scriptedParts(instruments, TERMS.cash, bar);
    const base = { folder: here, parts, feed, wall: WALL, venue: newVenue(), people: new Stop() };
    const session = new KeptSession({ ...base, random: Math.random, every: Number.POSITIVE_INFINITY });
    const entries = [...session.journal.entries(0)];
    wrong.push(...sessionDifferences(session, { read: () => entries }, exchange), ...unlike(session));
    found.orders += session.live.assembly.session.blotter.length;
    session.journal.close();
  } catch (error) {
    wrong.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  found.fills += exchange.fills.length;
  if (wrong.length > 0) found.wrong.push({ again: `session ${seed}, ${lives} processes`, why: [...wrong, String(world.schedule)] });
  world.close();
  await server.close();
  await close();
}

/** When a process dies: so long after it was started (an empty word), or after it has said that it has begun, or has met the venue. */
const moment = (chance: Chance) => ({ word: chance.oneOf(['', 'begun', 'met', 'met', 'met']), after: chance.between(0, LONGEST) });

/** Runs a process until it ends or is killed; `said` is what it complained of. */
function oneProcess(
  args: readonly string[],
  death: ReturnType<typeof moment> | undefined,
): Promise<{ readonly isKilled: boolean; readonly said: string }> {
  const child = spawn(process.execPath, ['--import', jiti, script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = (): void => void child.kill('SIGKILL');
  let timer = setTimeout(kill, death?.word === '' ? death.after : PATIENCE);
  let said = '';
  child.stderr.on('data', (text) => {
    said += String(text);
  });
  child.stdout.on('data', (text) => {
    if (death === undefined) return;
    // One that is done is let go, or its session would never end.
    const isDone = String(text).includes('done');
    if (!isDone && (death.word === '' || !String(text).includes(death.word))) return;
    clearTimeout(timer);
    timer = setTimeout(kill, isDone ? PATIENCE : death.after);
  });
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      const isKilled = signal === 'SIGKILL' && death !== undefined;
      const why = isKilled || code === 0 ? '' : `a process ended with ${code ?? signal}: ${said}`;
      resolve({ isKilled, said: why });
    });
  });
}
