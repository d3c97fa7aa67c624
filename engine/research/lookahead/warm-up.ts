import type { Column } from '../../model/series.ts';
import { rowAt } from './cut.ts';
import type { Course, Decision } from './decision.ts';

/** How soon a run that begins later decides as the whole one does: the same thing of the same feed at the same moment, whatever its size. */
export interface Convergence {
  /** When the later run begins; milliseconds UTC. */
  readonly start: number;
  /** Rows of the first feed from there to the last decision that was another one; 0 where none was. */
  readonly rows: number;
  /** How many decisions agree after that. */
  readonly agreed: number;
  /** Whether the warm-up that the run declares is that long. */
  readonly isCovered: boolean;
}

/** Compares a run that begins later with the whole one; `warmUntil` is the end of its declared warm-up, `times` are those of the first feed. */
export function convergenceOf(whole: Course, later: Course, start: number, warmUntil: number, times: Column): Convergence {
  const mine = byMoment(later.decisions);
  const theirs = byMoment(whole.decisions.filter(({ ts }) => ts > start));
  const moments = [...new Set([...mine.keys(), ...theirs.keys()])].sort((a, b) => b - a);
  const last = moments.find((ts) => mine.get(ts) !== theirs.get(ts)) ?? start;
  const agreed = later.decisions.filter(({ ts, gist }) => gist !== '' && ts > last).length;
  const rows = last === start ? 0 : rowAt(times, last) - rowAt(times, start);
  return { start, rows, agreed, isCovered: last <= Math.max(warmUntil, start) };
}

function byMoment(decisions: readonly Decision[]): Map<number, string> {
  const all = new Map<number, string>();
  for (const { ts, gist } of decisions) if (gist !== '') all.set(ts, `${all.get(ts) ?? ''}${gist}\n`);
  return all;
}
