import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash } from '../../../data/hash.ts';
import { seriesKeyOf } from '../../../data/series-key.ts';
import type { OnConflict } from '../../../data/store/merge.ts';
import { DataError } from '../../../engine/model/errors.ts';
import { block, minutes, open, rowsOf, withNaNRow } from './fixture.ts';

const X = seriesKeyOf('X@1m');
const TRADES = seriesKeyOf('X@trades');
const tally = (added: number, same = 0, replaced = 0, kept = 0) => ({ added, same, replaced, kept });

describe('bars appended', () => {
  it('before, between and behind those of the store find their place', () => {
    const store = open();
    expect(store.append(X, minutes([10, 12]))).toEqual(tally(2));
    expect(store.append(X, minutes([5]))).toEqual(tally(1));
    expect(store.append(X, minutes([11, 20]))).toEqual(tally(2));
    expect(rowsOf(store.load(X, null, null)!, 'open')).toEqual([[5], [10], [11], [12], [20]]);
  });

  it('twice are there once, and -0 is 0', () => {
    const store = open();
    store.append(
      X,
      minutes([1, 2], () => 0),
    );
    expect(
      store.append(
        X,
        minutes([1, 2, 3], () => -0),
      ),
    ).toEqual(tally(1, 2));
  });

  it('that contradict those of the store are refused with both values, and nothing is written', () => {
    const store = open();
    store.append(X, minutes([1, 2, 3]));
    const wrong = minutes([2, 3, 4], (k) => (k === 3 ? 3.5 : k));
    expect(() => store.append(X, wrong)).toThrow(
      new DataError(
        'Expected open of "X@1m" at 1970-01-01T00:03:00.000Z to be 3 as in the store, but it was "3.5" (replace takes what is new, keep stays with what is stored)',
      ),
    );
    expect(rowsOf(store.load(X, null, null)!, 'open')).toEqual([[1], [2], [3]]);
  });

  it('take the place of others, or give way to them, where that is asked for', () => {
    const offered = minutes([2, 3, 4], (k) => (k === 3 ? 3.5 : k));
    const outcome = (onConflict: OnConflict): unknown[] => {
      const store = open();
      store.append(X, minutes([1, 2, 3]));
      return [store.append(X, offered, onConflict), ...rowsOf(store.load(X, null, null)!, 'open').flat()];
    };
    expect(outcome('replace')).toEqual([tally(1, 1, 1), 1, 2, 3.5, 4]);
    expect(outcome('keep')).toEqual([tally(1, 1, 0, 1), 1, 2, 3, 4]);
  });

  it('of a source that cuts time otherwise are refused, within a window and across', () => {
    const store = open();
    const day = seriesKeyOf('X@1d');
    const bar = (begin: string, end: string) => block(day, [[begin, end, 1, 1, 1, 1, 1]]);
    store.append(day, bar('2024-01-02', '2024-01-03'));
    expect(() => store.append(day, bar('2024-01-02T14:30Z', '2024-01-02T21:00Z'))).toThrow(
      'Expected a bar of "X@1d" that begins when the one before it is over, at 2024-01-03T00:00:00.000Z or later, but it was "2024-01-02T14:30:00.000Z"',
    );
    store.append(X, minutes([32_767]));
    expect(() => store.append(X, block(X, [[32_768 * 60_000 - 1, 32_769 * 60_000, 1, 1, 1, 1, 1]]))).toThrow(
      'when the one before it is over',
    );
    store.append(X, minutes([32_769]));
    expect(() => store.append(X, block(X, [[32_768 * 60_000, 32_770 * 60_000, 1, 1, 1, 1, 1]]))).toThrow('when the one before it is over');
  });
});

