import type { LiveFeed } from '../../engine/feed/live-feed.ts';
import { Answers } from '../../engine/loop/answers.ts';
import type { Entry } from '../../engine/loop/journal.ts';
import { resumeEpoch } from '../../engine/loop/live-epoch.ts';
import { LiveSession } from '../../engine/loop/live-session.ts';
import { replay } from '../../engine/loop/replay.ts';
import { type Epochs, trade } from '../../engine/loop/trade.ts';
import { StrategyError } from '../../engine/model/errors.ts';
import { isoTime } from '../../engine/model/time.ts';
import type { Result } from '../../reports/result.ts';
import type { FullSpec } from '../config/parse.ts';
import type { SessionJournal } from '../journal/journal.ts';
import type { Prepared } from '../prepare.ts';
import { resultOf } from '../run-result.ts';
import type { Attended } from '../sessions/attend.ts';
import { hashesOf } from '../sessions/hashes.ts';
import { WALL } from './wall.ts';

/** A session as it is run: what it is made of, where its data come from, and who attends to it. */
export interface SessionParts {
  readonly prepared: Prepared;
  readonly spec: FullSpec;
  readonly journal: SessionJournal;
  /** Given how far the session has come before. */
  readonly feed: (shown: Shown) => LiveFeed;
  readonly attended: Attended;
  /** What `trade` waits for, milliseconds. */
  readonly grace: number;
  readonly patience: number;
  /** Keep what every hour came to, not every price. */
  readonly hourly: boolean;
  /** Milliseconds of market time between the beginnings of epochs; Infinity for none by time. */
  readonly every: number;
}

/** How far a session has come. */
export interface Shown {
  /** Rows of each feed. */
  readonly rows: readonly number[];
  /** Market time. */
  readonly ts: number;
  /** What was heard of its commands. */
  readonly answers: Answers;
}

/**
 * Runs a paper session until it is stopped or its tape is over, from its beginning or from where its journal ends. Throws a
 * StrategyError where what was written down does not come out again.
 */
export async function runSession(parts: SessionParts): Promise<Result> {
  const { prepared, spec, journal, feed, attended, grace, patience, hourly, every } = parts;
  const failed = (strategy: number, error: unknown): void =>
    attended.say({
      kind: 'error',
      ts: WALL.now(),
      text: `strategy "${prepared.parts.strategies[strategy]!.id}" threw: ${textOf(error)}`,
      data: {},
    });
  const fresh = (): LiveSession => new LiveSession({ ...prepared.parts, warmUntil: journal.manifest.warmUntil }, { failed, hourly });
  const live = fresh();
  attended.begun(live, Math.max(0, journal.epochs - 1));
  const shown = recovered(live, journal);
  attended.recovered();
  const { people, told, signal } = attended;
  const epochs: Epochs = {
    after: (ts) => (Math.floor(ts / every) + 1) * every,
    isAskedFor: () => people.takeEpoch(),
    hashes: hashesOf(prepared),
    fresh,
    begun: (next) => attended.begun(next, journal.epochs - 1),
  };
  const last = await trade(live, { feed: feed(shown), journal, wall: WALL, people, grace, patience, told, epochs }, signal);
  return resultOf(wholeOf(last, fresh, journal).assembly, prepared, spec, journal.manifest.session);
}

/** The session with all that it ever did: where it was rebuilt on its way, everything that was written down once more. */
function wholeOf(last: LiveSession, fresh: () => LiveSession, journal: SessionJournal): LiveSession {
  const isWhole = journal.epochs <= 1;
  const whole = isWhole ? last : fresh();
  if (!isWhole) replay(whole, journal.entries(0), { goOn: true });
  whole.assembly.session.finish();
  return whole;
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Runs what was written down through the session, and says how far that went. */
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
