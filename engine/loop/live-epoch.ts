import { rowAt, timeOf } from '../feed/arriving.ts';
import type { SavedSlices } from '../feed/slices.ts';
import { HISTORY } from '../model/line.ts';
import type { Answers, SavedAnswers } from './answers.ts';
import { EPOCH_VERSION, type EpochState, restoreEpoch, saveEpoch } from './epoch.ts';
import type { EpochEntry, Hashes, TapeRow } from './journal.ts';
import type { LiveSession } from './live-session.ts';

/** What rebuilds a session whose data come one by one. */
interface LiveState {
  readonly session: EpochState;
  readonly slices: SavedSlices;
  readonly passed: readonly number[];
  readonly answers: SavedAnswers;
}

/** Writes a session down as the beginning of a new epoch, when nothing is half done. */
export function beginEpoch(live: LiveSession, answers: Answers, why: string, seenTs: number, hashes: Hashes): EpochEntry {
  const { assembly, slices, passed } = live;
  answers.forget(assembly.session.now);
  const state: LiveState = { session: saveEpoch(assembly), slices: slices.save(), passed, answers: answers.save() };
  return { kind: 'epoch', ts: live.assembly.session.now, seenTs, why, state, warmUp: newestRows(live), hashes };
}

/** Whether this version can rebuild a session of what an epoch begins with. */
export const isReadable = ({ state }: EpochEntry): boolean => (state as LiveState).session.version === EPOCH_VERSION;

/**
 * Puts a fresh session where another one was when it wrote an epoch down: it is shown the newest rows, then takes over the rest, what
 * was heard of its commands too.
 */
export function resumeEpoch(live: LiveSession, answers: Answers, { state, warmUp }: EpochEntry): void {
  const { session, slices, passed, answers: heard } = state as LiveState;
  live.warmUp(batchesOf(live, warmUp));
  restoreEpoch(live.assembly, session);
  live.slices.restore(slices);
  passed.forEach((rows, feed) => {
    live.passed[feed] = rows;
  });
  answers.restore(heard);
  live.goOn();
}

/** The newest rows of every feed, as many as a strategy may look back on and its indicators need, oldest first. */
function newestRows({ feeds }: LiveSession): TapeRow[] {
  const rows = feeds.flatMap(({ series }, feed) => {
    const count = Math.min(series.row, Math.max(HISTORY, series.lookback));
    return Array.from({ length: count }, (_, k) => ({ feed, values: rowAt(series, series.row - count + 1 + k) }));
  });
  const at = ({ feed, values }: TapeRow): number => timeOf(feeds[feed]!.series, values);
  return rows.sort((a, b) => at(a) - at(b) || a.feed - b.feed);
}

/** Rows of one time are one batch; two of one feed are two. */
function batchesOf({ feeds }: LiveSession, rows: readonly TapeRow[]): { readonly ts: number; readonly rows: readonly TapeRow[] }[] {
  const batches: { ts: number; rows: TapeRow[] }[] = [];
  for (const row of rows) {
    const ts = timeOf(feeds[row.feed]!.series, row.values);
    const last = batches.at(-1);
    if (last === undefined || last.ts !== ts || last.rows.some(({ feed }) => feed >= row.feed)) batches.push({ ts, rows: [row] });
    else last.rows.push(row);
  }
  return batches;
}
