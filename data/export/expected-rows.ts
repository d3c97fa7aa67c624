import { nextSession, type SessionTable } from '../../engine/model/calendar.ts';
import { Periods } from '../../engine/model/periods.ts';
import type { Column } from '../../engine/model/series.ts';
import { DAY } from '../../engine/model/time.ts';
import type { Timeframe } from '../../engine/model/timeframe.ts';

/** Equal stretches of time that are counted in: so many from a time to another. */
export interface Stretches {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** The stretch in which a time lies; below 0 or beyond the last where it lies in none. */
export const stretchOf = ({ from, to, count }: Stretches, ts: number): number => Math.floor(((ts - from) / (to - from)) * count);

/**
 * Whether the rows of a session are counted where it opens: in stretches of a quarter of a day or more it matters to nobody when
 * of a day a row is, and bars from the full hour on and from the open on are the same then.
 */
export const isBySession = ({ from, to, count }: Stretches): boolean => to - from >= (DAY / 4) * count;

/** How many bars of a timeframe open from `first` to `last`, both included, in each stretch: one per period in which the market trades. */
export function expectedBars(
  timeframe: Timeframe,
  sessions: SessionTable | undefined,
  first: number,
  last: number,
  stretches: Stretches,
): Column {
  const counts = new Float64Array(stretches.count);
  if ('ms' in timeframe && timeframe.ms < DAY) {
    for (const [begin, end, open] of openTimes(timeframe.ms, sessions, first, last))
      countStarts(counts, stretches, open, begin, Math.min(end, last + 1), timeframe.ms, first);
    return counts;
  }
  const periods = new Periods(timeframe, sessions);
  for (let ts = first; ts <= last; ts = periods.end) {
    const s = sessions === undefined ? -1 : nextSession(sessions, ts);
    if (sessions !== undefined && s < 0) break;
    periods.find(sessions === undefined ? ts : Math.max(ts, sessions.opens[s]!));
    if (periods.start > last) break;
    const k = stretchOf(stretches, sessions === undefined ? Math.max(periods.start, first) : periods.start);
    if (k >= 0 && k < counts.length) counts[k]!++;
  }
  return counts;
}

/** The stretches of trading without a stop, from each of which bars are counted, and the open of their session. */
function* openTimes(
  ms: number,
  sessions: SessionTable | undefined,
  first: number,
  last: number,
): Generator<readonly [begin: number, end: number, open: number]> {
  if (sessions === undefined) {
    // Where bars fit into a day they run on over midnight.
    const step = DAY % ms === 0 ? Number.POSITIVE_INFINITY : DAY;
    for (let begin = Math.floor(first / DAY) * DAY; begin <= last; begin += step) yield [begin, begin + step, Number.NaN];
    return;
  }
  const { opens, closes, breaks } = sessions;
  for (let s = nextSession(sessions, first); s >= 0 && s < opens.length && opens[s]! <= last; s++) {
    const rest = breaks?.begins[s] ?? Number.NaN;
    if (Number.isNaN(rest)) yield [opens[s]!, closes[s]!, opens[s]!];
    else {
      yield [opens[s]!, rest, opens[s]!];
      yield [breaks!.ends[s]!, closes[s]!, opens[s]!];
    }
  }
}

/** Counts the times `begin + k x ms` from `first` on and before `end`, in their stretches or in that of their session's open. */
function countStarts(counts: Column, stretches: Stretches, open: number, begin: number, end: number, ms: number, first: number): void {
  const { from, to, count } = stretches;
  const before = (ts: number): number => Math.ceil((Math.min(Math.max(ts, first, begin), end) - begin) / ms);
  if (!Number.isNaN(open) && isBySession(stretches)) {
    const k = stretchOf(stretches, open);
    if (k >= 0 && k < count) counts[k]! += Math.max(0, before(end) - before(begin));
    return;
  }
  const last = Math.min(count - 1, stretchOf(stretches, end));
  for (let k = Math.max(0, stretchOf(stretches, Math.max(begin, first))); k <= last; k++) {
    const edge = (at: number): number => from + ((to - from) * at) / count;
    counts[k]! += Math.max(0, before(edge(k + 1)) - before(edge(k)));
  }
}
