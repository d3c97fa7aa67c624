import type { Decision } from './decision.ts';
import type { Held } from './held.ts';

/**
 * Where a run is cut: half of the moments at decisions, as far apart as there are any, the others evenly over its time, so that a
 * decision that was not made because of what came is met as well. Ascending, none at the very end.
 */
export function momentsOf(decisions: readonly Decision[], first: Held, count: number): number[] {
  const { times } = first;
  const last = times.length - 1;
  const decided = [...new Set(decisions.map(({ ts }) => ts))].filter((ts) => ts >= times[1]! && ts < times[last]!);
  const atDecisions = spread(decided.length, Math.ceil(count / 2), 0.5).map((k) => decided[k]!);
  const between = spread(last - 1, count - atDecisions.length, 1).map((k) => times[k + 1]!);
  return [...new Set([...atDecisions, ...between])].sort((a, b) => a - b);
}

/** So many of the numbers from 0 to below `size`, evenly: half a step or a whole one from either end, so that the two kinds seldom meet. */
function spread(size: number, count: number, from: 0.5 | 1): number[] {
  const most = Math.max(Math.min(size, count), 0);
  return Array.from({ length: most }, (_, k) => Math.min(Math.floor(((k + from) * size) / (most + 2 * from - 1)), size - 1));
}
