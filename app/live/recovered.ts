import { Answers } from '../../engine/loop/answers.ts';
import type { Entry } from '../../engine/loop/journal.ts';
import { resumeEpoch } from '../../engine/loop/live-epoch.ts';
import type { LiveSession } from '../../engine/loop/live-session.ts';
import { replay } from '../../engine/loop/replay.ts';
import { StrategyError } from '../../engine/model/errors.ts';
import { isoTime } from '../../engine/model/time.ts';
import type { SessionJournal } from '../journal/journal.ts';

/** How far a session has come. */
export interface Shown {
  /** Rows of each feed. */
  readonly rows: readonly number[];
  /** Market time; -Infinity before anything. */
  readonly ts: number;
  /** What was heard of its commands. */
  readonly answers: Answers;
}

/**
 * Runs what was written down in its newest epoch through a fresh session, and says how far that went. Throws a StrategyError where
 * it does something else now.
 */
export function recovered(live: LiveSession, journal: Pick<SessionJournal, 'entries' | 'manifest'>): Shown {
  const answers = new Answers();
  const { divergence } = replay(live, begun(live, answers, journal.entries()), { each: (entry) => answers.take(entry) });
  if (divergence !== undefined) {
    const { now = 'none', written = 'none', command } = divergence;
    throw new StrategyError(
      `Expected session "${journal.manifest.session}" to come out again as it was written down, but at ${isoTime(divergence.ts)} command ${command} is ${now}, and was ${written}`,
    );
  }
  return { rows: live.passed, ts: live.assembly.session.now, answers };
}

/** Puts the session where its newest epoch began, and gives what came after. */
function* begun(live: LiveSession, answers: Answers, entries: Iterable<Entry>): Generator<Entry> {
  let isFirst = true;
  for (const entry of entries) {
    if (isFirst && entry.kind === 'epoch') resumeEpoch(live, answers, entry);
    else yield entry;
    isFirst = false;
  }
}
