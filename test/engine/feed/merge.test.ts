import { describe, expect, it } from 'vitest';
import { Merge } from '../../../engine/feed/merge.ts';
import type { BarSeries, Series } from '../../../engine/model/series.ts';
import { isoTime } from '../../../engine/model/time.ts';
import { at, bars, custom, quotes } from '../world.ts';

const flat = [1, 1, 1, 1] as const;

/** Walks a merge to its end: time, moment, who moved. Orders wait on the instruments named. */
function walk(series: readonly Series[], waiting: readonly number[] = [], each: (merge: Merge) => void = () => {}): string[] {
  series.forEach((one, k) => {
    one.index = k;
    if (one.kind !== 'custom') one.instrument = k;
    one.executes = one.kind !== 'custom';
  });
  const merge = new Merge(series, { instruments: Int32Array.from(waiting), count: waiting.length, stirs: () => true });
  const seen: string[] = [];
  while (merge.next()) {
    const who = merge.moved.slice(0, merge.count).map(({ id }) => id);
    seen.push(`${isoTime(merge.ts).slice(8, 16)} ${merge.moment} ${who.join(' ')}`.trim());
    if (merge.moment === 'close') for (let k = 0; k < merge.count; k++) merge.moved[k]!.advance();
    each(merge);
  }
  return seen;
}