describe('rows that cannot be such a series are refused', () => {
  const bar = (begin: number, end: number): number[] => [begin, end, 1, 1, 1, 1, 1];
  it.each([
    [
      'X@1m',
      [bar(60_000, 120_000), bar(0, 60_000)],
      'Expected a time at or after 1970-01-01T00:01:00.000Z in "X@1m", but it was "1970-01-01T00:00:00.000Z"',
    ],
    ['X@1m', [bar(0, 60_000), bar(0, 60_000)], 'Expected one row per time in "X@1m", but it was "1970-01-01T00:00:00.000Z"'],
    ['X@1m', [bar(60_000, 60_000)], 'Expected a bar that ends after it begins (not at 1970-01-01T00:01:00.000Z) in "X@1m"'],
    ['X@1m', [bar(0, 60_000), bar(59_000, 119_000)], 'Expected a bar that begins at 1970-01-01T00:01:00.000Z or later in "X@1m"'],
    ['X@1m', [bar(0, Number.NaN)], 'Expected a bar that ends after it begins (not at never)'],
    [
      'X@funding',
      [
        [0, 1],
        [0, 1],
      ],
      'Expected one row per time in "X@funding"',
    ],
    ['X@trades', [[Number.NaN, 1, 1, 1]], 'Expected a time in "X@trades", but it was "never"'],
    ['X@trades', [[Number.POSITIVE_INFINITY, 1, 1, 1]], 'Expected a time in "X@trades", but it was "never"'],
    ['X@100tick', [bar(5, 4)], 'Expected a bar that ends after it begins'],
  ])('%s %j', (text, rows, message) => {
    const key = seriesKeyOf(text);
    expect(() => open().append(key, block(key, rows))).toThrow(message);
  });

  it('with the place of the row', () => {
    const rows = {
      ...block(TRADES, [
        [1, 1, 1, 1],
        [0, 1, 1, 1],
      ]),
      place: (row: number) => `x.csv:${row + 2}`,
    };
    expect(() => open().append(TRADES, rows)).toThrow('x.csv:3: Expected a time at or after 1970-01-01T00:00:00.001Z');
  });

  it('with other columns than the rows before them', () => {
    const store = open();
    const key = seriesKeyOf('X@custom');
    store.append(key, block(key, [[1, 1, 5]], ['a']));
    expect(() => store.append(key, block(key, [[2, 2, 5]], ['b']))).toThrow(
      'Expected the columns knownAt, about, a of "X@custom", but it was "knownAt, about, b"',
    );
    expect(() => store.append(X, { rows: 2, columns: { ...minutes([1, 2]).columns, open: Float64Array.of(1) } })).toThrow(
      'Expected 2 rows of open of "X@1m", but it was "1"',
    );
  });
});

describe('rows of a time and something else', () => {
  const key = seriesKeyOf('X@actions');
  const actions = (...rows: number[][]) => block(key, rows);

  it('are one where both are the same: an action by its type', () => {
    const store = open();
    store.append(key, actions([1, 2, 0.5], [5, 1, 4]));
    expect(store.append(key, actions([1, 1, 2], [5, 1, 4], [5, 2, 0.5]))).toEqual(tally(2, 1));
    expect(rowsOf(store.load(key, null, null)!)).toEqual([
      [1, 1, 2],
      [1, 2, 0.5],
      [5, 1, 4],
      [5, 2, 0.5],
    ]);
    expect(() => store.append(key, actions([5, 1, 3]))).toThrow('Expected value of "X@actions" at 1970-01-01T00:00:00.005Z to be 4');
  });

  it('may be several: a regular dividend and a special one', () => {
    const store = open();
    store.append(key, actions([1, 2, 0.5]));
    expect(store.append(key, actions([1, 2, 3], [1, 2, 0.5]))).toEqual(tally(1, 1));
    expect(rowsOf(store.load(key, null, null)!, 'value')).toEqual([[3], [0.5]]);
    expect(store.append(key, actions([1, 2, 0.6], [1, 2, 3]), 'replace')).toEqual(tally(0, 1, 1));
    expect(rowsOf(store.load(key, null, null)!, 'value')).toEqual([[3], [0.6]]);
  });

  it('come to the same whichever source was first', () => {
    const custom = seriesKeyOf('A@custom');
    const sides = [
      block(
        custom,
        [
          [1, 9, 5],
          [1, 3, 1],
          [2, 0, 0],
        ],
        ['v'],
      ),
      block(
        custom,
        [
          [1, 4, 2],
          [1, 3, 1],
          [1, 7, Number.NaN],
        ],
        ['v'],
      ),
    ];
    const hashes = [sides, [...sides].reverse()].map((order) => {
      const store = open();
      for (const one of order) store.append(custom, one);
      expect(rowsOf(store.load(custom, null, null)!, 'about')).toEqual([[3], [4], [7], [9], [0]]);
      return store.hash(custom, null, null);
    });
    expect(new Set(hashes).size).toBe(1);
  });
});

