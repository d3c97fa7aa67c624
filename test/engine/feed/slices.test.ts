import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arriving, arrivingBars, arrivingLike, rowAhead } from '../../../engine/feed/arriving.ts';
import type { Arrival } from '../../../engine/feed/live-feed.ts';
import { LongerArriving } from '../../../engine/feed/longer-arriving.ts';
import { Merge, type WaitingOrders } from '../../../engine/feed/merge.ts';
import { resample } from '../../../engine/feed/resample.ts';
import { Slices } from '../../../engine/feed/slices.ts';
import { BarSeries, barColumns, type Series } from '../../../engine/model/series.ts';
import { SECOND } from '../../../engine/model/time.ts';

/** Bars from seconds: [open time, close time, open]. */
function bars(id: string, rows: readonly (readonly [number, number, number])[]): BarSeries {
  const columns = barColumns(rows.length);
  rows.forEach(([openTs, ts, open], k) => {
    columns.openTimes[k + 1] = openTs * SECOND;
    columns.times[k + 1] = ts * SECOND;
    for (const name of ['open', 'high', 'low', 'close'] as const) columns[name][k + 1] = open;
    columns.volume[k + 1] = 1;
  });
  return new BarSeries(id, columns);
}

/** Orders that wait in every instrument, and stir at every open. */
const waitingIn = (count: number): WaitingOrders => ({
  instruments: Int32Array.from({ length: count }, (_, k) => k),
  count,
  stirs: () => true,
});

function place(series: readonly Series[], instruments: readonly number[]): void {
  series.forEach((one, k) => {
    one.index = k;
    one.instrument = instruments[k]!;
    one.executes = instruments.indexOf(instruments[k]!) === k;
  });
}

const told = (batch: Merge | Slices): string =>
  `${batch.moment} ${batch.ts / SECOND}${batch.more ? ' more' : ''}: ${batch.moved
    .slice(0, batch.count)
    .map(({ id, row }) => `${id}${row + 1}`)
    .join(' ')}`;

/** What Merge makes of series that are all there. */
function merged(series: readonly Series[], waiting: WaitingOrders): string[] {
  const merge = new Merge(series, waiting);
  const batches: string[] = [];
  while (merge.next()) {
    batches.push(told(merge));
    if (merge.moment === 'close') for (let k = 0; k < merge.count; k++) merge.moved[k]!.advance();
  }
  return batches;
}

/** Shows all that may be shown. */
function shown(slices: Slices): string[] {
  const batches: string[] = [];
  while (slices.next()) {
    batches.push(told(slices));
    if (slices.moment === 'close') for (let k = 0; k < slices.count; k++) slices.moved[k]!.advance();
    slices.settle();
  }
  return batches;
}

/** A series as it would come: each open at its time, each row at its end. */
function arrivals(
  series: readonly Series[],
): { readonly at: number; readonly arrival: Extract<Arrival, { kind: 'open' | 'row' | 'over' }> }[] {
  return series.flatMap((one, feed) => {
    const copy = one.again() as BarSeries;
    copy.begin();
    const end = { at: copy.rows === 0 ? 0 : lastOf(one as BarSeries), arrival: { kind: 'over', feed } as const };
    const rows = Array.from({ length: copy.rows }, () => {
      const values = rowAhead(copy);
      copy.advance();
      return [
        { at: values[0]!, arrival: { kind: 'open', feed, openTs: values[0]!, ts: values[1]!, open: values[2]! } as const },
        { at: values[1]!, arrival: { kind: 'row', feed, values } as const },
      ];
    });
    return [...rows.flat(), end];
  });
}

