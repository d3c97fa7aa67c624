import { expect, test } from 'vitest';
import { annualisationOf } from '../../../engine/analysis/annualisation.ts';
import { timesOf } from '../../../engine/analysis/times.ts';
import { keptByMemory } from '../../../engine/model/kept-by-memory.ts';
import { DAY, HOUR } from '../../../engine/model/time.ts';

/** The closes of hours around the clock. */
const hours = (count: number): Float64Array => Float64Array.from({ length: count }, (_, k) => (k + 1) * HOUR);

test('the days of times are their last rows, midnight with the day it ends', () => {
  const { rows, ts, annualisation } = timesOf(hours(60)).days();
  expect([...rows]).toEqual([23, 47, 59]);
  expect([...ts]).toEqual([DAY, 2 * DAY, 60 * HOUR]);
  expect(annualisation).toEqual(annualisationOf(ts, null));
});

test('what times say is kept for those who ask with the same memory, and for nobody else', () => {
  const kept = keptByMemory(timesOf);
  const column = hours(100);
  const first = kept(column.subarray(1));
  expect(kept(column.subarray(1))).toBe(first);
  expect(first.annualisation()).toBe(first.annualisation());
  const shorter = kept(column.subarray(1, 50));
  expect(shorter.days().rows.at(-1)).toBe(48);
  expect(kept(column.subarray(0, 99)).days().rows[0]).toBe(23);
  expect(kept(column.slice(1))).not.toBe(first);
});
