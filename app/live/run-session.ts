import type { LiveBroker } from '../../engine/broker/broker.ts';
import type { LiveFeed } from '../../engine/feed/live-feed.ts';
import { canonical } from '../../engine/loop/canonical.ts';
import type { VenueTerms } from '../../engine/loop/counterparty.ts';
import type { Entry, Hashes } from '../../engine/loop/journal.ts';
import { LiveSession } from '../../engine/loop/live-session.ts';
import { follow } from '../../engine/loop/replay.ts';
import { trade } from '../../engine/loop/trade.ts';
import type { Epochs, TradeEdge } from '../../engine/loop/trade-edge.ts';
import { UNFINISHED } from '../../engine/loop/unfinished.ts';
import { BarSeries, type Series } from '../../engine/model/series.ts';
import type { Result } from '../../reports/result.ts';
import type { Io } from '../io.ts';
import type { SessionJournal } from '../journal/journal.ts';
import { resultOf } from '../run-result.ts';
import { type Attended, attend } from '../sessions/attend.ts';
import { hashesOf } from '../sessions/hashes.ts';
import { changedParts } from './cause.ts';
import type { OpenSession } from './open-session.ts';
import { recovered, type Shown } from './recovered.ts';
import type { SessionFlags } from './session-flags.ts';
import { WALL } from './wall.ts';

/** How long a stop waits for orders to end, milliseconds. */
const PATIENCE = 30_000;

/** A session as it is run. */
export interface SessionParts extends OpenSession {
  readonly flags: SessionFlags;
  readonly io: Io;
  /** Where its data come from, given how far it has come before. */
  readonly feed: (shown: Shown) => LiveFeed | Promise<LiveFeed>;
  /** Where its orders go; the simulator without it. */
  readonly venue?: { readonly broker: LiveBroker; readonly terms: (shown: Shown) => VenueTerms } | undefined;
  readonly notes?: TradeEdge['notes'];
  /** Milliseconds of market time between epochs where no flag says it; Infinity for none by time. */
  readonly epoch: number;
}

/** What a session came to, and in which way it did not end as it was told to. */
export interface EndedSession {
  readonly result: Result;
  readonly unfinished: string | undefined;
}

/**
 * Runs a session until it is stopped or its tape is over, from its beginning or from where its journal ends. Throws a StrategyError
 * where what was written down does not come out again.
 */
export async function runSession(parts: SessionParts): Promise<EndedSession> {
  const { journal, folder, flags, io, spec, baseDir, venue } = parts;
  const { manifest, tip } = journal;
  const { quiet, onStop, logLevel } = flags;
  const attended = await attend({
    ...{ folder, manifest, entries: tip.entries, wall: WALL, io, onStop, quiet, logLevel, baseDir },
    notify: spec.notify,
    broker: venue?.broker,
  });
  try {
    let unfinished: string | undefined;
    const told = (entry: Entry): void => {
      if (entry.kind === 'note' && entry.what === UNFINISHED) unfinished = entry.text;
      attended.told(entry);
    };
    const result = await driven(parts, { ...attended, told });
    await attended.close('ended', unfinished ?? 'it was told to stop, or its tape is over');
    return { result, unfinished };
  } catch (error) {
    await attended.close('failed', textOf(error));
    throw error;
  }
}

/** The exit code of a session that has ended; one that leaves what it was told to end says so, whether or not it is quiet. */
export function endOf(unfinished: string | undefined, io: Pick<Io, 'stderr'>): 0 | 1 {
  if (unfinished === undefined) return 0;
  io.stderr.write(`${unfinished}\n`);
  return 1;
}

async function driven(parts: SessionParts, attended: Attended): Promise<Result> {
  const { prepared, spec, journal } = parts;
  const { again, ended } = begun(parts, attended);
  const whole = wholeOf(await ended, again, journal);
  return resultOf(whole.assembly, prepared, spec, journal.manifest.session);
}

/** A session that plays what was written down. */
type Again = (play: (live: LiveSession) => void) => LiveSession;