describe('slices of what comes live', () => {
  const A = () => arrivingBars('A', SECOND);
  const row = (feed: number, openTs: number, open: number, length = 1): Arrival & { kind: 'row' } => ({
    kind: 'row',
    feed,
    values: [openTs * SECOND, (openTs + length) * SECOND, open, open, open, open, 1],
  });

  function one(): { slices: Slices; series: Series } {
    const { series, inlet } = A();
    place([series], [0]);
    return { slices: new Slices([{ series, inlet }], waitingIn(1)), series };
  }

  it('hands out nothing beyond the limit', () => {
    const { slices } = one();
    slices.take(row(0, 10, 100));
    slices.limit = 10.5 * SECOND;
    expect(shown(slices)).toEqual(['open 10: A1']);
    slices.limit = 11 * SECOND;
    expect(shown(slices)).toEqual(['close 11: A1']);
  });

  it('meets the open of a bar while the bar still goes on', () => {
    const { slices, series } = one();
    slices.take({ kind: 'open', feed: 0, openTs: 10 * SECOND, ts: 11 * SECOND, open: 99 });
    slices.limit = 10 * SECOND;
    expect(shown(slices)).toEqual(['open 10: A1']);
    expect(series.openAhead).toBe(99);
  });

  it('flags a bar that comes after its time was given up, and shows it on its own: time never goes back', () => {
    const [a, b] = [A(), arrivingBars('B', SECOND)];
    place([a.series, b.series], [0, 1]);
    const slices = new Slices([a, b], undefined);
    slices.take(row(0, 10, 100));
    slices.limit = 11 * SECOND;
    expect(shown(slices)).toEqual(['close 11: A1']);
    slices.take(row(0, 11, 100));
    slices.limit = 12 * SECOND;
    expect(shown(slices)).toEqual(['close 12: A2']);
    expect(slices.take(row(1, 10, 50))).toBe('late');
    expect(shown(slices)).toEqual(['close 12: B1']);
    expect(slices.isLate).toBe(true);
  });

  it('tells of a bar that comes twice, comes corrected, or comes out of order, and drops it', () => {
    const { slices } = one();
    slices.take(row(0, 10, 100));
    expect(slices.take(row(0, 10, 100))).toBe('repeated');
    expect(slices.take(row(0, 10, 101))).toBe('corrected');
    expect(slices.take(row(0, 8, 100))).toBe('out-of-order');
    slices.limit = 20 * SECOND;
    expect(shown(slices)).toEqual(['open 10: A1', 'close 11: A1']);
  });

  it('tells of a bar that began and never ended', () => {
    const { slices } = one();
    slices.take({ kind: 'open', feed: 0, openTs: 10 * SECOND, ts: 11 * SECOND, open: 99 });
    expect(slices.take({ kind: 'open', feed: 0, openTs: 11 * SECOND, ts: 12 * SECOND, open: 98 })).toBe('missing');
    slices.limit = 12 * SECOND;
    expect(shown(slices)).toEqual(['open 11: A1']);
  });

  it('gives a longer bar at its end, though no finer bar ends there', () => {
    const a = A();
    const longer = new LongerArriving(a.series, '5s', undefined);
    place([a.series, longer.series], [0, 0]);
    const slices = new Slices([a, longer], undefined);
    slices.take(row(0, 10, 100));
    slices.limit = 14 * SECOND;
    expect(shown(slices)).toEqual(['close 11: A1']);
    slices.limit = 15 * SECOND;
    expect(shown(slices)).toEqual(['close 15: A1']);
  });

  const feed = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 9 })), { maxLength: 12 })
    .map((steps) => {
      let at = 0;
      return steps.map(([gap, length, open]) => {
        const openTs = at + gap;
        at = openTs + length;
        return [openTs, at, open] as const;
      });
    });

  it('are those of the same rows when they are all there, however many come at a time', () => {
    fc.assert(
      fc.property(
        fc.array(feed, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.infiniteStream(fc.integer({ min: 1, max: 5 })),
        (feeds, longer, steps) => {
          const whole = feeds.map((rows, k) => bars('ABC'[k]!, rows));
          const live: Arriving[] = whole.map(arrivingLike);
          const expected: Series[] = [...whole];
          if (longer && feeds[0]!.length > 0 && feeds[0]!.every(([from, to]) => Math.floor(from / 6) === Math.floor((to - 1) / 6))) {
            expected.push(resample(whole[0]!, '6s'));
            live.push(new LongerArriving(live[0]!.series as BarSeries, '6s', undefined));
          }
          const instruments = [...whole.map((_, k) => k), 0];
          place(expected, instruments);
          place(
            live.map(({ series }) => series),
            instruments,
          );
          const coming = arrivals(whole).toSorted((a, b) => a.at - b.at);
          const slices = new Slices(live, waitingIn(whole.length));
          const batches: string[] = [];
          while (coming.length > 0) {
            const until = coming[0]!.at + steps.next().value * SECOND;
            while (coming.length > 0 && coming[0]!.at <= until) slices.take(coming.shift()!.arrival);
            slices.limit = coming.length === 0 ? Math.max(...whole.flatMap((one) => (one.rows === 0 ? [0] : [lastOf(one)]))) : until;
            batches.push(...shown(slices));
          }
          expect(batches).toEqual(merged(expected, waitingIn(whole.length)));
        },
      ),
      { numRuns: 500 },
    );
  });
});

const lastOf = (series: BarSeries): number => BarSeries.columnsOf(series).times.at(-1)!;
