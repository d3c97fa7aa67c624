import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Merge } from '../../../engine/feed/merge.ts';
import { Single } from '../../../engine/feed/single.ts';
import { BarSeries, barColumns, CustomSeries, type Series } from '../../../engine/model/series.ts';

/** Bars of one instrument: each begins where the last one ended or later, and lasts at least one millisecond. */
function series(steps: readonly (readonly [gap: number, length: number])[]): BarSeries {
  const columns = barColumns(steps.length);
  let ts = 0;
  steps.forEach(([gap, length], k) => {
    columns.openTimes[k + 1] = ts + gap;
    ts += gap + length;
    columns.times[k + 1] = ts;
    columns.open[k + 1] = k;
  });
  return Object.assign(new BarSeries('A', columns), { instrument: 0, executes: true });
}

/** Everything a stream says, with orders that wait for some opens and alarms set after some batches. */
function told(make: typeof Merge | typeof Single, one: Series, stirring: readonly boolean[], alarms: readonly number[]): unknown[] {
  const waiting = {
    instruments: Int32Array.of(0),
    count: 1,
    stirs: (_: number, open: number) => stirring[open % stirring.length] ?? false,
  };
  const stream = make === Merge ? new Merge([one], waiting) : new Single(one, waiting);
  const seen: unknown[] = [];
  stream.alarm = alarms[0] ?? Number.POSITIVE_INFINITY;
  for (let batch = 1; stream.next() && batch < 1000; batch++) {
    seen.push([stream.ts, stream.moment, stream.count, stream.more]);
    stream.alarm = alarms.find((ts) => ts > stream.ts) ?? Number.POSITIVE_INFINITY;
  }
  return seen;
}

describe('a single series', () => {
  it('tells the same batches as the merge of it alone', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 4 })), { maxLength: 30 });
    const alarms = fc.array(fc.integer({ min: 0, max: 150 }), { maxLength: 6 }).map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(steps, fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }), alarms, (rows, stirring, rings) => {
        expect(told(Single, series(rows), stirring, rings)).toEqual(told(Merge, series(rows), stirring, rings));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('of rows that share a timestamp says that more is to come', () => {
    const times = Float64Array.of(Number.NaN, 5, 5, 6);
    const custom = new CustomSeries('signal', times, times, {});
    expect(told(Single, custom, [true], [])).toEqual([
      [5, 'close', 1, true],
      [5, 'close', 1, false],
      [6, 'close', 1, false],
    ]);
  });
});
