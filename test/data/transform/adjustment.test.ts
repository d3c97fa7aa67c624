import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS, type Block } from '../../../data/block.ts';
import { type AdjustOptions, adjustBars, applyFactors, factorsOf } from '../../../data/transform/adjustment.ts';
import { ClosesBefore } from '../../../data/transform/closes-before.ts';
import type { BarColumns } from '../../../engine/model/series.ts';
import { bars, blockOf, piece } from './blocks.ts';

const NAN = Number.NaN;
const DAY = 86_400_000;
const { split, dividend, delisting } = ACTIONS;

const days = (...closes: number[]): BarColumns =>
  bars(...closes.map((close, k) => [k * DAY, (k + 1) * DAY, close, close, close, close, 100])).columns as unknown as BarColumns;
const actions = (...rows: [day: number, type: number, value: number][]): Block =>
  blockOf(
    ['times', 'type', 'value'],
    rows.map(([day, type, value]) => [day * DAY, type, value]),
  );
const BOTH: AdjustOptions = { splits: true, dividends: true, asOf: Number.POSITIVE_INFINITY };
const closesOf = (columns: BarColumns): number[] => Array.from(columns.close);

describe('adjusted bars', () => {
  it('divide the prices before a split by its ratio, and multiply the volumes', () => {
    const adjusted = adjustBars(days(700, 707, 101), actions([2, split, 7]), BOTH);
    expect(closesOf(adjusted)).toEqual([100, 101, 101]);
    expect(Array.from(adjusted.volume)).toEqual([700, 700, 100]);
  });

  it('lower the prices before a dividend by its share of the last close before it', () => {
    const adjusted = adjustBars(days(50, 100, 99), actions([2, dividend, 1]), BOTH);
    expect(closesOf(adjusted)).toEqual([49.5, 99, 99]);
    expect(Array.from(adjusted.volume)).toEqual([100, 100, 100]);
  });

  it('are those of every action after a bar', () => {
    const adjusted = adjustBars(days(100, 100, 50, 50), actions([1, dividend, 10], [2, split, 2], [3, dividend, 5]), BOTH);
    expect(closesOf(adjusted)).toEqual([40.5, 45, 45, 50]);
  });

  it('take two dividends of one day together, and a dividend behind a split per new share', () => {
    expect(closesOf(adjustBars(days(100, 90), actions([1, dividend, 6], [1, dividend, 4]), BOTH))).toEqual([90, 90]);
    expect(closesOf(adjustBars(days(100, 45), actions([1, split, 2], [1, dividend, 5]), BOTH))).toEqual([45, 45]);
    expect(closesOf(adjustBars(days(100, 45), actions([1, dividend, 10], [1, split, 2]), BOTH))).toEqual([45, 45]);
  });

  it('are for splits alone or dividends alone where asked for', () => {
    const both = actions([1, split, 2], [2, dividend, 5]);
    expect(closesOf(adjustBars(days(100, 50, 50), both, { ...BOTH, dividends: false }))).toEqual([50, 50, 50]);
    expect(closesOf(adjustBars(days(100, 50, 50), both, { ...BOTH, splits: false }))).toEqual([90, 45, 50]);
  });

  it('know no action after the moment from which one looks', () => {
    const both = actions([1, split, 2], [2, split, 5]);
    const asOf = (day: number): number[] => closesOf(adjustBars(days(100, 50, 10), both, { ...BOTH, asOf: day * DAY }));
    expect([asOf(0.9), asOf(1), asOf(1.9), asOf(2)]).toEqual([
      [100, 50, 10],
      [50, 50, 10],
      [50, 50, 10],
      [10, 10, 10],
    ]);
  });

  it('anchored to the start leave the first prices as they are', () => {
    const adjusted = adjustBars(days(100, 50, 25), actions([1, split, 2], [2, dividend, 25]), { ...BOTH, anchor: 'start' });
    expect(closesOf(adjusted)).toEqual([100, 100, 100]);
    expect(Array.from(adjusted.volume)).toEqual([100, 50, 50]);
  });

  it('are the bars themselves where nothing happened, and before the first bar nothing did', () => {
    const raw = days(10, 11);
    expect(adjustBars(raw, actions([0, split, 2], [1, delisting, 0]), BOTH)).toEqual(raw);
    expect(adjustBars(days(), actions([0, split, 2]), BOTH)).toEqual(days());
  });

  it('keep the NaN row in front of a series', () => {
    const column = (...values: number[]): Float64Array => Float64Array.of(NAN, ...values);
    const raw = {
      openTimes: column(0, DAY),
      times: column(DAY, 2 * DAY),
      open: column(4, 1),
      high: column(4, 1),
      low: column(4, 1),
      close: column(4, 1),
      volume: column(1, 4),
    };
    const adjusted = adjustBars(raw, actions([1, split, 4]), BOTH);
    expect([closesOf(adjusted), Array.from(adjusted.volume)]).toEqual([
      [NAN, 1, 1],
      [NAN, 4, 4],
    ]);
    expect(closesOf(raw)).toEqual([NAN, 4, 1]);
  });

  it.each([
    [actions([1, split, 0]), 'Expected new shares per old one above 0, on 1970-01-02T00:00:00.000Z, but it was "0"'],
    [
      actions([1, dividend, 100]),
      'Expected a dividend from 0 to below 100, the close before it, on 1970-01-02T00:00:00.000Z, but it was "100"',
    ],
    [{ ...actions([1, dividend, -1]), place: (row: number) => `x.csv, line ${row + 2}` }, 'x.csv, line 2: Expected a dividend from 0'],
  ])('refuse %#', (given, message) => {
    expect(() => adjustBars(days(100, 100), given, BOTH)).toThrow(message);
  });

  it('need a moment from which one looks', () => {
    expect(() => adjustBars(days(1), actions(), { ...BOTH, asOf: NAN })).toThrow(
      'Expected asOf to be the time from which one looks, but it was "NaN"',
    );
  });
});

