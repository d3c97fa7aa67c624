import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CoverageCount } from '../../../data/export/coverage-count.ts';
import { expectedBars } from '../../../data/export/expected-rows.ts';
import type { SeriesKey } from '../../../data/series-key.ts';
import type { SessionTable } from '../../../engine/model/calendar.ts';
import { Periods } from '../../../engine/model/periods.ts';
import { DAY, HOUR, MINUTE } from '../../../engine/model/time.ts';
import { parseTimeframe } from '../../../engine/model/timeframe.ts';
import { bars, blockOf } from '../transform/blocks.ts';
import { sessions } from '../transform/sessions.ts';

const BARS: SeriesKey = { instrument: 'X', kind: 'bars', timeframe: '1h', price: 'trade' };
const hour = (k: number): number[] => [k * HOUR, (k + 1) * HOUR, 1, 1, 1, 1, 1];

describe('coverage', () => {
  it('counts bars and the periods in which there might be some, from the first to the last', () => {
    const count = new CoverageCount(BARS, { from: 0, to: DAY, count: 4 });
    count.take(bars(hour(3), hour(4), hour(5), hour(6)));
    count.take(bars(hour(20)));
    const { expected, present } = count.finish();
    expect([Array.from(expected), Array.from(present)]).toEqual([
      [3, 6, 6, 3],
      [3, 1, 0, 1],
    ]);
  });

  it('expects nothing while the market is closed, and counts no bar of such hours', () => {
    const table = sessions(['1970-01-01', '09:00', '12:00'], ['1970-01-05', '09:00', '12:00']);
    const count = new CoverageCount(BARS, { from: 0, to: 5 * DAY, count: 5 }, table);
    count.take(bars(hour(8), hour(9), hour(11), hour(13), hour(4 * 24 + 9), hour(4 * 24 + 11)));
    const { expected, present } = count.finish();
    expect([Array.from(expected), Array.from(present)]).toEqual([
      [3, 0, 0, 0, 3],
      [2, 0, 0, 0, 2],
    ]);
  });

  it('takes a bar of a whole day for its session', () => {
    const table = sessions(['1970-01-01', '14:30', '21:00'], ['1970-01-02', '14:30', '21:00'], ['1970-01-05', '14:30', '21:00']);
    const count = new CoverageCount({ ...BARS, timeframe: '1d' }, { from: 0, to: 5 * DAY, count: 5 }, table);
    count.take(bars([0, DAY, 1, 1, 1, 1, 1], [4 * DAY, 5 * DAY, 1, 1, 1, 1, 1]));
    const { expected, present } = count.finish();
    expect([Array.from(expected), Array.from(present)]).toEqual([
      [1, 1, 0, 0, 1],
      [1, 0, 0, 0, 1],
    ]);
  });

  it('counts the rows of a session at its open where the stretches are long: bars from the hour on are those from the open on', () => {
    const table = sessions(['1970-01-01', '14:30', '21:00'], ['1970-01-02', '14:30', '21:00']);
    const hours = [14, 15, 16, 17, 18, 19, 20];
    const count = new CoverageCount(BARS, { from: 0, to: 2 * DAY, count: 8 }, table);
    count.take(bars(...hours.map(hour), ...hours.map((k) => hour(24 + k))));
    const { expected, present } = count.finish();
    expect(Array.from(present)).toEqual([0, 0, 7, 0, 0, 0, 7, 0]);
    // Of the last session those are expected that open up to the last bar.
    expect(Array.from(expected)).toEqual([0, 0, 7, 0, 0, 0, 6, 0]);
  });

  it('of quotes is whether there are any', () => {
    const count = new CoverageCount({ ...BARS, kind: 'quotes', timeframe: '' }, { from: 0, to: 4 * HOUR, count: 4 });
    count.take(
      blockOf(
        ['times', 'bid', 'ask'],
        [
          [0, 1, 1],
          [1, 1, 1],
          [3 * HOUR, 1, 1],
        ],
      ),
    );
    const { expected, present } = count.finish();
    expect([Array.from(expected), Array.from(present)]).toEqual([
      [1, 1, 1, 1],
      [1, 0, 0, 1],
    ]);
  });

  it('of nothing is nothing', () => {
    const { expected, present } = new CoverageCount(BARS, { from: 0, to: DAY, count: 3 }).finish();
    expect([Array.from(expected), Array.from(present)]).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });
});

/** Every minute, by the definition: the periods that hold one. */
function byDefinition(timeframe: string, table: SessionTable | undefined, first: number, last: number): number {
  const periods = new Periods(parseTimeframe(timeframe)!, table);
  const starts = new Set<number>();
  for (let ts = first; ts <= last; ts += MINUTE) if (periods.find(ts) && periods.start >= first) starts.add(periods.start);
  return starts.size;
}

describe('the bars expected', () => {
  const base = sessions(
    ['2024-01-02', '09:00', '17:00'],
    ['2024-01-03', '09:00', '13:10'],
    ['2024-01-05', '09:00', '17:00'],
    ['2024-01-08', '09:00', '17:00'],
    ['2024-01-09', '09:00', '17:00'],
  );
  const lunch: SessionTable = {
    ...base,
    breaks: { begins: base.opens.map((open) => open + 3 * HOUR), ends: base.opens.map((open) => open + 4 * HOUR) },
  };
  const T = Date.UTC(2024, 0, 2);

  it('are the periods that the market trades in', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('7m', '30m', '1h', '4h', '1d', '1w'),
        fc.constantFrom(undefined, base, lunch),
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 1, max: 6000 }),
        fc.integer({ min: 1, max: 40 }),
        (timeframe, table, begin, length, count) => {
          const first = T + (table === undefined ? 0 : 9 * HOUR) + (timeframe.endsWith('m') ? begin * MINUTE : 0);
          const last = Math.min(first + length * MINUTE, T + 7 * DAY + 16 * HOUR);
          fc.pre(last > first);
          const counts = expectedBars(parseTimeframe(timeframe)!, table, first, last, { from: T - 7 * DAY, to: T + 9 * DAY, count });
          const begun = timeframe === '1w' || timeframe === '1d' ? 1 : 0;
          const sum = counts.reduce((all, one) => all + one, 0);
          // A day or a week that had begun before the first counts as well: its bar is what the first row is of.
          expect([0, begun]).toContain(sum - byDefinition(timeframe, table, first, last));
        },
      ),
    );
  });
});
