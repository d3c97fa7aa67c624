import { describe, expect, it } from 'vitest';
import { COLUMNS } from '../../../data/block.ts';
import { csvText } from '../../../data/export/csv-text.ts';
import { jsonColumns, jsonRows } from '../../../data/export/json-text.ts';
import { seriesOf, textOf } from './series.ts';

const NAN = Number.NaN;
const T = Date.UTC(2024, 0, 2, 9, 30);
const bars = seriesOf('bars', COLUMNS.bars, [
  [[T, T + 60_000, 1, 2, 0.5, 1.5, 10]],
  [[T + 60_000, T + 120_000, 1.5, 1e21, 1e-7, -0, 0.1 + 0.2]],
]);

describe('a series as CSV', () => {
  it('names both ends of a bar, and writes numbers as short as they read back', async () => {
    expect(await textOf(csvText(bars))).toBe(
      'open_time,close_time,open,high,low,close,volume\n' +
        '2024-01-02T09:30:00.000Z,2024-01-02T09:31:00.000Z,1,2,0.5,1.5,10\n' +
        '2024-01-02T09:31:00.000Z,2024-01-02T09:32:00.000Z,1.5,1e+21,1e-7,-0,0.30000000000000004\n',
    );
  });

  it('leaves a cell empty where there is no value, and writes deeper levels under their numbers', async () => {
    const quotes = seriesOf('quotes', [...COLUMNS.quotes, 'bid2', 'bidSize2'], [[[T, 99, NAN, 5, NAN, 98, 7]]]);
    expect(await textOf(csvText(quotes))).toBe('time,bid,ask,bid_size,ask_size,bid2,bid_size2\n2024-01-02T09:30:00.000Z,99,,5,,98,7\n');
  });

  it('writes times finer than a millisecond to the nanosecond', async () => {
    const trades = seriesOf('trades', COLUMNS.trades, [
      [
        [T + 0.25, 1, 2, -1],
        [T + 0.001, 1, 2, 0],
        [T + 1, 1, 2, 1],
        [-0.5, 1, 2, 1],
      ],
    ]);
    expect((await textOf(csvText(trades))).split('\n').slice(1)).toEqual([
      '2024-01-02T09:30:00.000250000Z,1,2,-1',
      '2024-01-02T09:30:00.000000977Z,1,2,0',
      '2024-01-02T09:30:00.001Z,1,2,1',
      '1969-12-31T23:59:59.999500000Z,1,2,1',
      '',
    ]);
  });

  it('says corporate actions in words', async () => {
    const actions = seriesOf('actions', COLUMNS.actions, [
      [
        [T, 1, 4],
        [T, 2, 0.82],
        [T, 3, 0],
      ],
    ]);
    expect(await textOf(csvText(actions))).toBe(
      'time,type,value\n2024-01-02T09:30:00.000Z,split,4\n2024-01-02T09:30:00.000Z,dividend,0.82\n2024-01-02T09:30:00.000Z,delisting,0\n',
    );
  });

  it('keeps the names of a custom series as they are', async () => {
    const custom = seriesOf('custom', ['knownAt', 'about', 'fastMa', 'a, "b"'], [[[T, T - 1000, 1, NAN]]]);
    expect(await textOf(csvText(custom))).toBe('known_at,ts,fastMa,"a, ""b"""\n2024-01-02T09:30:00.000Z,2024-01-02T09:29:59.000Z,1,\n');
  });

  it('is a header alone where there are no rows', async () => {
    expect(await textOf(csvText(seriesOf('funding', COLUMNS.funding, [])))).toBe('time,rate\n');
  });

  it('refuses a time that no reader takes for one', async () => {
    const funding = seriesOf('funding', COLUMNS.funding, [[[NAN, 0.0001]]]);
    await expect(textOf(csvText(funding))).rejects.toThrow('Expected a time from 1600 to 2199, but it was "NaN"');
  });
});

describe('a series as JSON', () => {
  it('has its columns by the names that a program gives them to a run', async () => {
    const text = await textOf(jsonColumns(bars));
    expect(text.split('\n')).toEqual([
      '{"kind":"bars","id":"X","timeframe":"1m","price":"trade","columns":{',
      '"openTs":["2024-01-02T09:30:00.000Z","2024-01-02T09:31:00.000Z"],',
      '"ts":["2024-01-02T09:31:00.000Z","2024-01-02T09:32:00.000Z"],',
      '"open":[1,1.5],',
      '"high":[2,1e+21],',
      '"low":[0.5,1e-7],',
      '"close":[1.5,-0],',
      '"volume":[10,0.30000000000000004]}}',
      '',
    ]);
    expect(JSON.parse(text).columns.close[1]).toBe(-0);
  });

  it('has its rows a line each', async () => {
    const quotes = seriesOf('quotes', COLUMNS.quotes, [[[T, 99, NAN, 5, NAN]], [[T, 99, 100, 5, 6]]]);
    expect(await textOf(jsonRows(quotes))).toBe(
      '{"kind":"quotes","id":"X","rows":[\n' +
        '{"ts":"2024-01-02T09:30:00.000Z","bid":99,"ask":null,"bidSize":5,"askSize":null},\n' +
        '{"ts":"2024-01-02T09:30:00.000Z","bid":99,"ask":100,"bidSize":5,"askSize":6}\n' +
        ']}\n',
    );
  });

  it('is well formed without rows', async () => {
    const none = seriesOf('trades', COLUMNS.trades, [], { instrument: 'a"b' });
    expect(JSON.parse(await textOf(jsonRows(none)))).toEqual({ kind: 'trades', id: 'a"b', rows: [] });
    expect(JSON.parse(await textOf(jsonColumns(none)))).toEqual({
      kind: 'trades',
      id: 'a"b',
      columns: { ts: [], price: [], size: [], side: [] },
    });
  });
});
