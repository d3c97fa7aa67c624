import { describe, expect, it } from 'vitest';
import type { SeriesKind } from '../../../data/block.ts';
import { endOfWindow, windowLength } from '../../../data/store/window.ts';
import { DAY, HOUR, MINUTE } from '../../../engine/model/time.ts';

describe('the windows into which rows are cut', () => {
  it.each<[SeriesKind, string, number]>([
    ['bars', '1s', 32_768_000],
    ['bars', '1m', 32_768 * MINUTE],
    ['bars', '60m', 32_768 * HOUR],
    ['bars', '1h', 32_768 * HOUR],
    ['bars', '1d', 32_768 * DAY],
    ['bars', '1M', 32_768 * 28 * DAY],
    ['bars', '12M', 12 * 32_768 * 28 * DAY],
    ['bars', '100tick', 28 * DAY],
    ['quotes', '', HOUR],
    ['trades', '', HOUR],
    ['funding', '', 32_768 * DAY],
    ['actions', '', 32_768 * DAY],
    ['custom', '', 28 * DAY],
  ])('%s %s: %d ms, whatever the rows', (kind, timeframe, length) => {
    expect(windowLength(kind, timeframe)).toBe(length);
  });

  it('begin at the epoch, and rows of one time are in one of them', () => {
    const times = Float64Array.of(-11, -10, -1, 0, 9, 9.5, 10, 10, 29, 50);
    const ends: number[] = [];
    for (let row = 0; row < times.length; row = ends.at(-1)!) ends.push(endOfWindow(times, row, times.length, 10));
    expect(ends).toEqual([1, 3, 6, 8, 9, 10]);
    expect(endOfWindow(times, 3, 5, 10)).toBe(5);
  });
});
