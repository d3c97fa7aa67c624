/** What is asked of the bars of one series: sessions and true ranges. */
import { must } from './must.ts';
import type { Bar } from './stream.ts';

export const DAY = 86_400_000;

/** The UTC day of a time, counted from 1970. */
export const dayOf = (ts: number): number => Math.floor(ts / DAY);

function sameSession(a: Bar, b: Bar): boolean {
  if (a.ts - a.openTs >= DAY || b.ts - b.openTs >= DAY) return false;
  return dayOf(a.openTs) === dayOf(b.openTs);
}

/** Whether bar `k` is the first of its session. */
export function opensSession(bars: Bar[], k: number): boolean {
  const before = bars[k - 1];
  return before === undefined || !sameSession(before, must(bars[k], 'a bar'));
}

/** Whether bar `k` is the last of its session. */
export function closesSession(bars: Bar[], k: number): boolean {
  const after = bars[k + 1];
  return after === undefined || !sameSession(must(bars[k], 'a bar'), after);
}

function trueRange(bar: Bar, before: Bar): number {
  return Math.max(bar.high - bar.low, Math.abs(bar.high - before.close), Math.abs(bar.low - before.close));
}

/**
 * The mean true range of the last `period` bars before bar `k`; undefined with too few of them.
 * The first bar of a series has no true range.
 */
export function meanTrueRange(bars: Bar[], k: number, period: number): number | undefined {
  if (k - period < 1) return undefined;
  let sum = 0;
  for (let j = k - period; j < k; j++) sum += trueRange(must(bars[j], 'a bar'), must(bars[j - 1], 'a bar before'));
  return sum / period;
}
