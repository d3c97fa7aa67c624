import { expect, test } from 'vitest';
import { fillTimes } from '../../../reports/html/fill-times.ts';
import { day, fillOf } from '../fixture.ts';

const atOpen = fillOf(1, 1);
const inside = fillOf(2, 3, { ts: day(4), barTs: day(4) });

test('a fill inside a daily bar is told of its day, one at the open of its time', () => {
  const { shown, inside: isInside } = fillTimes([atOpen, inside], true);
  expect([shown(1, day(1)), shown(2, day(4))]).toEqual([day(1), day(3)]);
  expect([isInside(1, day(1)), isInside(2, day(4)), isInside(2, day(9)), isInside(7, day(4))]).toEqual([false, true, false, false]);
});

test('within days every fill is told of its time', () => {
  expect(fillTimes([inside], false).shown(2, day(4))).toBe(day(4));
});
