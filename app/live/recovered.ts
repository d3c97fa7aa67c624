import { Answers } from '../../engine/loop/answers.ts';
import type { Entry } from '../../engine/loop/journal.ts';
import { isReadable, resumeEpoch } from '../../engine/loop/live-epoch.ts';
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

/** A session that was run again. */
export interface Recovered {
  readonly live: LiveSession;
  readonly shown: Shown;
  /** What it does else than it did, where a person decided to go on all the same. */
  readonly changed: string | undefined;
}

/**
 * Runs what was written down in its newest epoch through a fresh session, and says how far that went. Where it does something
 * else now: with `goOn`, it is run once more and the recorded commands are followed, so that the session is what it was; else throws a
 * StrategyError. `fresh` makes a session that is to begin in an epoch, 0 for all from the beginning.
 */
export function recovered(
  fresh: (epoch: number) => LiveSession,
  journal: Pick<SessionJournal, 'entries' | 'epochs' | 'manifest'>,
  goOn: boolean,
): Recovered {
  const epoch = readableEpoch(journal);
  const live = fresh(epoch);
  const answers = new Answers();
  const { divergence } = replay(live, begun(live, answers, journal.entries(epoch)), { each: (entry) => answers.take(entry) });
  if (divergence === undefined) return { live, shown: shownOf(live, answers), changed: undefined };
  const { now = 'none', written = 'none', command, ts } = divergence;
  const changed = `at ${isoTime(ts)} command ${command} is ${now}, and was ${written}`;
  if (!goOn)
    throw new StrategyError(
      `Expected session "${journal.manifest.session}" to come out again as it was written down (--go-on REASON goes on all the same), but ${changed}`,
    );
  const follower = fresh(epoch);
  const heard = new Answers();
  for (const entry of begun(follower, heard, journal.entries(epoch))) {
    if (entry.kind !== 'step') continue;
    follower.follow(entry);
    heard.take(entry);
  }
  return { live: follower, shown: shownOf(follower, heard), changed };
}

/** The newest epoch; where another version wrote what it begins with, the first: all that was ever written down is run again. */
function readableEpoch(journal: Pick<SessionJournal, 'entries' | 'epochs'>): number {
  const newest = Math.max(0, journal.epochs - 1);
  const [first] = journal.entries(newest);
  return first?.kind === 'epoch' && !isReadable(first) ? 0 : newest;
}

const shownOf = ({ passed, assembly }: LiveSession, answers: Answers): Shown => ({ rows: passed, ts: assembly.session.now, answers });

/** Puts the session where its newest epoch began, and gives what came after. */
function* begun(live: LiveSession, answers: Answers, entries: Iterable<Entry>): Generator<Entry> {
  let isFirst = true;
  for (const entry of entries) {
    if (isFirst && entry.kind === 'epoch') resumeEpoch(live, answers, entry);
    else yield entry;
    isFirst = false;
  }
}
