import { describe, expect, it } from 'vitest';
import { contentHash } from '../../../data/hash.ts';
import { seriesKeyOf } from '../../../data/series-key.ts';
import { sliceBars } from '../../../data/slice.ts';
import type { BarColumns } from '../../../engine/model/series.ts';
import { block, minutes, newPath, open, rowsOf } from './fixture.ts';

const X = seriesKeyOf('X@1m');
const MINUTE = 60_000;
/** Minutes in a window of one-minute bars. */
const WINDOW = 32_768;

describe('a series of the store', () => {
  it('is listed with its range, rows and size, and found by another process', () => {
    const path = newPath();
    const store = open(path);
    expect([store.list(), store.info(X), store.load(X, null, null)]).toEqual([[], undefined, undefined]);
    store.append(X, minutes([5, 6, WINDOW + 1]));
    store.append(seriesKeyOf('A.B@trades'), block('A.B@trades', [['2024-01-01T00:00:00.5Z', 100, 2, -1]]));
    const other = open(path, { readonly: true });
    expect(other.list().map(({ bytes, ...info }) => [bytes > 100, info])).toEqual([
      [
        true,
        {
          key: { instrument: 'A.B', kind: 'trades', timeframe: '', price: 'trade' },
          rows: 1,
          chunks: 1,
          from: 1_704_067_200_500,
          to: 1_704_067_200_500,
          columns: ['times', 'price', 'size', 'side'],
        },
      ],
      [
        true,
        {
          key: X,
          rows: 3,
          chunks: 2,
          from: 5 * MINUTE,
          to: (WINDOW + 2) * MINUTE,
          columns: ['openTimes', 'times', 'open', 'high', 'low', 'close', 'volume'],
        },
      ],
    ]);
    expect(other.info(X)).toEqual(store.list()[1]);
  });

  it('is told from another of other prices or bars', () => {
    const store = open();
    for (const text of ['X@1m', 'X@1m:mark', 'X@5m', 'X.Y@1m']) store.append(seriesKeyOf(text), minutes([5]));
    expect(store.list()).toHaveLength(4);
    expect(store.remove(seriesKeyOf('X@1m:mark'))).toBe(1);
    expect(store.list().map(({ key }) => key.instrument + key.timeframe + key.price)).toEqual(['X.Y1mtrade', 'X1mtrade', 'X5mtrade']);
  });

  it('is loaded into columns behind a NaN row', () => {
    const store = open();
    store.append(
      X,
      minutes([0, 1], (k) => k + 0.25),
    );
    const { rows, columns } = store.load(X, null, null)!;
    expect([rows, columns]).toEqual([
      2,
      {
        openTimes: Float64Array.of(Number.NaN, 0, MINUTE),
        times: Float64Array.of(Number.NaN, MINUTE, 2 * MINUTE),
        open: Float64Array.of(Number.NaN, 0.25, 1.25),
        high: Float64Array.of(Number.NaN, 0.25, 1.25),
        low: Float64Array.of(Number.NaN, 0.25, 1.25),
        close: Float64Array.of(Number.NaN, 0.25, 1.25),
        volume: Float64Array.of(Number.NaN, 1, 1),
      },
    ]);
  });
});

