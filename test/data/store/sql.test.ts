import { describe, expect, it } from 'vitest';
import { seriesKeyOf } from '../../../data/series-key.ts';
import { connect } from '../../../data/sqlite.ts';
import type { MarketStore } from '../../../data/store/market-store.ts';
import { block, minutes, newPath, open } from './fixture.ts';

const WINDOW = 32_768;

function filled(path?: string): MarketStore {
  const store = open(path);
  store.append(seriesKeyOf('X@1m'), minutes([1, 2, WINDOW, 2 * WINDOW]));
  store.append(seriesKeyOf('Y@1m:mark'), minutes([2]));
  const quotes = ['bid2', 'ask2'];
  store.append(seriesKeyOf('X@quotes'), block('X@quotes', [[60_000, 1, Number.NaN, 5, 6, 0.5, 2.5]], quotes));
  store.append(seriesKeyOf('ALPHA@custom'), block('ALPHA@custom', [[60_000, 0, 0.25]], ['score']));
  return store;
}

const answer = (store: MarketStore, sql: string): unknown => [...store.query(sql).rows];

describe('a query', () => {
  it('sees the rows of a series by its kind', () => {
    const store = filled();
    const { columns, rows } = store.query("SELECT * FROM bars('X@1m') WHERE open < 3");
    expect([columns, [...rows]]).toEqual([
      ['openTimes', 'times', 'open', 'high', 'low', 'close', 'volume'],
      [
        [60_000, 120_000, 1, 1, 1, 1, 1],
        [120_000, 180_000, 2, 2, 2, 2, 1],
      ],
    ]);
    expect(answer(store, "SELECT * FROM quotes('X@quotes')")).toEqual([[60_000, 1, null, 5, 6]]);
  });

  it('sees every series under its own name, with all of its columns', () => {
    const store = filled();
    expect(answer(store, 'SELECT sum(volume), max(close) FROM "X@1m"')).toEqual([[4, 2 * WINDOW]]);
    expect(answer(store, 'SELECT * FROM "X@quotes"')).toEqual([[60_000, 1, null, 5, 6, 0.5, 2.5]]);
    expect(answer(store, 'SELECT score, datetime(knownAt / 1000, \'unixepoch\') FROM "ALPHA@custom"')).toEqual([
      [0.25, '1970-01-01 00:01:00'],
    ]);
  });

  it('joins', () => {
    const store = filled();
    expect(
      answer(
        store,
        'SELECT x.open, y.close, a.score FROM "X@1m" x JOIN "Y@1m:mark" y USING (times) JOIN "ALPHA@custom" a ON a.knownAt < x.times',
      ),
    ).toEqual([[2, 2, 0.25]]);
    expect(answer(store, "SELECT key, count(*) FROM catalog, bars(key) WHERE kind = 'bars' GROUP BY key")).toEqual([
      ['X@1m', 4],
      ['Y@1m:mark', 1],
    ]);
  });

  it('reads only the chunks of the range that it names', () => {
    const store = filled();
    const reads = (sql: string): unknown => {
      const before = store.chunksRead;
      return [answer(store, sql), store.chunksRead - before];
    };
    expect(reads('SELECT count(*) FROM "X@1m"')).toEqual([[[4]], 3]);
    expect(reads(`SELECT count(*) FROM "X@1m"(${2 * WINDOW * 60_000})`)).toEqual([[[1]], 1]);
    expect(reads("SELECT count(*) FROM bars('X@1m', '1970-01-01T00:01:00Z', '1970-01-01T00:02Z')")).toEqual([[[1]], 2]);
    expect(reads("SELECT count(*) FROM bars('X@1m', NULL, '1969-01-01')")).toEqual([[[0]], 0]);
  });

  it('lists the series, and any other program sees the same list', () => {
    const path = newPath();
    const store = filled(path);
    const sql = 'SELECT key, rows, chunks, begins, ends FROM catalog';
    const expected = [
      ['ALPHA@custom', 1, 1, '1970-01-01T00:01:00.000Z', '1970-01-01T00:01:00.000Z'],
      ['X@1m', 4, 3, '1970-01-01T00:01:00.000Z', '1970-02-15T12:17:00.000Z'],
      ['X@quotes', 1, 1, '1970-01-01T00:01:00.000Z', '1970-01-01T00:01:00.000Z'],
      ['Y@1m:mark', 1, 1, '1970-01-01T00:02:00.000Z', '1970-01-01T00:03:00.000Z'],
    ];
    expect(answer(store, sql)).toEqual(expected);
    const other = connect(path, { readonly: true });
    expect(other.prepare(sql).raw().all()).toEqual(expected);
    other.close();
  });

  it('reads more rows than are decoded at a time, and may be left in the middle', () => {
    const store = filled();
    store.append(seriesKeyOf('LONG@1m'), minutes(Array.from({ length: 10_000 }, (_, k) => k)));
    expect(answer(store, 'SELECT count(*), sum(open) FROM "LONG@1m"')).toEqual([[10_000, 49_995_000]]);
    for (const row of store.query('SELECT open FROM "LONG@1m"').rows) {
      expect(row).toEqual([0]);
      break;
    }
    expect(store.append(seriesKeyOf('LONG@1m'), minutes([20_000])).added).toBe(1);
  });

  it.each([
    ['SELEC 1', 'Expected one SELECT over the store, but it was "SELEC 1" (near "SELEC": syntax error)'],
    ['SELECT 1; SELECT 2', 'Expected one SELECT over the store, but it was "SELECT 1; SELECT 2"'],
    ['DELETE FROM series', 'Expected one SELECT over the store, but it was "DELETE FROM series"'],
    ["ATTACH 'x.db' AS x", 'Expected one SELECT over the store, but it was "ATTACH'],
    ['SELECT * FROM "Z@1m"', 'but it was "SELECT * FROM "Z@1m"" (no such table: Z@1m)'],
    ["SELECT * FROM bars('Z@1m')", 'Expected a series of bars in the store, but it was "Z@1m"'],
    ["SELECT * FROM trades('X@1m')", 'Expected a series of trades in the store, but it was "X@1m"'],
    ['SELECT * FROM bars', 'Expected a series of bars in the store, but it was "undefined"'],
    [
      "SELECT * FROM bars('X@1m', 'soon')",
      'Expected a time such as 2024-01-31, 2024-01-31T09:30:00Z or milliseconds in a query, but it was "soon"',
    ],
  ])('that is none is refused: %s', (sql, message) => {
    const store = filled();
    expect(() => answer(store, sql)).toThrow(message);
    expect(store.list()).toHaveLength(4);
  });
});
