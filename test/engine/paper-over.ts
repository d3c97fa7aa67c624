import { RecordedFeed } from '../../engine/feed/recorded-feed.ts';
import { fingerprint } from '../../engine/loop/fingerprint.ts';
import type { StepEntry } from '../../engine/loop/journal.ts';
import { LiveSession } from '../../engine/loop/live-session.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import { trade } from '../../engine/loop/trade.ts';
import { loud, Notebook, nobody, stillWall } from './live-world.ts';

/** A recording as fast as it can be taken, on a wall on which it is always the same time. */
export const FAST = { speed: Number.POSITIVE_INFINITY, instantUntil: Number.NEGATIVE_INFINITY, wall: stillWall };

/** Runs parts on paper over what was recorded; resolves to the fingerprint. */
export async function paperOver(parts: BacktestParts, steps: readonly StepEntry[], options: Partial<typeof FAST> = {}): Promise<string> {
  const feeds = new Map(parts.series.map((_, k) => [k, k]));
  const rows = parts.series.map((series) => series.rows);
  const feed = new RecordedFeed(steps, { ...FAST, ...options, feeds, rows, passed: rows.map(() => 0) });
  const edge = { feed, journal: new Notebook(), wall: options.wall ?? stillWall, people: nobody, grace: 0, patience: 0 };
  const session = await trade(new LiveSession(parts, { failed: loud }), edge, new AbortController().signal);
  session.assembly.session.finish();
  return fingerprint(session.assembly);
}
