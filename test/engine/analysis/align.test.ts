import { expect, test } from 'vitest';
import { align } from '../../../engine/analysis/align.ts';
import { DAY, HOUR, MINUTE } from '../../../engine/model/time.ts';
import { times } from './fixture.ts';

const pairs = (own: Float64Array, theirs: Float64Array): number[][] => {
  const rows = align(own, theirs);
  return Array.from(rows.own, (row, k) => [row, rows.theirs[k]!]);
};
const hours = (...values: number[]): Float64Array => Float64Array.from(values, (value) => value * HOUR);

test('equal times belong together', () => {
  expect(pairs(times(3), times(3))).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
  ]);
});

test('a day on which one of them rests belongs to the next pair on both sides', () => {
  expect(pairs(hours(24, 48, 72, 96), hours(24, 96))).toEqual([
    [0, 0],
    [3, 1],
  ]);
  expect(pairs(hours(24, 96), hours(24, 48, 72, 96))).toEqual([
    [0, 0],
    [1, 3],
  ]);
});

test('days that end at other hours are the same days, and not those before', () => {
  expect(pairs(hours(24, 48, 72), hours(29, 53, 77))).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
  ]);
  expect(pairs(hours(29, 53, 77), hours(24, 48, 72))).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
  ]);
});

test('minutes of a session are as of its evening when the day of the benchmark ends', () => {
  const minutes = Float64Array.from({ length: 3 * 390 }, (_, k) => Math.floor(k / 390) * DAY + 14.5 * HOUR + (k % 390) * MINUTE);
  expect(pairs(minutes, hours(24, 48, 72))).toEqual([
    [389, 0],
    [779, 1],
    [1169, 2],
  ]);
  expect(pairs(hours(24, 48, 72), minutes)).toEqual([
    [0, 389],
    [1, 779],
    [2, 1169],
  ]);
});

test('what one of them has before the other begins or after it ends has no partner', () => {
  expect(pairs(hours(72, 96), hours(24, 48, 72, 96, 120))).toEqual([
    [0, 2],
    [1, 3],
  ]);
  expect(pairs(hours(), hours(1))).toEqual([]);
  expect(pairs(hours(24), hours(48))).toEqual([[0, 0]]);
});
