import { describe, expect, it } from 'vitest';
import { BarSeries, barColumns } from '../../../engine/model/series.ts';

/** Bars from their times: when each begins, and when it ends. */
function bars(...spans: readonly (readonly [from: number, to: number])[]): BarSeries {
  const columns = barColumns(spans.length);
  spans.forEach(([from, to], k) => {
    columns.openTimes[k + 1] = from;
    columns.times[k + 1] = to;
  });
  return new BarSeries('A', columns);
}

describe('bars overlap', () => {
  it('where one begins before the one before it is over', () => {
    expect(BarSeries.mayOverlap(bars([0, 60], [59, 120]))).toBe(true);
  });

  it('but not where it begins at that moment, or after a gap', () => {
    expect(BarSeries.mayOverlap(bars([0, 60], [60, 120], [600, 660]))).toBe(false);
    expect(BarSeries.mayOverlap(bars([0, 60]))).toBe(false);
    expect(BarSeries.mayOverlap(bars())).toBe(false);
  });

  it('as they are now, whatever they were in an earlier run over the same columns', () => {
    const columns = barColumns(2);
    columns.openTimes.set([0, 60], 1);
    columns.times.set([60, 120], 1);
    expect(BarSeries.mayOverlap(new BarSeries('A', columns))).toBe(false);
    columns.openTimes[2] = 59;
    expect(BarSeries.mayOverlap(new BarSeries('A', columns))).toBe(true);
  });

  it('for all anybody knows, while they pass', () => {
    const source = { rows: 0, fill: () => {} };
    expect(BarSeries.mayOverlap(BarSeries.streamed('A', () => source))).toBe(true);
  });
});
