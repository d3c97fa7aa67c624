import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../../data/block.ts';
import { contentHash } from '../../../data/hash.ts';
import { seriesKeyOf } from '../../../data/series-key.ts';
import type { MarketStore } from '../../../data/store/market-store.ts';
import { block, minutes, newPath, open, rowsOf, withNaNRow } from './fixture.ts';

const X = seriesKeyOf('X@1m');
const TRADES = seriesKeyOf('X@trades');
const HOUR = 3_600_000;
const RUNS = 60;
const FROM = { source: 'x.csv', identity: 'x.csv 1' };

/** Trades at these times, priced by their numbers from `first` on. */
const trades = (times: readonly number[], first = 0): Block =>
  block(
    TRADES,
    times.map((time, k) => [time, first + k, 1, 0]),
  );

const cut = ({ columns }: Block, from: number, to: number): Block => ({
  rows: to - from,
  columns: Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values.slice(from, to)])),
});

const prices = (store: MarketStore): number[] => rowsOf(store.load(TRADES, null, null)!, 'price').flat();

describe('an import', () => {
  it('becomes part of the series all at once', () => {
    const path = newPath();
    const [store, reader] = [open(path), open(path, { readonly: true })];
    const importing = store.import(TRADES, { ...FROM, batch: 1 });
    for (const hour of [0, 1, 2]) importing.write(trades([hour * HOUR, hour * HOUR + 1], 2 * hour));
    expect([importing.resumed.rows, reader.list(), reader.imports()[0]!.rows]).toEqual([0, [], 4]);
    expect(importing.commit()).toEqual({ added: 6, same: 0, replaced: 0, kept: 0 });
    expect([prices(reader), reader.imports()]).toEqual([[0, 1, 2, 3, 4, 5], []]);
    expect(reader.info(TRADES)!.chunks).toBe(3);
  });

  it('that is aborted leaves nothing', () => {
    const store = open();
    store.append(TRADES, trades([5]));
    const importing = store.import(TRADES, { ...FROM, batch: 1 });
    importing.write(trades([HOUR, 2 * HOUR, 3 * HOUR]));
    expect(store.imports()).toHaveLength(1);
    importing.abort();
    importing.abort();
    expect([store.imports(), prices(store)]).toEqual([[], [0]]);
    expect([...store.query('SELECT COUNT(*) FROM blobs').rows]).toEqual([[1]]);
    expect(() => importing.write(trades([1]))).toThrow('Expected an import under way, but "x.csv" was "committed or aborted"');
    expect(() => importing.commit()).toThrow('committed or aborted');
  });

  it('of no rows leaves nothing', () => {
    const store = open();
    expect(store.import(X, FROM).commit()).toEqual({ added: 0, same: 0, replaced: 0, kept: 0 });
    expect([store.list(), store.imports()]).toEqual([[], []]);
  });

  it('done twice is done once', () => {
    const store = open();
    for (const expected of [
      { added: 2, same: 0 },
      { added: 0, same: 2 },
    ]) {
      const importing = store.import(X, FROM);
      importing.write(minutes([3, 40_000]));
      expect(importing.commit()).toMatchObject(expected);
    }
    expect([...store.query('SELECT COUNT(*) FROM blobs').rows]).toEqual([[2]]);
  });

  it('that contradicts the store stays staged: it is committed under another policy, or aborted', () => {
    const store = open();
    store.append(X, minutes([3]));
    const importing = store.import(X, FROM);
    importing.write(minutes([1, 3], () => 7));
    expect(() => importing.commit()).toThrow('Expected open of "X@1m" at 1970-01-01T00:03:00.000Z to be 3 as in the store, but it was "7"');
    expect(rowsOf(store.load(X, null, null)!, 'open')).toEqual([[3]]);
    importing.write(minutes([4], () => 8));
    expect(importing.commit('keep')).toEqual({ added: 2, same: 0, replaced: 0, kept: 1 });
    expect(rowsOf(store.load(X, null, null)!, 'open')).toEqual([[7], [3], [8]]);
  });

  it('keeps what was found in its rows with them', () => {
    const store = open();
    const findings = [{ check: 'gap', severity: 'warning', count: 2, firstTs: 5, place: 'x.csv:3', message: 'two gaps' }] as const;
    const importing = store.import(X, FROM);
    importing.write(minutes([1]));
    importing.commit('fail', { findings });
    expect(store.findings(X)).toEqual(findings);
  });
});

