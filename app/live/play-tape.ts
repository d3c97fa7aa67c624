import type { LiveFeed } from '../../engine/feed/live-feed.ts';
import { RecordedFeed } from '../../engine/feed/recorded-feed.ts';
import { TapeFeed } from '../../engine/feed/tape-feed.ts';
import type { StepEntry } from '../../engine/loop/journal.ts';
import type { Wall } from '../../engine/model/wall.ts';
import { readJournal } from '../journal/journal.ts';
import type { Prepared } from '../prepare.ts';

/** How a tape is played, and how much of each feed was played before. */
export interface Playing {
  readonly speed: number;
  readonly wall: Wall;
  readonly passed: readonly number[];
}

/**
 * Plays the feeds of a run: those of one recorded session as they came, in the order in which that session was shown them; all others,
 * those of several sessions, and a stretch of one, as history says that they became known.
 */
export function playTape({ parts, market }: Pick<Prepared, 'parts' | 'market'>, { speed, wall, passed }: Playing): LiveFeed {
  const { series, warmUntil } = parts;
  const { tapes } = market;
  const [first] = tapes;
  if (first === undefined || tapes.some((one, k) => one?.folder !== first.folder || one.rows !== series[k]!.rows))
    return new TapeFeed(series, { speed, instantUntil: warmUntil, wall, passed });
  const journal = readJournal(first.folder);
  return new RecordedFeed(stepsOf(journal.entries(0)), {
    ...{ speed, instantUntil: warmUntil, wall, passed },
    feeds: new Map(tapes.map((tape, k) => [tape!.feed, k])),
    rows: first.isTape ? series.map(({ rows }) => rows) : undefined,
    closed: () => journal.close(),
  });
}

function* stepsOf(entries: ReturnType<ReturnType<typeof readJournal>['entries']>): Generator<StepEntry, undefined, undefined> {
  for (const entry of entries) if (entry.kind === 'step') yield entry;
  return undefined;
}