/** No async function: what one was given it holds until its end, and the session of an epoch that has passed is not to stay in memory. */
function begun(
  { prepared, journal, flags, feed, venue, notes, epoch }: SessionParts,
  attended: Attended,
): { readonly again: Again; readonly ended: Promise<LiveSession> } {
  const { parts } = prepared;
  const { warmUntil } = journal.manifest;
  // What is run again was told when it happened.
  let isPast = true;
  const failed = (strategy: number, error: unknown): void => {
    if (isPast) return;
    const text = `strategy "${parts.strategies[strategy]!.id}" threw: ${textOf(error)}`;
    attended.say({ kind: 'error', ts: WALL.now(), text, data: {} });
  };
  const fresh = (): LiveSession =>
    new LiveSession({ ...parts, warmUntil }, { failed, venue: venue?.broker, hourly: warmUntil !== parts.warmUntil });
  const attendedFresh = (epoch: number): LiveSession => {
    const live = fresh();
    attended.begun(live, epoch);
    return live;
  };
  const { live, shown, changed } = recovered(attendedFresh, journal, flags.goOn !== undefined);
  attended.recovered();
  isPast = false;
  const hashes = hashesOf(prepared);
  let upgrade = upgradeOf(journal, hashes, changed, flags.goOn);
  const { people, told, signal } = attended;
  const every = flags.epoch ?? epoch;
  const epochs: Epochs = {
    after: (ts) => (Math.floor(ts / every) + 1) * every,
    asked() {
      const why = upgrade ?? (people.takeEpoch() ? 'command' : undefined);
      upgrade = undefined;
      return why;
    },
    hashes,
    fresh,
    begun: (next) => attended.begun(next, newestEpoch(journal)),
  };
  // The simulator fills what closes a position at the next open: a bar later, and no sooner.
  const patience = venue === undefined ? PATIENCE + longestBar(parts.series) : PATIENCE;
  const edge = { journal, wall: WALL, people, grace: flags.grace, patience, told, notes, epochs };
  const opening = Promise.resolve(feed(shown));
  const again: Again = (play) => {
    isPast = true;
    const whole = fresh();
    play(whole);
    isPast = false;
    return whole;
  };
  return { again, ended: ended(live, opening, { ...edge, venue: venue?.terms(shown) }, signal) };
}

const ended = (live: LiveSession, opening: Promise<LiveFeed>, edge: Omit<TradeEdge, 'feed'>, signal: AbortSignal): Promise<LiveSession> =>
  opening.then((feed) => trade(live, { ...edge, feed }, signal));

/**
 * Why a session that is gone on with begins a new epoch: its code, parameters or engine are not what they were. That, and what a person
 * said of it, is written down as a decision.
 */
function upgradeOf(journal: SessionJournal, now: Hashes, changed: string | undefined, reason: string | undefined): string | undefined {
  const [first] = journal.entries();
  const was = first?.kind === 'epoch' ? first.hashes : journal.manifest.hashes;
  if (first === undefined || (changed === undefined && canonical(was) === canonical(now))) return undefined;
  const why = changed === undefined ? 'what it did comes out the same' : `${changed}; ${reason}`;
  const [ts, seenTs] = [first.ts, WALL.now()];
  journal.append([{ kind: 'decision', ts, seenTs, what: 'upgrade', text: `${changedParts(was, now)}: ${why}` }]);
  return 'upgrade';
}

/** The length of the longest bars, milliseconds; 0 without bars. */
function longestBar(series: readonly Series[]): number {
  const lengths = series.map((one) => (one instanceof BarSeries ? BarSeries.lengthOf(one) : 0));
  return Math.max(0, ...lengths.filter(Number.isFinite));
}

const newestEpoch = ({ epochs }: SessionJournal): number => Math.max(0, epochs - 1);

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The session with all that it ever did: where it was rebuilt on its way, everything that was written down once more. */
function wholeOf(last: LiveSession, again: Again, journal: SessionJournal): LiveSession {
  const whole = journal.epochs <= 1 ? last : again((live) => follow(live, journal.entries(0)));
  whole.finish();
  return whole;
}
