import { describe, expect, it } from 'vitest';
import { read } from '../read.ts';

const T = '2020-01-01T10:00:00Z';
const N = Number.NaN;

describe('quotes', () => {
  it('have both sides and their sizes; rows may share a time, and an empty size is not known', async () => {
    const { kind, timeframe, columns, warnings } = await read([
      'timestamp,bid,bid_size,ask,ask_size,exchange',
      `${T},10,5,11,,Q`,
      `${T},10.5,6,11,8,Q`,
      '2020-01-01T10:00:00.250Z,9,1,12,2,Q',
    ]);
    expect([kind, timeframe, warnings]).toEqual(['quotes', '', []]);
    expect(Array.from(columns['times']!, (ts) => ts - Date.parse(T))).toEqual([0, 0, 250]);
    expect(Array.from(columns['bid']!)).toEqual([10, 10.5, 9]);
    expect(Array.from(columns['ask']!)).toEqual([11, 11, 12]);
    expect(Array.from(columns['bidSize']!)).toEqual([5, 6, 1]);
    expect(Array.from(columns['askSize']!)).toEqual([N, 8, 2]);
  });

  it('know no sizes where the file has none', async () => {
    const { columns } = await read(['time,bid,ask', '1577872800.5,10,11']);
    expect([columns['times']![0], columns['bidSize']![0], columns['askSize']![0]]).toEqual([1_577_872_800_500, N, N]);
  });

  it('have no side where it is 0 or nothing', async () => {
    const { columns } = await read(['time,bid,ask', `${T},10,11`, `${T},0,11`, `${T},10,`, `${T},12,11`]);
    expect([columns['bid']![1], columns['ask']![2], columns['bid']![3]]).toEqual([N, N, 12]);
  });

  it('may have deeper levels', async () => {
    const { columns } = await read(['time,bid,ask,bid_size,ask_size,bid2,ask2,bid_size2,ask_size2', `${T},10,11,1,2,9,12,3,4`]);
    expect(Object.keys(columns)).toEqual(['times', 'bid', 'ask', 'bidSize', 'askSize', 'bid2', 'ask2', 'bidSize2', 'askSize2']);
    expect(Object.values(columns).map(([value]) => value)).toEqual([Date.parse(T), 10, 11, 1, 2, 9, 12, 3, 4]);
  });

  it('have levels counted from 0 in snapshots of Tardis', async () => {
    const head =
      'timestamp,asks[0].price,asks[0].amount,bids[0].price,bids[0].amount,asks[1].price,asks[1].amount,bids[1].price,bids[1].amount';
    const { columns } = await read([head, `${T},11,1,10,2,12,3,9,4`]);
    expect(
      Object.entries(columns)
        .map(([name, [value]]) => `${name} ${value}`)
        .slice(1),
    ).toEqual(['bid 10', 'ask 11', 'bidSize 2', 'askSize 1', 'bid2 9', 'ask2 12', 'bidSize2 4', 'askSize2 3']);
  });

  it('have no header in files of histdata.com, whose times are New York without daylight saving', async () => {
    const { columns, warnings } = await read(['20200701 170000065,1.1212,1.12172,0', '20200701 170000315,1.1213,1.12173,0'], {
      timezone: '-05:00',
    });
    expect(new Date(columns['times']![0]!).toISOString()).toBe('2020-07-01T22:00:00.065Z');
    expect([columns['ask']![1], warnings]).toEqual([1.12173, ['x.csv: no header, so the columns are taken as time, bid, ask']]);
  });

  it.each([
    [['time,bid,ask', `${T},x,11`], 'x.csv, line 2: Expected a price above 0, but it was "x"'],
    [['time,bid,ask,bid_size', `${T},10,11,x`], 'x.csv, line 2: Expected a size of 0 or more, but it was "x"'],
    [['time,bid,ask,bid_size', `${T},10,11,-1`], 'x.csv, line 2: Expected a size of 0 or more, but it was "-1"'],
    [['time,bid,ask', 'now,10,11'], 'x.csv, line 2: Expected a time such as'],
    [['time,price', `${T},10`], 'x.csv, line 1: Expected columns bid, ask in the header, but it was "time,price"'],
    [['time,bid,ask'], 'x.csv: Expected rows below the header, but it was "time,bid,ask" alone'],
  ])('are refused as %j', async (lines, message) => {
    await expect(read(lines, { kind: 'quotes' })).rejects.toThrow(message);
  });
});

describe('trades', () => {
  it('have prices, sizes and the side of the aggressor', async () => {
    const rows = ['buy', 'SELL', '1', '-1', 'b', 's', ''].map((side, k) => `${T},10.5,${k},${side},77`);
    const { kind, columns } = await read(['timestamp,price,size,side,id', ...rows]);
    expect(kind).toBe('trades');
    expect(Array.from(columns['side']!)).toEqual([1, -1, 1, -1, 1, -1, 0]);
    expect(Array.from(columns['size']!)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(columns['price']![6]).toBe(10.5);
  });

  it('know no side where the file has none, and read local times in the timezone', async () => {
    const { columns } = await read(['time,price,qty', '2020-01-01 10:00:00,10,1'], { timezone: '+01:00' });
    expect([columns['times']![0], columns['side']![0]]).toEqual([Date.parse('2020-01-01T09:00:00Z'), 0]);
  });

  it('are sold into the buyer who was the maker', async () => {
    const { columns } = await read(['time,price,qty,is_buyer_maker', `${T},10,1,true`, `${T},10,1,false`]);
    expect(Array.from(columns['side']!)).toEqual([-1, 1]);
  });

  it('of a file that holds quotes too are chosen by kind', async () => {
    const lines = ['time,bid,ask,price,size', `${T},10,12,11,1`];
    expect([(await read(lines)).kind, (await read(lines, { kind: 'trades' })).columns['price']![0]]).toEqual(['quotes', 11]);
  });
});

describe('prices with a date alone', () => {
  it('would be known before their time', async () => {
    const failed = read(['Date,Price,Volume', '2020-01-02,10,5']);
    await expect(failed).rejects.toThrow('Expected times of day for the trades of x.csv, but it was "2020-01-02"');
    await expect(read(['date,bid,ask', '2020-01-02,10,11'])).rejects.toThrow('Expected times of day for the quotes of x.csv');
  });
});

describe('funding', () => {
  it.each([
    [['timestamp,funding_rate', `${T},-0.0001`]],
    [['calc_time,funding_interval_hours,last_funding_rate', `${Date.parse(T)},8,-0.0001`]],
    [['symbol,fundingRate,fundingRateTimestamp', `BTCUSDT,-0.0001,${Date.parse(T)}`]],
  ])('has a time and a rate, as in %j', async (lines) => {
    const { kind, columns } = await read(lines);
    expect([kind, columns['times']![0], columns['rate']![0]]).toEqual(['funding', Date.parse(T), -0.0001]);
  });

  it('has a rate in every row', async () => {
    await expect(read(['time,rate', `${T},`])).rejects.toThrow('x.csv, line 2: Expected a rate such as 0.0001, but it was ""');
  });
});