describe('the blocks of an import', () => {
  it('come oldest first or newest first, and may end inside a time', () => {
    const all = trades([1, 1, 1, 2, HOUR - 1, HOUR, HOUR, HOUR + 1, 5 * HOUR, 5 * HOUR]);
    for (const isDescending of [false, true]) {
      for (const size of [1, 2, 3, 4, 10]) {
        const store = open();
        const importing = store.import(TRADES, { ...FROM, batch: 1 });
        const begins = Array.from({ length: Math.ceil(10 / size) }, (_, k) => k * size);
        for (const from of isDescending ? begins.reverse() : begins) importing.write(cut(all, from, Math.min(10, from + size)));
        importing.commit();
        expect([isDescending, size, prices(store)]).toEqual([isDescending, size, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]);
        store.close();
      }
    }
  });

  it('of several files come in any order, as long as ticks do not contradict each other', () => {
    const store = open();
    const importing = store.import(TRADES, FROM);
    for (const [begin, price] of [
      [500, 5],
      [100, 1],
      [300, 3],
    ] as const)
      importing.write(trades([begin, begin + 1], price));
    importing.commit();
    expect(prices(store)).toEqual([1, 2, 3, 4, 5, 6]);
    const crossing = store.import(TRADES, { ...FROM, identity: 'two' });
    crossing.write(trades([1000, 2000]));
    crossing.write(trades([1500, 2500]));
    expect(() => crossing.commit()).toThrow('without times 1970-01-01T00:00:02.000Z, price 1, size 1, side 0');
  });

  it('of several files of bars may overlap: the policy judges', () => {
    const store = open();
    const importing = store.import(X, FROM);
    importing.write(minutes([1, 2, 3]));
    importing.write(minutes([2, 3, 4], (k) => (k === 3 ? 7 : k)));
    expect(() => importing.commit()).toThrow('to be 3 as in the store, but it was "7"');
    expect(importing.commit('replace')).toEqual({ added: 4, same: 1, replaced: 1, kept: 0 });
    expect(rowsOf(store.load(X, null, null)!, 'open')).toEqual([[1], [2], [7], [4]]);
  });

  it('of bars may repeat the bar at their seam, and may not overlap', () => {
    const store = open();
    const importing = store.import(X, FROM);
    for (const begins of [[1, 2, 3], [3, 4], [4], [4, 5, 40_000], [40_000, 40_001]]) importing.write(minutes(begins));
    expect(importing.commit()).toEqual({ added: 7, same: 4, replaced: 0, kept: 0 });
    expect(rowsOf(store.load(X, null, null)!, 'open').flat()).toEqual([1, 2, 3, 4, 5, 40_000, 40_001]);
    const crossing = store.import(seriesKeyOf('Y@1m'), FROM);
    crossing.write(minutes([1, 2]));
    crossing.write(block(X, [[150_000, 210_000, 1, 1, 1, 1, 1]]));
    expect(() => crossing.commit()).toThrow('Expected a bar of "Y@1m" that begins when the one before it is over');
  });

  it('of bars come newest first', () => {
    const store = open();
    const importing = store.import(X, { ...FROM, batch: 1 });
    for (const begins of [
      [40_000, 40_001],
      [32_769, 39_999],
      [5, 32_768],
      [3, 4],
      [1, 2],
    ])
      importing.write(minutes(begins));
    expect(importing.commit().added).toBe(10);
    expect(rowsOf(store.load(X, null, null)!, 'open').flat()).toEqual([1, 2, 3, 4, 5, 32_768, 32_769, 39_999, 40_000, 40_001]);
  });

  it('are checked like any others', () => {
    const importing = open().import(X, FROM);
    expect(() => importing.write(minutes([2, 1]))).toThrow('Expected a time at or after 1970-01-01T00:02:00.000Z in "X@1m"');
    importing.write(minutes([1]));
    expect(() => importing.write(trades([1]))).toThrow('Expected the columns openTimes, times,');
  });

  it('must have the columns that the series has by then', () => {
    const store = open();
    const key = seriesKeyOf('X@custom');
    const importing = store.import(key, FROM);
    importing.write(block(key, [[1, 1, 1]], ['a']));
    store.append(key, block(key, [[1, 1, 1]], ['b']));
    expect(() => importing.commit()).toThrow('Expected the columns knownAt, about, b of "X@custom", but it was "knownAt, about, a"');
  });
});