describe('the merge', () => {
  it('of nothing is over at once', () => {
    expect(walk([])).toEqual([]);
    expect(walk([bars('A', '1d', [])])).toEqual([]);
  });

  it('puts what closes together into one batch, in declared order', () => {
    const a = bars('A', '1h', [flat, flat]);
    const b = bars('B', '30m', [flat, flat, flat]);
    expect(walk([a, b])).toEqual(['01T00:30 close B', '01T01:00 close A B', '01T01:30 close B', '01T02:00 close A']);
    expect(walk([bars('B', '30m', [flat, flat]), bars('A', '1h', [flat])])).toEqual(['01T00:30 close B', '01T01:00 close B A']);
  });

  it('shows the same batches where series move together for long, part, and meet again with another number of rows', () => {
    const minutes = Array.from({ length: 1_500 }, (_, k) => k);
    const kept = {
      A: minutes,
      B: minutes.filter((k) => k >= 40 && k !== 700),
      C: minutes.filter((k) => (k < 300 || k > 420) && k < 1_400),
    };
    const timeOf = (k: number): string => new Date(at('2024-01-01') + k * 60_000).toISOString().slice(0, 16);
    const series = Object.entries(kept).map(([id, own]) =>
      bars(
        id,
        '1m',
        own.flatMap((k) => [timeOf(k), flat]),
      ),
    );
    const expected = minutes.map((k) => {
      const who = Object.entries(kept).filter(([, own]) => own.includes(k));
      return `${timeOf(k + 1).slice(8)} close ${who.map(([id]) => id).join(' ')}`;
    });
    expect(walk(series)).toEqual(expected);
    expect(
      walk(
        series.map((one) => one.again() as (typeof series)[number]),
        [1],
      ).filter((batch) => batch.includes('close')),
    ).toEqual(expected);
  });

  it('shows series of one column of times together, as it shows those whose columns only say the same', () => {
    const draw = (): BarSeries[] => ['A', 'B', 'C'].map((id) => bars(id, '1h', [flat, flat, '2024-01-08T10:00', flat, flat]));
    const apart = draw();
    const together = draw();
    for (const one of together) one.shareTimes(together[0]!);
    const expected = walk(apart, [1]);
    expect(expected.filter((batch) => batch.endsWith('close A B C'))).toHaveLength(4);
    expect(walk(together, [1])).toEqual(expected);
  });

  it('goes on with series of one column of times behind what was shown, and parts them where they were not shown as much', () => {
    const series = ['A', 'B'].map((id) => bars(id, '1h', [flat, flat, flat, flat]));
    for (const one of series) one.shareTimes(series[0]!);
    const waiting = { instruments: Int32Array.of(), count: 0, stirs: () => true };
    const closesAfter = (...shown: readonly number[]): string[] => {
      series.forEach((one, k) => {
        one.index = k;
        one.row = shown[k]!;
      });
      const merge = new Merge(series, waiting, at('2024-01-01T02:00'));
      const seen: string[] = [];
      while (merge.next()) seen.push(`${isoTime(merge.ts).slice(11, 13)} ${merge.moved.slice(0, merge.count).map(({ id }) => id)}`);
      return seen;
    };
    expect(closesAfter(2, 2)).toEqual(['03 A,B', '04 A,B']);
    expect(closesAfter(3, 2)).toEqual(['03 B', '04 A,B']);
  });

  it('raises the open of a bar only where an order waits, and after the closes of that time', () => {
    const pair = () => [bars('A', '1h', [flat, flat]), bars('B', '1h', [flat, flat])];
    expect(walk(pair())).toEqual(['01T01:00 close A B', '01T02:00 close A B']);
    expect(walk(pair(), [1])).toEqual(['01T00:00 open B', '01T01:00 close A B', '01T01:00 open B', '01T02:00 close A B']);
    expect(walk(pair(), [1, 0])).toEqual(['01T00:00 open A B', '01T01:00 close A B', '01T01:00 open A B', '01T02:00 close A B']);
  });

  it('raises an open on its own where a gap precedes it', () => {
    const series = [bars('A', '1h', ['2024-01-05T20:00', flat, '2024-01-08T14:00', flat]), bars('B', '1h', ['2024-01-06T10:00', flat])];
    expect(walk(series, [0])).toEqual(['05T20:00 open A', '05T21:00 close A', '06T11:00 close B', '08T14:00 open A', '08T15:00 close A']);
  });

  it('raises no open that means nothing to an order, and asks with the price of that open', () => {
    const series = [bars('A', '1h', [flat, [2, 2, 2, 2], flat])];
    series[0]!.executes = true;
    series[0]!.instrument = 0;
    const merge = new Merge(series, { instruments: Int32Array.of(0), count: 1, stirs: (_, open) => open === 2 });
    const opens: number[] = [];
    while (merge.next()) if (merge.moment === 'open') opens.push(merge.ts);
    expect(opens).toEqual([at('2024-01-01T01:00')]);
  });

  it('lets time pass at the alarm, before any open of that time', () => {
    const seen = walk([bars('A', '1h', ['2024-01-05T20:00', flat, '2024-01-06T20:00', flat])], [0], (merge) => {
      merge.alarm = merge.ts < at('2024-01-06T20:00') ? at('2024-01-06T20:00') : Number.POSITIVE_INFINITY;
    });
    expect(seen).toEqual(['05T20:00 open A', '05T21:00 close A', '06T20:00 close', '06T20:00 open A', '06T21:00 close A']);
  });

  it('joins an alarm with the closes of its time', () => {
    const seen = walk([bars('A', '1h', [flat, flat])], [], (merge) => {
      merge.alarm = at('2024-01-01T02:00');
    });
    expect(seen).toEqual(['01T01:00 close A', '01T02:00 close A']);
  });

  it('says that more of the same moment is to come', () => {
    const more: boolean[] = [];
    const rows = [
      ['2024-01-01', 1, 2],
      ['2024-01-01', 1, 3],
      ['2024-01-02', 1, 2],
    ] as const;
    expect(walk([quotes('A', rows)], [], (merge) => void more.push(merge.more))).toEqual([
      '01T00:00 close A',
      '01T00:00 close A',
      '02T00:00 close A',
    ]);
    expect(more).toEqual([true, false, false]);
  });

  it('shows a custom row when it becomes known, not when it speaks of', () => {
    expect(walk([bars('A', '1d', [flat, flat]), custom('S', [['2024-01-02T12:00', '2023-12-01', 1]])])).toEqual([
      '02T00:00 close A',
      '02T12:00 close S',
      '03T00:00 close A',
    ]);
  });
});
