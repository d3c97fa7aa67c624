import { describe, expect, it } from 'vitest';
import { loadCsvQuotes, loadCsvTrades } from '../../data/csv-ticks.ts';
import { file } from './rows.ts';

const T = '2020-01-01T10:00:00Z';

describe('loadCsvQuotes', () => {
  it('reads both sides and their sizes; rows may share a time', async () => {
    const { columns, warnings } = await loadCsvQuotes(
      file('timestamp,bid,bid_size,ask,ask_size,exchange', `${T},10,5,11,,Q`, `${T},10.5,6,11,8,Q`, '2020-01-01T10:00:00.250Z,9,1,12,2,Q'),
      undefined,
    );
    expect(Array.from(columns.times, (ts) => ts - Date.parse(T))).toEqual([Number.NaN, 0, 0, 250]);
    expect(Array.from(columns.bid)).toEqual([Number.NaN, 10, 10.5, 9]);
    expect(Array.from(columns.ask)).toEqual([Number.NaN, 11, 11, 12]);
    expect(Array.from(columns.bidSize)).toEqual([Number.NaN, 5, 6, 1]);
    expect(Array.from(columns.askSize)).toEqual([Number.NaN, 0, 8, 2]);
    expect(warnings).toEqual([]);
  });

  it('knows no sizes where the file has none', async () => {
    const { columns } = await loadCsvQuotes(file('time,bid,ask', '1577872800.5,10,11'), undefined);
    expect([columns.times[1], columns.bidSize[1], columns.askSize[1]]).toEqual([1_577_872_800_500, Number.NaN, Number.NaN]);
  });

  it('takes a side of 0 or nothing as absent, and says so; a crossed quote is a warning', async () => {
    const { columns, warnings } = await loadCsvQuotes(file('time,bid,ask', `${T},10,11`, `${T},0,11`, `${T},10,`, `${T},12,11`), undefined);
    expect([columns.bid[2], columns.ask[3]]).toEqual([Number.NaN, Number.NaN]);
    expect(warnings).toEqual([
      './x.csv: 2 quotes have no bid or no ask, the first at ./x.csv, line 3',
      './x.csv: 1 quotes have a bid above the ask, the first at ./x.csv, line 5',
    ]);
  });

  it.each([
    [['time,bid,ask', `${T},x,11`], './x.csv, line 2: Expected a price above 0, but it was "x"'],
    [['time,bid,ask', `${T},-1,11`], './x.csv, line 2: Expected a price above 0, but it was "-1"'],
    [['time,bid,ask,bid_size', `${T},10,11,x`], './x.csv, line 2: Expected a size of 0 or more, but it was "x"'],
    [['time,bid,ask', 'now,10,11'], './x.csv, line 2: Expected a time written like the first row\'s, but it was "now"'],
    [
      ['time,bid,ask', `${T},10,11`, '2020-01-01T09:59:59Z,10,11'],
      './x.csv, line 3: Expected 2020-01-01T10:00:00.000Z of the row before or later (sort the file, oldest row first), but it was "2020-01-01T09:59:59.000Z"',
    ],
    [['time,price', `${T},10`], './x.csv, line 1: Expected columns bid, ask in the header, but it was "time,price"'],
    [['time,bid,ask'], './x.csv: Expected rows below the header, but it was "time,bid,ask" alone'],
  ])('refuses %j', async (lines, message) => {
    await expect(loadCsvQuotes(file(...lines), undefined)).rejects.toThrow(message);
  });
});

describe('loadCsvTrades', () => {
  it('reads prices, sizes and the side of the aggressor', async () => {
    const rows = ['buy', 'SELL', '1', '-1', 'b', 's', ''].map((side, k) => `${T},10.5,${k},${side},77`);
    const { columns } = await loadCsvTrades(file('timestamp,price,size,side,id', ...rows), undefined);
    expect(Array.from(columns.side)).toEqual([Number.NaN, 1, -1, 1, -1, 1, -1, 0]);
    expect(Array.from(columns.size)).toEqual([Number.NaN, 0, 1, 2, 3, 4, 5, 6]);
    expect(columns.price[7]).toBe(10.5);
  });

  it('knows no side where the file has none, and reads local times in the timezone', async () => {
    const { columns } = await loadCsvTrades(file('time,price,qty', '2020-01-01 10:00:00,10,1'), '+01:00');
    expect([columns.times[1], columns.side[1]]).toEqual([Date.parse('2020-01-01T09:00:00Z'), 0]);
  });

  it('refuses a price of 0', async () => {
    await expect(loadCsvTrades(file('time,price,size', `${T},0,1`), undefined)).rejects.toThrow(
      './x.csv, line 2: Expected a price above 0, but it was "0"',
    );
  });
});