describe('a range', () => {
  const begins = [3, 4, 9, WINDOW - 1, WINDOW, WINDOW + 7, 3 * WINDOW, 3 * WINDOW + 1, 5 * WINDOW - 2];
  const limits = [null, 0, 3, 4, 5, 10, WINDOW - 1, WINDOW, WINDOW + 0.5, WINDOW + 1, 2 * WINDOW, 3 * WINDOW + 1, 9 * WINDOW];
  const ts = (minute: number | null): number | null => (minute === null ? null : minute * MINUTE);

  it('is what a slice of all rows is, and has its hash', () => {
    const store = open();
    store.append(X, minutes(begins));
    const all = store.load(X, null, null)!.columns as unknown as BarColumns;
    for (const from of limits) {
      for (const to of limits) {
        const sliced = { ...sliceBars(all, ts(from), ts(to)) };
        expect([from, to, store.load(X, ts(from), ts(to))!.columns]).toEqual([from, to, sliced]);
        expect(store.source(X, ts(from), ts(to)).rows).toBe(sliced.times.length - 1);
        expect(store.hash(X, ts(from), ts(to))).toBe(contentHash('bars', '1m', sliced));
      }
    }
  });

  it('touches only its chunks, and its hash only those that it cuts', () => {
    const store = open();
    store.append(X, minutes(begins));
    const reads = (work: () => void): number => {
      const before = store.chunksRead;
      work();
      return store.chunksRead - before;
    };
    expect(store.info(X)!.chunks).toBe(4);
    expect(reads(() => store.load(X, null, null))).toBe(4);
    expect(reads(() => store.load(X, ts(3 * WINDOW), null))).toBe(2);
    // The chunk in which a range begins is read for its times, and again for its rows.
    expect(reads(() => store.load(X, ts(3 * WINDOW + 1), ts(4 * WINDOW)))).toBe(2);
    expect(reads(() => store.load(X, ts(9 * WINDOW), null))).toBe(0);
    expect(reads(() => store.hash(X, null, null))).toBe(0);
    expect(reads(() => store.hash(X, ts(4), null))).toBe(2);
    expect(reads(() => store.list())).toBe(0);
    expect(reads(() => store.source(X, ts(3 * WINDOW), null))).toBe(0);
  });

  it('of ticks holds both of its ends', () => {
    const store = open();
    const trades = seriesKeyOf('X@trades');
    store.append(
      trades,
      block(
        trades,
        [1, 1, 2, 3, 3, 4].map((time, k) => [time, k, 1, 0]),
      ),
    );
    expect(rowsOf(store.load(trades, 1, 3)!, 'times', 'price')).toEqual([
      [1, 0],
      [1, 1],
      [2, 2],
      [3, 3],
      [3, 4],
    ]);
    expect(rowsOf(store.load(trades, 2, 3)!, 'price')).toEqual([[2], [3], [4]]);
  });

  it('can be removed, and is then as if it had never been', () => {
    const store = open();
    store.append(X, minutes(begins), 'fail', { cursor: 'here' });
    expect(store.remove(X, ts(9), ts(3 * WINDOW + 1))).toBe(5);
    expect(rowsOf(store.load(X, null, null)!, 'open')).toEqual([[3], [4], [3 * WINDOW + 1], [5 * WINDOW - 2]]);
    expect(store.info(X)!.chunks).toBe(3);
    expect(store.cursor(X)).toBeUndefined();
    const fresh = open();
    fresh.append(X, minutes([3, 4, 3 * WINDOW + 1, 5 * WINDOW - 2]));
    expect(store.hash(X, null, null)).toBe(fresh.hash(X, null, null));
  });

  it('of everything takes the series with it', () => {
    const store = open();
    store.append(X, minutes(begins));
    expect([store.remove(X), store.list(), store.remove(X)]).toEqual([begins.length, [], 0]);
  });
});

describe('beside the rows a store keeps', () => {
  it('how far a fetch came, with the rows or without', () => {
    const store = open();
    store.append(X, minutes([1]), 'fail', { cursor: '{"to":1}' });
    store.append(X, minutes([2]));
    expect([store.cursor(X), store.cursor(seriesKeyOf('Y@1m'))]).toEqual(['{"to":1}', undefined]);
    const empty = seriesKeyOf('Y@custom');
    store.append(empty, { rows: 0, columns: {} }, 'fail', { cursor: 'nothing there' });
    expect([store.cursor(empty), store.info(empty)!.rows, store.info(empty)!.from]).toEqual(['nothing there', 0, Number.NaN]);
    // A series has the columns of its first rows.
    store.append(empty, block(empty, [[1, 1, 5]], ['score']));
    expect(store.info(empty)!.columns).toEqual(['knownAt', 'about', 'score']);
  });

  it('nothing of a cursor whose rows are refused', () => {
    const store = open();
    store.append(X, minutes([1]), 'fail', { cursor: 'a' });
    expect(() =>
      store.append(
        X,
        minutes([1], () => 7),
        'fail',
        { cursor: 'b' },
      ),
    ).toThrow('to be 1 as in the store');
    expect(store.cursor(X)).toBe('a');
  });

  it('instruments', () => {
    const store = open();
    store.setInstrument('X', { tickSize: 0.01 });
    store.setInstrument('B', {});
    store.setInstrument('X', { tickSize: 0.05, quote: 'EUR' });
    expect([store.instrument('X'), store.instrument('Y')]).toEqual([{ tickSize: 0.05, quote: 'EUR' }, undefined]);
    expect(store.instruments()).toEqual({ B: {}, X: { tickSize: 0.05, quote: 'EUR' } });
  });

  it('what was found in the data, and a time that is none', () => {
    const store = open();
    const finding = { check: 'gap', severity: 'warning', count: 2, firstTs: Number.NaN, place: 'x.csv:3', message: 'two gaps' } as const;
    store.append(X, minutes([1]));
    store.setFindings(X, [finding]);
    expect([store.findings(X), store.findings(seriesKeyOf('Y@1m'))]).toEqual([[finding], []]);
    expect(() => store.setFindings(seriesKeyOf('Y@1m'), [])).toThrow(/Expected a series of the store ".*", but it was "Y@1m"/);
  });

  it('gives room back to the disk', () => {
    const store = open();
    store.append(X, minutes([1]));
    store.remove(X);
    store.vacuum();
    expect(store.list()).toEqual([]);
  });
});