/** Closes by day, and actions on days among them; no dividends of a day come to more than a close that five splits have halved. */
const history = fc.record({
  closes: fc.array(fc.integer({ min: 2_000, max: 100_000 }), { minLength: 2, maxLength: 40 }).map((cents) => cents.map((one) => one / 100)),
  events: fc
    .array(
      fc.tuple(
        fc.integer({ min: 0, max: 45 }),
        fc.oneof(
          fc.constantFrom([split, 2], [split, 0.1], [split, 1.5]),
          fc.integer({ min: 0, max: 40 }).map((cents) => [dividend, cents / 100]),
        ),
      ),
      { maxLength: 6 },
    )
    .map((rows) => rows.sort((a, b) => a[0] - b[0]).map(([day, [type, value]]): [number, number, number] => [day, type!, value!])),
});

describe('factors', () => {
  it('looked at from a day are those of a history that ends there', () => {
    fc.assert(
      fc.property(
        history,
        fc.integer({ min: 0, max: 40 }),
        fc.constantFrom<'end' | 'start'>('end', 'start'),
        ({ closes, events }, day, anchor) => {
          const known = events.filter(([at]) => at <= day);
          const seen = adjustBars(days(...closes), actions(...events), { ...BOTH, anchor, asOf: day * DAY });
          expect(seen).toEqual(adjustBars(days(...closes), actions(...known), { ...BOTH, anchor }));
        },
      ),
    );
  });

  it('anchored to the start show no bar differently for what comes after it', () => {
    fc.assert(
      fc.property(history, ({ closes, events }) => {
        const all = adjustBars(days(...closes), actions(...events), { ...BOTH, anchor: 'start' });
        for (let day = 1; day < closes.length; day++) {
          const then = adjustBars(days(...closes.slice(0, day)), actions(...events), { ...BOTH, anchor: 'start', asOf: day * DAY });
          expect(closesOf(then)).toEqual(closesOf(all).slice(0, day));
        }
      }),
    );
  });

  it('make the same return of each day, from either end: the price change and what was paid', () => {
    fc.assert(
      fc.property(history, fc.constantFrom<'end' | 'start'>('end', 'start'), ({ closes, events }, anchor) => {
        const adjusted = closesOf(adjustBars(days(...closes), actions(...events), { ...BOTH, anchor }));
        for (let day = 1; day < closes.length; day++) {
          // One share bought at the close before becomes shares and cash.
          let shares = 1;
          let cash = 0;
          for (const [at, type, value] of events) {
            if (at !== day) continue;
            if (type === split) shares *= value;
            else cash += shares * value;
          }
          const held = (shares * closes[day]!) / (closes[day - 1]! - cash);
          expect(adjusted[day]! / adjusted[day - 1]!).toBeCloseTo(held, 9);
        }
      }),
    );
  });

  it('of bars that come in blocks are those of all at once', () => {
    const raw = days(100, 101, 50, 51, 52);
    const given = actions([0, split, 3], [2, split, 2], [2, dividend, 0.5], [4, dividend, 1], [9, split, 2]);
    const whole = { rows: 5, columns: { ...raw } };
    const closes = new ClosesBefore(given.columns['times']!);
    for (let row = 0; row < 5; row++) closes.take(piece(whole, row, row + 1));
    const factors = factorsOf(given, closes.finish(), BOTH);
    const parts = [0, 1, 2, 3, 4].map((row) => applyFactors(piece(whole, row, row + 1).columns as unknown as BarColumns, factors).close[0]);
    expect(parts).toEqual(closesOf(adjustBars(raw, given, BOTH)));
  });
});
