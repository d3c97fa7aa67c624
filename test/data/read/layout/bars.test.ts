import { describe, expect, it } from 'vitest';
import { bar, read } from '../read.ts';

/** Layouts of bars as their sources write them, the options they need, and the first bar. */
const LAYOUTS: readonly (readonly [
  source: string,
  name: string,
  lines: readonly string[],
  options: object,
  first: string,
  instrument: string,
])[] = [
  [
    'Binance, klines without a header',
    'BTCUSDT-1m-2021-11.csv',
    ['1637971200000,10,12,9,11,100,1637971259999,1,2,3,4,0', '1637971260000,11,13,10,12,200,1637971319999,1,2,3,4,0'],
    {},
    '2021-11-27 2021-11-27T00:01Z 10 12 9 11 100',
    'BTCUSDT',
  ],
  [
    'Binance, klines in microseconds, as since 2025',
    'BTCUSDT-1h-2025-01-01.csv',
    ['1735689600000000,10,12,9,11,100,1735693199999999,1,2,3,4,0'],
    {},
    '2025-01-01 2025-01-01T01:00Z 10 12 9 11 100',
    'BTCUSDT',
  ],
  [
    'Binance, klines of a month',
    'BTCUSDT-1mo-2024-01.csv',
    ['1704067200000,10,12,9,11,100,1706745599999,1,2,3,4,0', '1706745600000,11,13,10,12,200,1709251199999,1,2,3,4,0'],
    {},
    '2024-01-01 2024-02-01 10 12 9 11 100',
    'BTCUSDT',
  ],
  [
    'Binance, klines with a header',
    'ETHUSDT-1m-2024-01.csv',
    [
      'open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore',
      '1704067200000,10,12,9,11,100,1704067259999,1,2,3,4,0',
    ],
    {},
    '2024-01-01 2024-01-01T00:01Z 10 12 9 11 100',
    'ETHUSDT',
  ],
  [
    'Bybit, index prices by the minute',
    'BTCUSD2020-03-10_index_price.csv',
    ['start_at,symbol,period,open,high,low,close', '1583798400,BTCUSD,1,10,12,9,11', '1583798460,BTCUSD,1,11,13,10,12'],
    {},
    '2020-03-10 2020-03-10T00:01Z 10 12 9 11 0',
    'BTCUSD',
  ],
  [
    'Bybit, klines for MetaTrader',
    'BTCUSDT_1_2024-01-01_2024-01-31.csv',
    ['2024.01.01 03:00,10,12,9,11,100', '2024.01.01 03:01,11,13,10,12,200'],
    { timezone: '+03:00' },
    '2024-01-01 2024-01-01T00:01Z 10 12 9 11 100',
    'BTCUSDT',
  ],
  [
    'Yahoo',
    'GOOG.csv',
    ['Date,Open,High,Low,Close,Adj Close,Volume', '2024-03-01,10.0,12.0,9.0,11.0,5.5,100', '2024-03-04,11,13,10,12,6,200'],
    {},
    '2024-03-01 2024-03-02 10 12 9 11 100',
    'GOOG',
  ],
  [
    'yfinance with a header of three lines',
    'AAPL.csv',
    [
      'Price,Close,High,Low,Open,Volume',
      'Ticker,AAPL,AAPL,AAPL,AAPL,AAPL',
      'Date,,,,,',
      '2024-03-01,11,12,9,10,100',
      '2024-03-04,12,13,10,11,200',
    ],
    {},
    '2024-03-01 2024-03-02 10 12 9 11 100',
    'AAPL',
  ],
  [
    'Stooq by day',
    'aapl.us.txt',
    [
      '<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>',
      'AAPL.US,D,20240301,000000,10,12,9,11,100,0',
      'AAPL.US,D,20240304,000000,11,13,10,12,200,0',
    ],
    {},
    '2024-03-01 2024-03-02 10 12 9 11 100',
    'AAPL.US',
  ],
  [
    'Stooq within the day',
    'aapl.us.txt',
    [
      '<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>',
      'AAPL.US,5,20240301,153000,10,12,9,11,100,0',
      'AAPL.US,5,20240301,153500,11,13,10,12,200,0',
    ],
    { timezone: 'Europe/Warsaw', stamp: 'open' },
    '2024-03-01T14:30Z 2024-03-01T14:35Z 10 12 9 11 100',
    'AAPL.US',
  ],
  [
    'MetaTrader 5, which counts ticks where there is no volume',
    'EURUSD_H1.csv',
    [
      '<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>',
      '2024.03.01\t02:00:00\t10\t12\t9\t11\t100\t0\t5',
      '2024.03.01\t03:00:00\t11\t13\t10\t12\t200\t0\t5',
    ],
    { timezone: 'Europe/Athens' },
    '2024-03-01 2024-03-01T01:00Z 10 12 9 11 100',
    'EURUSD_H1',
  ],
  [
    'MetaTrader 4, without a header',
    'EURUSD60.csv',
    ['2024.03.01,02:00,10,12,9,11,100', '2024.03.01,03:00,11,13,10,12,200'],
    { timezone: '+02:00', stamp: 'open' },
    '2024-03-01 2024-03-01T01:00Z 10 12 9 11 100',
    'EURUSD60',
  ],
  [
    'Dukascopy',
    'EURUSD_Candlestick_1_M_BID_01.03.2024-02.03.2024.csv',
    ['Gmt time,Open,High,Low,Close,Volume', '13.03.2024 00:00:00.000,10,12,9,11,100', '13.03.2024 00:01:00.000,11,13,10,12,200'],
    { stamp: 'open' },
    '2024-03-13 2024-03-13T00:01Z 10 12 9 11 100',
    'EURUSD_CANDLESTICK_1_M_BID_01.03.2024-02.03.2024',
  ],
  [
    'CryptoDataDownload, newest first under a line of its own',
    'Binance_BTCUSDT_1h.csv',
    [
      'https://www.CryptoDataDownload.com',
      'Unix,Date,Symbol,Open,High,Low,Close,Volume BTC,Volume USDT,tradecount',
      '1704070800000,2024-01-01 01:00:00,BTCUSDT,11,13,10,12,200,9,9',
      '1704067200000,2024-01-01 00:00:00,BTCUSDT,10,12,9,11,100,9,9',
    ],
    { stamp: 'open' },
    '2024-01-01 2024-01-01T01:00Z 10 12 9 11 100',
    'BINANCE_BTCUSDT_1H',
  ],
  [
    'Investing.com, newest first, thousands and millions written out',
    'Gold.csv',
    [
      '"Date","Price","Open","High","Low","Vol.","Change %"',
      '"01/31/2024","1,012.00","1,011.00","1,013.00","1,010.00","-","0.1%"',
      '"01/30/2024","1,011.00","1,010.00","1,012.00","1,009.00","1.25M","0.1%"',
    ],
    {},
    '2024-01-30 2024-01-31 1010 1012 1009 1011 1250000',
    'GOLD',
  ],
  [
    'backtrader by the minute, stamped at the close',
    '2006-01-02-volume-min-001.txt',
    [
      'Date,Time,Open,High,Low,Close,Volume,OpenInterest',
      '2006-01-02,09:01:00,3602.00,3603.00,3597.00,3599.00,5699,0',
      '2006-01-02,09:02:00,3600.00,3601.00,3598.00,3599.00,894,0',
    ],
    { timezone: 'Europe/Berlin', stamp: 'close' },
    '2006-01-02T08:00Z 2006-01-02T08:01Z 3602 3603 3597 3599 5699',
    '2006-01-02-VOLUME-MIN-001',
  ],
  [
    'backtrader by day, without a header',
    '2006-day-001.txt',
    ['2006-01-02,3578.73,3605.95,3578.73,3604.33,0,0', '2006-01-03,3604.08,3638.42,3601.84,3614.34,0,0'],
    {},
    '2006-01-02 2006-01-03 3578.73 3605.95 3578.73 3604.33 0',
    '2006-DAY-001',
  ],
  [
    'NinjaTrader',
    'ES.Last.txt',
    ['20240301 093000;10;12;9;11;100', '20240301 093100;11;13;10;12;200'],
    { timezone: 'America/New_York', stamp: 'close' },
    '2024-03-01T14:29Z 2024-03-01T14:30Z 10 12 9 11 100',
    'ES.LAST',
  ],
  [
    'Bitfinex, whose close stands second, without a header',
    'merged.csv',
    ['1364774820000,93.25,93.3,93.4,93.2,93.3', '1364774880000,100,100,100,100,1', '1364774940000,93.3,93.2,93.5,93.1,5'],
    { stamp: 'open' },
    '2013-04-01T00:07Z 2013-04-01T00:08Z 93.25 93.4 93.2 93.3 93.3',
    'MERGED',
  ],
];

