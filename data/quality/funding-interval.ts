import { MINUTE } from '../../engine/model/time.ts';

/** The usual time between two rates, to the minute: the step that comes most often, of equals the smallest; NaN of fewer than two. */
export function fundingInterval(times: readonly number[]): number {
  const counts = new Map<number, number>();
  for (let k = 1; k < times.length; k++) {
    const step = Math.round((times[k]! - times[k - 1]!) / MINUTE) * MINUTE;
    if (step > 0) counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? Number.NaN;
}