describe('an import that was cut short', () => {
  const begin = (path: string, rows: number): void => {
    const store = open(path);
    const importing = store.import(TRADES, { ...FROM, batch: 1 });
    importing.write(cut(trades([1, 2, HOUR, 2 * HOUR, 2 * HOUR + 1]), 0, rows));
    store.close();
  };

  it('goes on behind the rows that rest, or is given them again', () => {
    const all = trades([1, 2, HOUR, 2 * HOUR, 2 * HOUR + 1]);
    for (const isAgain of [false, true]) {
      const path = newPath();
      begin(path, 4);
      const store = open(path);
      const importing = store.import(TRADES, FROM);
      expect(importing.resumed.rows).toBe(3);
      if (isAgain) for (const from of [0, 2, 4]) importing.write(cut(all, from, Math.min(5, from + 2)), from);
      else importing.write(cut(all, 3, 5));
      expect([importing.commit().added, prices(store)]).toEqual([5, [0, 1, 2, 3, 4]]);
    }
  });

  it('refuses rows of which some before were left out', () => {
    const path = newPath();
    begin(path, 4);
    const importing = open(path).import(TRADES, FROM);
    expect(() => importing.write(trades([HOUR]), 4)).toThrow('Expected row 3 of "x.csv" next, but it was "4"');
  });

  it('is not another source, and not another series', () => {
    const path = newPath();
    begin(path, 4);
    const store = open(path);
    expect(store.import(TRADES, { ...FROM, identity: 'x.csv 2' }).resumed.rows).toBe(0);
    expect(store.import(seriesKeyOf('Y@trades'), FROM).resumed.rows).toBe(0);
  });

  it('is listed, and deleted by its name or its age', () => {
    const path = newPath();
    begin(path, 4);
    const store = open(path);
    const [found] = store.imports();
    expect(found).toMatchObject({ key: 'X@trades', source: 'x.csv', identity: 'x.csv 1', rows: 3 });
    expect([found!.bytes > 100, found!.touchedAt >= found!.begunAt, Math.abs(Date.now() - found!.touchedAt) < 60_000]).toEqual([
      true,
      true,
      true,
    ]);
    expect([store.dropImports(found!.touchedAt), store.imports().length]).toEqual([0, 1]);
    expect([store.dropImports(found!.touchedAt + 1), store.imports().length]).toEqual([1, 0]);
    begin(path, 4);
    expect([store.dropImport(TRADES, 'x.csv 1'), store.dropImport(TRADES, 'x.csv 1'), store.imports()]).toEqual([true, false, []]);
    expect([...store.query('SELECT COUNT(*) FROM blobs').rows]).toEqual([[0]]);
  });

  it('is continued by one process at a time', () => {
    const path = newPath();
    begin(path, 4);
    const [one, other] = [open(path), open(path)].map((store) => store.import(TRADES, { ...FROM, batch: 1 }));
    one!.write(trades([2 * HOUR, 3 * HOUR]));
    other!.write(trades([2 * HOUR]));
    const message = 'Expected one import of "x.csv" at a time, but it was "continued or deleted by another process"';
    expect(() => other!.write(trades([3 * HOUR]))).toThrow(message);
    expect(one!.commit().added).toBe(5);
    expect(() => other!.commit()).toThrow(message);
  });
});

describe('whatever the blocks, the interruptions and what is there', () => {
  it('the same rows come to the same chunks', () => {
    const time = fc.oneof(fc.nat(3), fc.integer({ min: HOUR - 2, max: HOUR + 2 }), fc.integer({ min: 0, max: 9 * HOUR }));
    const scene = fc.record({
      times: fc.array(time, { minLength: 2, maxLength: 30 }),
      cuts: fc.array(fc.nat(30), { maxLength: 6 }),
      stops: fc.array(fc.nat(6), { maxLength: 3 }),
      there: fc.tuple(fc.nat(29), fc.nat(29)),
      isDescending: fc.boolean(),
    });
    fc.assert(
      fc.property(scene, ({ times, cuts, stops, there, isDescending }) => {
        const all = trades([...times].sort((a, b) => a - b));
        const ends = [...new Set([...cuts.filter((k) => k > 0 && k < all.rows), all.rows])].sort((a, b) => a - b);
        const blocks = ends.map((end, k) => cut(all, ends[k - 1] ?? 0, end));
        // Which way blocks come is told by their times: of one time alone, they come oldest first.
        if (isDescending && all.columns['times']![0] !== all.columns['times']!.at(-1)) blocks.reverse();
        const path = newPath();
        const [first, last] = [Math.min(...there), Math.max(...there)].map((k) => all.columns['times']![Math.min(k, all.rows - 1)]!);
        let store = open(path);
        const kept = all.columns['times']!.findIndex((ts) => ts >= first!);
        const until = all.columns['times']!.findLastIndex((ts) => ts <= last!) + 1;
        store.append(TRADES, cut(all, kept, until));
        for (const stop of [...stops, Number.POSITIVE_INFINITY]) {
          const importing = store.import(TRADES, { ...FROM, batch: 2 });
          let at = 0;
          for (const one of blocks.slice(0, stop)) {
            importing.write(one, at);
            at += one.rows;
          }
          if (stop === Number.POSITIVE_INFINITY)
            expect(importing.commit()).toEqual({ added: all.rows - until + kept, same: until - kept, replaced: 0, kept: 0 });
          store.close();
          store = open(path);
        }
        expect(store.load(TRADES, null, null)!.columns).toEqual(withNaNRow(all.columns));
        expect(store.hash(TRADES, null, null)).toBe(contentHash('trades', '', withNaNRow(all.columns)));
        expect([...store.query('SELECT (SELECT COUNT(*) FROM blobs) = (SELECT COUNT(*) FROM chunks)').rows]).toEqual([[1]]);
        store.close();
      }),
      { numRuns: RUNS },
    );
  });
});
