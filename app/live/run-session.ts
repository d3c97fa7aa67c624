import type { LiveFeed } from '../../engine/feed/live-feed.ts';
import type { Entry } from '../../engine/loop/journal.ts';
import { LiveSession } from '../../engine/loop/live-session.ts';
import { replay } from '../../engine/loop/replay.ts';
import { type People, trade } from '../../engine/loop/trade.ts';
import { StrategyError } from '../../engine/model/errors.ts';
import type { Result } from '../../reports/result.ts';
import type { FullSpec } from '../config/parse.ts';
import type { SessionJournal } from '../journal/journal.ts';
import type { Prepared } from '../prepare.ts';
import { resultOf } from '../run-result.ts';
import { WALL } from './wall.ts';

/** A session as it is run: what it is made of, where its data come from, and who speaks to it. */
export interface SessionParts {
  readonly prepared: Prepared;
  readonly spec: FullSpec;
  readonly journal: SessionJournal;
  /** Given what the session has been shown already: how many rows of each feed, and up to when. */
  readonly feed: (shown: Shown) => LiveFeed;
  readonly people: People;
  /** What `trade` waits for, milliseconds. */
  readonly grace: number;
  readonly patience: number;
  readonly told?: (entry: Entry) => void;
  /** Handed the session before its first event. */
  readonly begun?: (live: LiveSession) => void;
  /** Keep what every hour came to, not every price. */
  readonly hourly: boolean;
}

/** How far a session has come. */
export interface Shown {
  /** By feed. */
  readonly rows: readonly number[];
  readonly ts: number;
}

/**
 * Runs a paper session until it is stopped or its tape is over, from its beginning or from where its journal ends. Throws a
 * StrategyError where what was written down does not come out again.
 */
export async function runSession(parts: SessionParts, signal: AbortSignal): Promise<Result> {
  const { prepared, spec, journal, feed, people, grace, patience, told, hourly } = parts;
  const failed = (_: number, error: unknown): void => void faults.push(error);
  const faults: unknown[] = [];
  const live = new LiveSession(prepared.parts, { failed, hourly });
  parts.begun?.(live);
  const shown = recovered(live, journal);
  const edge = { feed: feed(shown), journal, wall: WALL, people, grace, patience, told };
  await trade(live, edge, signal);
  const { session } = live.assembly;
  session.finish();
  return resultOf(live.assembly, prepared, spec, journal.manifest.session);
}

/** Runs what was written down through the session, and says how far that went. */
export function recovered(live: LiveSession, journal: Pick<SessionJournal, 'entries' | 'manifest'>): Shown {
  const rows = live.feeds.map(() => 0);
  let ts = Number.NEGATIVE_INFINITY;
  const { divergence } = replay(live, journal.entries(), {
    each(entry) {
      ts = Math.max(ts, entry.ts);
      for (const { feed } of entry.rows) rows[feed]!++;
    },
  });
  if (divergence !== undefined)
    throw new StrategyError(
      `Expected session "${journal.manifest.session}" to come out again as it was written down, but at ${new Date(divergence.ts).toISOString()} command ${divergence.command} is ${divergence.now ?? 'none'}, and was ${divergence.written ?? 'none'}`,
    );
  return { rows, ts };
}
