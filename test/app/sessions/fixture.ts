import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createJournal, openJournal } from '../../../app/journal/journal.ts';
import { manifestOf } from '../../../app/live/manifest.ts';
import { readRun } from '../../../app/live/open-run.ts';
import { recovered } from '../../../app/live/recovered.ts';
import { WALL } from '../../../app/live/wall.ts';
import { type Attended, type AttendParts, attend } from '../../../app/sessions/attend.ts';
import { sessionFolder } from '../../../app/sessions/session-files.ts';
import type { Arrival, LiveFeed } from '../../../engine/feed/live-feed.ts';
import { TapeFeed } from '../../../engine/feed/tape-feed.ts';
import type { Entry } from '../../../engine/loop/journal.ts';
import { LiveSession } from '../../../engine/loop/live-session.ts';
import { trade } from '../../../engine/loop/trade.ts';
import type { Epochs } from '../../../engine/loop/trade-edge.ts';
import type { Series } from '../../../engine/model/series.ts';
import { loud } from '../../engine/live-world.ts';
import { folder, RISING, strategyFile } from '../in-process.ts';

export const SESSION = 'paper-mine-20240101-0000-abcd';

/** Buys one at the second bar, sells one at the fifth; asks for far too much at the third. */
const BODY = `if (n === 1) ctx.buy(bars, { qty: size, tag: 'in' });
  if (n === 2) { ctx.buy(bars, { qty: 1, limit: 1 }); ctx.log('waits', { at: n }); }
  if (n === 4) ctx.close(bars);`;

/** A workspace with a run of ten rising daily bars. */
export function workspace(body = BODY, more: Readonly<Record<string, unknown>> = {}): { readonly cwd: string; readonly path: string } {
  const spec = {
    strategy: './mine.ts',
    feeds: { asset: './days.csv?stamp=open' },
    account: { cash: 10_000 },
    costs: { slippage: { model: 'none' } },
    ...more,
  };
  const cwd = folder({ 'days.csv': RISING, 'mine.ts': strategyFile(body), 'run.json': spec });
  return { cwd, path: join(cwd, '.onetape') };
}

/** A tape that gives so many rows as it is told to. */
class Gate implements LiveFeed {
  readonly name = 'gate';
  readonly isTape = true;
  readonly #tape: TapeFeed;
  #wake: () => void = () => {};
  #held: Arrival | undefined;
  #left = 0;

  constructor(series: readonly Series[], passed: readonly number[]) {
    this.#tape = new TapeFeed(series, { speed: Number.POSITIVE_INFINITY, instantUntil: Number.NEGATIVE_INFINITY, wall: WALL, passed });
  }

  connect(wake: () => void): Promise<void> {
    this.#wake = wake;
    return this.#tape.connect(() => {});
  }

  let(rows: number): void {
    this.#left += rows;
    this.#wake();
  }

  poll(): Arrival | undefined {
    const next = this.#held ?? this.#tape.poll();
    this.#held = undefined;
    if (next?.kind !== 'row') return next;
    if (this.#left === 0) {
      this.#held = next;
      return undefined;
    }
    this.#left--;
    return next;
  }

  close(): Promise<void> {
    return this.#tape.close();
  }
}

/** A session that runs in this process. */
export interface Running {
  readonly folder: string;
  readonly attended: Attended;
  readonly live: LiveSession;
  /** What was shown on its terminal. */
  readonly shown: { text: string };
  /** Lets it have so many rows more, and resolves once they are recorded and told. */
  let(rows: number): Promise<void>;
  /** Resolves when it has ended by itself. */
  readonly over: Promise<void>;
  /** Leaves it where it is, as a crash would: nothing is closed but its lock. */
  crash(): Promise<void>;
}

/** Begins the session of a workspace, or goes on with it. */
export async function running(
  { cwd, path }: { readonly cwd: string; readonly path: string },
  { every = Number.POSITIVE_INFINITY, ...options }: Partial<AttendParts> & { readonly every?: number } = {},
): Promise<Running> {
  const at = sessionFolder(path, SESSION);
  const run = await readRun({ ...(await specOf(cwd)) }, cwd, path, () => undefined);
  const goesOn = await isThere(at);
  const journal = goesOn
    ? openJournal(at)
    : createJournal(at, manifestOf(SESSION, 'paper', run, { created: Date.UTC(2024, 0, 1), broker: 'simulator', account: '' }));
  const shown = { text: '' };
  const io = { stderr: { write: (text: string) => (shown.text += text) }, env: {}, isTTY: false };
  const common = { folder: at, manifest: journal.manifest, entries: journal.tip.entries, wall: WALL, io };
  const attended = await attend({ ...common, onStop: 'leave', quiet: false, logLevel: 'debug', baseDir: cwd, ...options });
  const { parts } = run.prepared;
  const fresh = (): LiveSession => new LiveSession(parts, { failed: loud });
  const begin = (epoch: number): LiveSession => {
    const live = fresh();
    attended.begun(live, epoch);
    return live;
  };
  const again = recovered(begin, journal, false);
  const now = { live: again.live, isCrashed: false };
  attended.recovered();
  const gate = new Gate(parts.series, again.shown.rows);
  const epochs: Epochs = {
    after: (ts) => (Math.floor(ts / every) + 1) * every,
    asked: () => (attended.people.takeEpoch() ? 'command' : undefined),
    hashes: journal.manifest.hashes,
    fresh,
    begun(next) {
      now.live = next;
      attended.begun(next, Math.max(0, journal.epochs - 1));
    },
  };
  const told = (entry: Entry): void => void (now.isCrashed || attended.told(entry));
  const leave = new AbortController();
  const edge = { feed: gate, journal, wall: WALL, people: attended.people, grace: 0, patience: 1_000, told, epochs };
  const over = trade(now.live, edge, AbortSignal.any([leave.signal, attended.signal])).then(async () => {
    if (!now.isCrashed) await attended.close('ended', '');
    journal.close();
  });
  onTestFinished(async () => {
    leave.abort();
    await over;
    if (now.isCrashed) await attended.close('ended', '');
  });
  return {
    ...{ folder: at, attended, shown, over },
    get live() {
      return now.live;
    },
    async let(rows) {
      const passed = (): number => now.live.passed[0]!;
      const before = passed();
      gate.let(rows);
      await until(() => passed() === before + rows);
      await pause(300);
    },
    async crash() {
      now.isCrashed = true;
      leave.abort();
      await over;
    },
  };
}

async function specOf(cwd: string): Promise<Readonly<Record<string, unknown>>> {
  const { readJsonFile } = await import('../../../app/config/read-file.ts');
  return readJsonFile(join(cwd, 'run.json'), 'run.json') as Readonly<Record<string, unknown>>;
}

async function isThere(at: string): Promise<boolean> {
  const { existsSync } = await import('node:fs');
  return existsSync(join(at, 'journal.db'));
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves once something is so; rejects after five seconds. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 500) throw new Error('Expected it to be so within five seconds');
    await pause(10);
  }
}
