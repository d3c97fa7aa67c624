import { TapeFeed } from '../../engine/feed/tape-feed.ts';
import type { Entry, Journal, StepEntry } from '../../engine/loop/journal.ts';
import { LiveSession } from '../../engine/loop/live-session.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import { type People, trade } from '../../engine/loop/trade.ts';
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

/** Plays the data of a backtest as a live feed, as fast as it can be taken. */
export async function paper(parts: BacktestParts): Promise<{ readonly session: LiveSession; readonly notebook: Notebook }> {
  const session = new LiveSession(parts, { failed: loud });
  const notebook = new Notebook();
  const feed = new TapeFeed(parts.series, { speed: Number.POSITIVE_INFINITY, instantUntil: Number.NEGATIVE_INFINITY, wall: stillWall });
  const edge = { feed, journal: notebook, wall: stillWall, people: nobody, grace: 0, patience: 0 };
  await trade(session, edge, new AbortController().signal);
  session.assembly.session.finish();
  return { session, notebook };
}
