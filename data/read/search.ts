import type { Column } from '../../engine/model/series.ts';

/** The first place, from 0, in ascending times that is `ts` or later; the length where there is none. */
export function firstAtOrAfter(times: Column, ts: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < ts) low = middle + 1;
    else high = middle;
  }
  return low;
}