describe('ticks appended', () => {
  const trades = (...rows: (readonly [time: number, price: number])[]) =>
    block(
      TRADES,
      rows.map(([time, price]) => [time, price, 1, 0]),
    );
  const prices = (store: ReturnType<typeof open>): number[] => rowsOf(store.load(TRADES, null, null)!, 'price').flat();

  it('may share a time, and stand in the order in which they came', () => {
    const store = open();
    store.append(TRADES, trades([1, 10], [1, 12], [1, 11]));
    expect(store.append(TRADES, trades([1, 10], [1, 12], [1, 11], [2, 1]))).toEqual(tally(1, 3));
    expect(prices(store)).toEqual([10, 12, 11, 1]);
  });

  it('fill a hole, and may hold what was not there', () => {
    const store = open();
    store.append(TRADES, trades([1, 1], [2, 2]));
    store.append(TRADES, trades([8, 8], [9, 9]));
    expect(store.append(TRADES, trades([2, 2], [2, 2], [4, 4], [8, 8]))).toEqual(tally(2, 2));
    expect(prices(store)).toEqual([1, 2, 2, 4, 8, 9]);
  });

  it('speak for all of their time: what the store has there must be among them', () => {
    const store = open();
    store.append(TRADES, trades([1, 1], [5, 5], [9, 9]));
    const offered = trades([2, 2], [4, 4], [6, 6], [7, 7]);
    expect(() => store.append(TRADES, offered)).toThrow(
      'Expected the rows of "X@trades" to hold those of the store for the same time, but they were "without times 1970-01-01T00:00:00.005Z, price 5, size 1, side 0"',
    );
    expect(prices(store)).toEqual([1, 5, 9]);
    expect(store.append(TRADES, offered, 'keep')).toEqual(tally(4));
    expect(prices(store)).toEqual([1, 2, 4, 5, 6, 7, 9]);
  });

  it('replace the stretch on which two sources differ, or leave it', () => {
    const outcome = (onConflict: OnConflict): unknown[] => {
      const store = open();
      store.append(TRADES, trades([1, 1], [3, 3], [5, 5], [9, 9]));
      return [store.append(TRADES, trades([2, 2], [3, 3], [4, 4], [5, 6], [5, 7], [8, 8]), onConflict), prices(store)];
    };
    expect(outcome('replace')).toEqual([tally(2, 0, 4), [1, 2, 3, 4, 6, 7, 8, 9]]);
    expect(outcome('keep')).toEqual([tally(2, 0, 0, 4), [1, 2, 3, 5, 8, 9]]);
  });

  it('speak for their time in the windows in between too, where they have any', () => {
    const store = open();
    const hour = 3_600_000;
    store.append(TRADES, trades([hour + 5, 1]));
    expect(() => store.append(TRADES, trades([0, 1], [hour + 9, 2], [3 * hour, 3]))).toThrow('without times 1970-01-01T01:00:00.005Z');
  });

  it('are bars of so many trades, too: several may begin within a millisecond', () => {
    const key = seriesKeyOf('X@100tick');
    const store = open();
    const bars = block(key, [
      [5, 5, 1, 1, 1, 1, 100],
      [5, 9, 2, 2, 2, 2, 100],
    ]);
    store.append(key, bars);
    expect(store.append(key, bars)).toEqual(tally(0, 2));
  });
});

describe('whatever is appended in whichever order', () => {
  const minute = fc.constantFrom(0, 1, 2, 3, 5, 32_766, 32_767, 32_768, 32_769, 70_000);
  const bars = fc.dictionary(minute.map(String), fc.constantFrom(1, 2), { maxKeys: 6 });
  const policy = fc.constantFrom<OnConflict>('fail', 'replace', 'keep');

  it('bars are what a list by time would hold, and every row is counted once', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(bars, policy), { maxLength: 6 }), (steps) => {
        const store = open();
        const model = new Map<number, number>();
        for (const [rows, onConflict] of steps) {
          const times = Object.keys(rows)
            .map(Number)
            .sort((a, b) => a - b);
          const clash = times.filter((k) => model.has(k) && model.get(k) !== rows[k]);
          const offered = minutes(times, (k) => rows[k]!);
          if (onConflict === 'fail' && clash.length > 0) {
            expect(() => store.append(X, offered)).toThrow(DataError);
            continue;
          }
          const added = times.filter((k) => !model.has(k)).length;
          const counts = [onConflict === 'replace' ? clash.length : 0, onConflict === 'keep' ? clash.length : 0] as const;
          expect(store.append(X, offered, onConflict)).toEqual(tally(added, times.length - added - clash.length, ...counts));
          for (const k of times) if (onConflict === 'replace' || !model.has(k)) model.set(k, rows[k]!);
        }
        const sorted = [...model.keys()].sort((a, b) => a - b);
        if (steps.length === 0) return;
        const rows = minutes(sorted, (k) => model.get(k)!);
        expect(store.load(X, null, null)!.columns).toEqual(withNaNRow(rows.columns));
        expect(store.hash(X, null, null)).toBe(contentHash('bars', '1m', withNaNRow(rows.columns)));
        store.close();
      }),
      { numRuns: 60 },
    );
  });

  it('stretches of one list of ticks come to that list and its hash', () => {
    const time = fc.constantFrom(1, 2, 3, 3_599_999, 3_600_000, 3_600_001, 9e6);
    const list = fc.array(fc.tuple(time, fc.constantFrom(1, 2)), { minLength: 1, maxLength: 12 });
    const cuts = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(list, cuts, (ticks, stretches) => {
        const rows = ticks.map(([ts, price]) => [ts, price, 1, 0]).sort((a, b) => a[0]! - b[0]!);
        const store = open();
        for (const [a, b] of [...stretches, [0, 11] as const]) {
          const [from, to] = [Math.min(a, b, rows.length - 1), Math.min(Math.max(a, b), rows.length - 1)];
          // A block never ends inside a time.
          store.append(
            TRADES,
            block(
              TRADES,
              rows.filter(([ts]) => ts! >= rows[from]![0]! && ts! <= rows[to]![0]!),
            ),
          );
        }
        const { columns } = block(TRADES, rows);
        expect(store.load(TRADES, null, null)!.columns).toEqual(withNaNRow(columns));
        expect(store.hash(TRADES, null, null)).toBe(contentHash('trades', '', withNaNRow(columns)));
        store.close();
      }),
      { numRuns: 60 },
    );
  });
});
