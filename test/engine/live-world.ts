import { TapeFeed } from '../../engine/feed/tape-feed.ts';
import type { Entry, Journal, StepEntry } from '../../engine/loop/journal.ts';
import { LiveSession } from '../../engine/loop/live-session.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import { trade } from '../../engine/loop/trade.ts';
import type { People } from '../../engine/loop/trade-edge.ts';
import { millis } from '../../engine/model/time.ts';
import type { Wall } from '../../engine/model/wall.ts';

/** A journal in memory. */
export class Notebook implements Journal {
  readonly entries: Entry[] = [];

  append(entries: readonly Entry[]): void {
    this.entries.push(...entries);
  }

  get steps(): StepEntry[] {
    return this.entries.filter((entry) => entry.kind === 'step');
  }
}

/** A wall on which it is always the same time. */
export const stillWall: Wall = { now: () => millis(0), after: () => () => {} };

/** Nobody says anything. */
export const nobody: People = { listen() {}, poll: () => undefined };

/** What a handler throws ends a test. */
export const loud = (_: number, error: unknown): void => {
  throw error;
};

/** A session's own hashes matter to nobody here. */
const HASHES = { engine: '', code: '', params: '', config: '', data: '' };

/** Plays the data of a backtest as a live feed, as fast as it can be taken; with a new epoch every so many milliseconds of market time. */
export async function paper(
  partsOf: () => BacktestParts,
  every = Number.POSITIVE_INFINITY,
): Promise<{ readonly session: LiveSession; readonly notebook: Notebook }> {
  const fresh = (): LiveSession => new LiveSession(partsOf(), { failed: loud });
  const notebook = new Notebook();
  const feed = new TapeFeed(partsOf().series, { speed: Number.POSITIVE_INFINITY, instantUntil: Number.NEGATIVE_INFINITY, wall: stillWall });
  const after = (ts: number): number => (Math.floor(ts / every) + 1) * every;
  const epochs = Number.isFinite(every) ? { after, asked: () => undefined, hashes: HASHES, fresh, begun() {} } : undefined;
  const edge = { feed, journal: notebook, wall: stillWall, people: nobody, grace: 0, patience: 0, epochs };
  const session = await trade(fresh(), edge, new AbortController().signal);
  session.assembly.session.finish();
  return { session, notebook };
}
