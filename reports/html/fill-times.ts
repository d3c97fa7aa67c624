import type { FillRecord } from '../../engine/model/result.ts';
import { DAY } from '../../engine/model/time.ts';

/** Knows of the fills of a run whether they happened inside a bar, and when a reader is told that they did. */
export interface FillTimes {
  /** False for a fill at a bar's open. */
  inside(orderId: number, ts: number): boolean;
  /** A fill inside a daily bar happened on that bar's day, not at the midnight that ends it. */
  shown(orderId: number, ts: number): number;
}

/** Reads the times of fills once. */
export function fillTimes(fills: readonly FillRecord[], daily: boolean): FillTimes {
  const found = new Map<number, number[]>();
  for (const { orderId, ts, barTs } of fills) {
    if (ts !== barTs) continue;
    const own = found.get(orderId);
    if (own === undefined) found.set(orderId, [ts]);
    else own.push(ts);
  }
  const inside = (orderId: number, ts: number): boolean => found.get(orderId)?.includes(ts) === true;
  return { inside, shown: (orderId, ts) => (daily && inside(orderId, ts) ? ts - DAY : ts) };
}
