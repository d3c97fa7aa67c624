import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../../data/calendar/calendar-of.ts';
import { bar, type Read, readAll } from '../read.ts';

type Options = Parameters<typeof readAll>[1];

const read = (path: string, files: Record<string, string>, options: Options = {}): Promise<readonly Read[]> =>
  readAll(Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))), options, path);

const firstOf = ({ columns }: Read): unknown[] => Object.values(columns).map(([value]) => value);

describe("LEAN's files", () => {
  it('of equities hold ten-thousandths of a dollar and milliseconds since midnight in New York', async () => {
    const [loaded] = await read('Data/equity/usa/minute/spy/20131004_trade.zip', {
      '20131004_spy_minute_trade.csv': '14760000,1676500,1676500,1676500,1676500,20000\n14940000,1676200,1676200,1676200,1676200,300\n',
    });
    expect([loaded!.instrument, loaded!.price, loaded!.timeframe, bar(loaded!, 0)]).toEqual([
      'SPY',
      'trade',
      '1m',
      '2013-10-04T08:06Z 2013-10-04T08:07Z 167.65 167.65 167.65 167.65 20000',
    ]);
    expect(loaded!.found).toEqual([
      'layout: LEAN, equity of usa, minute',
      'times: since midnight, in America/New_York where they name no zone',
      'stamp: the times are when bars open',
      'timeframe: 1m',
    ]);
  });

  it('of an hour and a day name the local time, and of a day the session', async () => {
    const [hour] = await read('Data/equity/usa/hour/spy.zip', { 'spy.csv': '20200703 09:00,10000,12000,9000,11000,5\n' });
    expect(bar(hour!, 0)).toBe('2020-07-03T13:00Z 2020-07-03T14:00Z 1 1.2 0.9 1.1 5');
    const day = { 'spy.csv': '20200703 00:00,10000,12000,9000,11000,5\n' };
    expect(bar((await read('Data/equity/usa/daily/spy.zip', day))[0]!, 0)).toBe('2020-07-03 2020-07-04 1 1.2 0.9 1.1 5');
    const later = { 'spy.csv': '20200706 00:00,10000,12000,9000,11000,5\n' };
    const [session] = await read('Data/equity/usa/daily/spy.zip', later, { calendar: calendarOf('XNYS')! });
    expect(bar(session!, 0)).toBe('2020-07-06T13:30Z 2020-07-06T20:00Z 1 1.2 0.9 1.1 5');
  });

  it('of quote bars are bars of the bid and bars of the ask, where a side had one', async () => {
    const [bid, ask] = await read('Data/future/cme/minute/es/20131006_quote.zip', {
      '20131006_es_minute_quote_201312.csv':
        '68400000,10,12,9,11,5,13,15,12,14,6\n68460000,,,,,0,13,15,12,14,7\n68520000,15,15,15,15,5,14,14,14,14,6\n',
    });
    expect([bid!.instrument, bid!.price, bid!.rows, ask!.price, ask!.rows]).toEqual(['ES-201312', 'bid', 2, 'ask', 3]);
    expect([bar(bid!, 0), bar(ask!, 1)]).toEqual([
      '2013-10-06T19:00Z 2013-10-06T19:01Z 10 12 9 11 5',
      '2013-10-06T19:01Z 2013-10-06T19:02Z 13 15 12 14 7',
    ]);
    const name = 'Data/future/cme/minute/es/20131006_quote.zip';
    expect([bid!.warnings, ask!.warnings]).toEqual([
      [
        `${name}: 1 rows have no bid and were left out, the first at ${name}, line 2`,
        `${name}: 1 bars whose bid closes above the ask, the first at ${name}, line 3`,
      ],
      [],
    ]);
    const [chosen, ...others] = await read(
      name,
      { '20131006_es_minute_quote_201312.csv': '68400000,10,12,9,11,5,13,15,12,14,6\n' },
      { price: 'ask' },
    );
    expect([chosen!.price, others]).toEqual(['ask', []]);
  });

  it('of ticks are trades and quotes', async () => {
    const [trades] = await read('Data/equity/usa/tick/spy/20131007_trade.zip', {
      '20131007_spy_Trade_Tick.csv': '14400464,1674100,100,P,20002000,0\n',
    });
    expect([trades!.kind, ...firstOf(trades!)]).toEqual(['trades', Date.parse('2013-10-07T08:00:00.464Z'), 167.41, 100, 0]);
    const [quotes] = await read('Data/equity/usa/tick/ibm/20131007_quote.zip', {
      '20131007_ibm_Quote_Tick.csv': '14400054,0,0,1836300,100,Q,1,0\n',
    });
    expect([quotes!.kind, ...firstOf(quotes!)]).toEqual(['quotes', Date.parse('2013-10-07T08:00:00.054Z'), Number.NaN, 183.63, 0, 100]);
    const [forex] = await read('Data/forex/fxcm/tick/eurusd/20140502_quote.zip', {
      '20140502_eurusd_tick_quote.csv': '277,1.38694,1.38705\n',
    });
    expect(firstOf(forex!)).toEqual([Date.parse('2014-05-02T05:00:00.277Z'), 1.38694, 1.38705, Number.NaN, Number.NaN]);
  });

  it('of perpetuals have funding', async () => {
    const [funding] = await readAll('20221213 00:00:00,0.00010000\n', {}, 'Data/cryptofuture/binance/margin_interest/adausdt.csv');
    expect([funding!.kind, funding!.instrument, ...firstOf(funding!)]).toEqual(['funding', 'ADAUSDT', Date.parse('2022-12-13'), 0.0001]);
  });

  it('of factors are splits and dividends before the next session', async () => {
    const text =
      '19980102,0.8613657,0.00892857,1\n20000620,0.8613657,0.00892857,101\n20050225,0.8613657,0.01785710,88.97\n20120808,0.8613657,0.0357142,619.86\n20501231,0.8650549,0.0357142,0';
    const actions = async (options: Options): Promise<string[]> => {
      const [{ columns }] = (await readAll(text, options, 'Data/equity/usa/factor_files/aapl.csv')) as [Read];
      return Array.from(
        columns['times']!,
        (ts, row) => `${new Date(ts).toISOString().slice(0, 16)} ${columns['type']![row]} ${columns['value']![row]}`,
      );
    };
    expect(await actions({})).toEqual(['2000-06-21T00:00 1 2', '2005-02-26T00:00 1 2', '2012-08-09T00:00 2 2.64']);
    expect((await actions({ calendar: calendarOf('XNYS')! }))[1]).toBe('2005-02-27T05:45 1 2');
  });

  it('elsewhere have to be named by a layout', async () => {
    const files = { '20131004_spy_minute_trade.csv': '14760000,1676500,1676500,1676500,1676500,20000\n' };
    await expect(read('20131004_trade.zip', files)).rejects.toThrow(
      'Expected a layout that says what a LEAN file is (layout=lean-equity-usa), but it was "20131004_spy_minute_trade.csv" outside of LEAN\'s folders',
    );
    const [loaded] = await read('20131004_trade.zip', files, { layout: 'lean-equity-usa' });
    expect(bar(loaded!, 0)).toBe('2013-10-04T08:06Z 2013-10-04T08:07Z 167.65 167.65 167.65 167.65 20000');
    await expect(
      read('spy.zip', { 'spy.csv': '19980102 09:00,973100,975300,970300,970300,384500\n' }, { timezone: 'UTC', stamp: 'open' }),
    ).rejects.toThrow('Expected a layout that says what a LEAN file is');
  });

  it.each([
    [
      'Data/option/usa/minute/spy/20131004_trade.zip',
      {},
      'Expected a LEAN file of equity, crypto, cryptofuture, forex, future, cfd, but it was "option"',
    ],
    [
      'Data/future/sgx/minute/nk/20131004_trade.zip',
      {},
      'Expected a timezone for the times of Data/future/sgx/minute/nk/20131004_trade.zip',
    ],
    ['Data/equity/usa/minute/spy/day.zip', {}, 'to be named after its day (20131007_trade.zip)'],
    ['x.zip', { layout: 'lean' }, 'Expected layout to be such as lean-equity-usa or lean-forex-oanda, but it was "lean"'],
    ['x.zip', { layout: 'excel' }, 'Expected layout to be such as lean-equity-usa or lean-forex-oanda, but it was "excel"'],
  ])('are refused as %s', async (path, options, message) => {
    await expect(read(path, { 'x.csv': '14760000,1,1,1,1,20000\n' }, options)).rejects.toThrow(message);
  });

  it('of the history of a ticker are no market data', async () => {
    await expect(readAll('20140327,goocv,Q\n20501231,goog,Q\n', {}, 'Data/equity/usa/map_files/goog.csv')).rejects.toThrow(
      'Expected a file of market data, but it was "Data/equity/usa/map_files/goog.csv", LEAN\'s history of a ticker\'s names',
    );
  });
});
