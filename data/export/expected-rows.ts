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
    for (const [begin, end] of openTimes(timeframe.ms, sessions, first, last))
      countStarts(counts, stretches, begin, Math.min(end, last + 1), timeframe.ms, first);
    return counts;
  }
  const periods = new Periods(timeframe, sessions);
  for (let ts = first; ts <= last; ts = periods.end) {
    const s = sessions === undefined ? -1 : nextSession(sessions, ts);
    if (sessions !== undefined && s < 0) break;
    periods.find(sessions === undefined ? ts : Math.max(ts, sessions.opens[s]!));
    if (periods.start > last) break;
    const k = stretchOf(stretches, Math.max(periods.start, first));
    if (k >= 0 && k < counts.length) counts[k]!++;
  }
  return counts;
}

/** The stretches of trading without a stop, from each of which bars are counted. */
function* openTimes(
  ms: number,
  sessions: SessionTable | undefined,
  first: number,
  last: number,
): Generator<readonly [begin: number, end: number]> {
  if (sessions === undefined) {
    // Where bars fit into a day they run on over midnight.
    const step = DAY % ms === 0 ? Number.POSITIVE_INFINITY : DAY;
    for (let begin = Math.floor(first / DAY) * DAY; begin <= last; begin += step) yield [begin, begin + step];
    return;
  }
  const { opens, closes, breaks } = sessions;
  for (let s = nextSession(sessions, first); s >= 0 && s < opens.length && opens[s]! <= last; s++) {
    const rest = breaks?.begins[s] ?? Number.NaN;
    if (Number.isNaN(rest)) yield [opens[s]!, closes[s]!];
    else {
      yield [opens[s]!, rest];
      yield [breaks!.ends[s]!, closes[s]!];
    }
  }
}

/** Counts the times `begin + k x ms` from `first` on and before `end` in their stretches. */
function countStarts(counts: Column, stretches: Stretches, begin: number, end: number, ms: number, first: number): void {
  const { from, to, count } = stretches;
  const before = (ts: number): number => Math.ceil((Math.min(Math.max(ts, first, begin), end) - begin) / ms);
  const last = Math.min(count - 1, stretchOf(stretches, end));
  for (let k = Math.max(0, stretchOf(stretches, Math.max(begin, first))); k <= last; k++) {
    const edge = (at: number): number => from + ((to - from) * at) / count;
    counts[k]! += Math.max(0, before(edge(k + 1)) - before(edge(k)));
  }
}
