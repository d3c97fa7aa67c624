import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../../data/calendar/calendar-of.ts';
import { read } from '../read.ts';

const rows = async (lines: readonly string[], options = {}): Promise<unknown[]> => {
  const { kind, columns } = await read(lines, options);
  const times = Array.from(columns['times']!, (ts) => new Date(ts).toISOString().replace('T00:00:00.000Z', ''));
  return [kind, ...times.map((time, k) => `${time} ${columns['type']![k]} ${columns['value']![k]}`)];
};

describe('corporate actions', () => {
  it('have a date, a type and a value', async () => {
    expect(
      await rows(['date,type,value', '2014-05-08,dividend,3.29', '2014-06-09,split,7', '2020-08-31,Split,4:1', '2021-01-04,delisting,']),
    ).toEqual(['actions', '2014-05-08 2 3.29', '2014-06-09 1 7', '2020-08-31 1 4', '2021-01-04 3 NaN']);
  });

  it("are Yahoo's dividends and splits", async () => {
    expect(await rows(['Date,Dividends', '2020-02-07,0.77', '2020-05-08,0.82'])).toEqual([
      'actions',
      '2020-02-07 2 0.77',
      '2020-05-08 2 0.82',
    ]);
    expect(await rows(['Date,Stock Splits', '2014-06-09,7:1', '2020-08-31,1/20'])).toEqual([
      'actions',
      '2014-06-09 1 7',
      '2020-08-31 1 0.05',
    ]);
  });

  it('stand beside prices in the files of yfinance, most days without any', async () => {
    const lines = [
      'Date,Open,High,Low,Close,Volume,Dividends,Stock Splits',
      '2020-08-28,1,1,1,1,1,0.0,0.0',
      '2020-08-31,1,1,1,1,1,0.0,4.0',
      '2020-11-06,1,1,1,1,1,0.205,',
    ];
    expect(await rows(lines, { kind: 'actions' })).toEqual(['actions', '2020-08-31 1 4', '2020-11-06 2 0.205']);
    expect((await read(lines)).kind).toBe('bars');
  });

  it('take effect halfway between two sessions of a calendar: hours before and after trading fall on their own side', async () => {
    // From the close of Friday, 20:00, to the open of Monday, 13:30.
    const [, first] = await rows(['date,type,value', '2014-06-09,split,7'], { calendar: calendarOf('XNYS') });
    expect(first).toBe('2014-06-08T04:45:00.000Z 1 7');
  });

  it.each([
    [['date,type,value', '2014-06-09,merger,7'], 'Expected an action of split, dividend, delisting, but it was "merger"'],
    [['date,type,value', '2014-06-09,split,0'], 'Expected a split such as 7:1 or 0.05, but it was "0"'],
    [['date,type,value', '2014-06-09,dividend,x'], 'Expected money per share of 0 or more, but it was "x"'],
    [['Date,Dividends', '2014-06-09,x'], 'Expected money per share of 0 or more, but it was "x"'],
  ])('are refused as %j', async (lines, message) => {
    await expect(read(lines)).rejects.toThrow(`x.csv, line 2: ${message}`);
  });
});