describe('bars', () => {
  it.each(LAYOUTS)('of %s', async (_, name, lines, options, first, instrument) => {
    const loaded = await read(lines, options, name);
    expect([bar(loaded, 0), loaded.instrument, loaded.rows]).toEqual([
      first,
      instrument,
      lines.filter((line) => /^"?(\d|AAPL)/.test(line)).length,
    ]);
  });
});

describe('what is found', () => {
  it('is said in sentences', async () => {
    const [, name, lines, options] = LAYOUTS.find(([source]) => source.startsWith('CryptoDataDownload'))!;
    expect((await read(lines, options, name)).found).toEqual([
      'columns: open from "Open", high from "High", low from "Low", close from "Close", time from "Unix", volume from "Volume BTC"',
      'times: milliseconds since 1970',
      'stamp: the times are when bars open',
      'timeframe: 1h',
      'order: newest row first, so the rows are turned round',
    ]);
  });

  it('is a clock of a server that has to be named', async () => {
    await expect(read(['2024.01.01 03:00,10,12,9,11,100'], { timeframe: '1m' }, 'BTCUSDT_1_2024-01-01_2024-01-31.csv')).rejects.toThrow(
      "Expected a timezone for BTCUSDT_1_2024-01-01_2024-01-31.csv: Bybit's klines for MetaTrader are in a server's time, measured as UTC+3",
    );
  });

  it('are prices of another kind in some folders', async () => {
    const lines = LAYOUTS[0]![2];
    const priceOf = async (name: string): Promise<string> => {
      const { instrument, price } = await read(lines, {}, name);
      return `${instrument} ${price}`;
    };
    expect(await priceOf('markPriceKlines/BTCUSDT-1m-2021-11.csv')).toBe('BTCUSDT mark');
    expect(await priceOf('indexPriceKlines/BTCUSDT-1m-2021-11.csv')).toBe('BTCUSDT index');
    expect(await priceOf('premiumIndexKlines/BTCUSDT-1m-2021-11.csv')).toBe('BTCUSDT-PREMIUM trade');
  });
});

describe('what could be taken wrongly', () => {
  it('is rows of several instruments', async () => {
    const lines = ['date,symbol,open,high,low,close', '2024-03-01,AAPL,1,1,1,1', '2024-03-04,AAPL,1,1,1,1', '2024-03-01,MSFT,2,2,2,2'];
    expect((await read(lines.slice(0, 3))).rows).toBe(2);
    await expect(read(lines)).rejects.toThrow('x.csv, line 4: Expected rows of one symbol, "AAPL" (split the file), but it was "MSFT"');
  });

  it('is numbers without a header that are no bars', async () => {
    await expect(read(['1704067200,5,100,7,9', '1704067260,5,100,200,9'], { stamp: 'open' })).rejects.toThrow(
      'Expected a header in x.csv, or columns by number (x.csv?columns=time=1,open=2,high=3,low=4,close=5), but it was "1704067200,5,100,7,9"',
    );
    // Kraken's trades: time, price, size.
    await expect(read(['1381095255,123.61,0.1', '1381095256,123.7,200'])).rejects.toThrow(
      'Expected a header in x.csv, or columns by number',
    );
  });

  it('is a line that tells a spreadsheet the delimiter', async () => {
    expect(bar(await read(['sep=;', 'date;open;high;low;close', '2024-03-01;10,5;12;9;11']), 0)).toBe(
      '2024-03-01 2024-03-02 10.5 12 9 11 0',
    );
  });

  it('is a delimiter at the end of each line', async () => {
    const plain = ['date,open,high,low,close', '2024-03-01,10,12,9,11'];
    for (const lines of [plain.map((line) => `${line},`), [plain[0]!, `${plain[1]},,`], [`${plain[0]},`, plain[1]!]])
      expect(bar(await read(lines), 0)).toBe('2024-03-01 2024-03-02 10 12 9 11 0');
  });
});

describe('columns given by the user', () => {
  it('are taken as they are said, under any name', async () => {
    const lines = ['When,A,B,C,D,Time', '2024-03-01T10:00:00Z,9,11,12,10,x', '2024-03-01T11:00:00Z,9,11,12,10,x'];
    const loaded = await read(lines, { stamp: 'open', columns: 'time=when,low=A,close=B,high=C,open=D,volume=B' });
    expect(bar(loaded, 0)).toBe('2024-03-01T10:00Z 2024-03-01T11:00Z 10 12 9 11 11');
  });

  it('may be one and the same', async () => {
    const loaded = await read(['timestamp,close', '2020-04-20,-36.98', '2020-04-21,8.91'], { columns: 'open=close,high=close,low=close' });
    expect(bar(loaded, 0)).toBe('2020-04-20 2020-04-21 -36.98 -36.98 -36.98 -36.98 0');
  });

  it('are numbered where there is no header', async () => {
    const lines = ['AAPL,1704067200000,10,5', 'AAPL,1704067200500,11,6'];
    const { kind, columns } = await read(lines, { kind: 'trades', columns: 'time=2,price=3,size=4' });
    expect([kind, Array.from(columns['price']!)]).toEqual(['trades', [10, 11]]);
  });

  it.each([
    ['time', 'Expected columns such as time=Date,close=Last for x.csv, but it was "time"'],
    ['tim=Date', 'Expected a column such as time, open, close, volume, bid or price on the left of columns=, but it was "tim"'],
    ['time=Day', 'Expected one of the columns Date, Open, High, Low, Close of x.csv on the right of columns=, but it was "Day"'],
  ])('are refused as %s', async (columns, message) => {
    await expect(read(['Date,Open,High,Low,Close', '2020-01-01,1,1,1,1'], { columns })).rejects.toThrow(message);
  });
});
