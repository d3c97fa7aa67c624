import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../../data/calendar/calendar-of.ts';
import { read } from '../read.ts';

/** The timeframe found, and begin and end of each bar, of rows with these times. */
const spans = async (times: readonly string[], spec = {}): Promise<string[]> => {
  const loaded = await read(['time,open,high,low,close,volume', ...times.map((time) => `${time},1,1,1,1,1`)], spec);
  const { openTimes, times: ends } = loaded.columns as { openTimes: Float64Array; times: Float64Array };
  const iso = (ts: number): string => new Date(ts).toISOString().replace('T00:00:00.000Z', '').slice(2, 16);
  return [loaded.timeframe, ...Array.from(ends, (end, k) => `${iso(openTimes[k]!)}..${iso(end)}`), ...loaded.warnings];
};

describe('session dates', () => {
  it('are their whole day, whichever end is named', async () => {
    const expected = ['1d', '20-01-03..20-01-04', '20-01-06..20-01-07'];
    const dates = ['2020-01-03', '2020-01-06'];
    for (const spec of [{}, { stamp: 'open' }, { stamp: 'close' }]) expect(await spans(dates, spec)).toEqual(expected);
    expect(await spans(['2020-01-03'])).toEqual(['1d', '20-01-03..20-01-04']);
  });

  it('are no part of a day: which part of it nobody said, and its prices would be known before its end', async () => {
    for (const timeframe of ['1m', '1h', '720m']) {
      await expect(spans(['2020-01-03', '2020-01-06'], { timeframe, stamp: 'open' })).rejects.toThrow(
        `Expected a timeframe of days or longer for x.csv, whose rows are dates without times, but it was "${timeframe}"`,
      );
    }
    expect((await spans(['2020-01-03'], { timeframe: '24h' }))[1]).toBe('20-01-03..20-01-04');
  });

  it('are a calendar month where they lie near one end of it', async () => {
    const months = ['1M', '12-01-01..12-02-01', '12-02-01..12-03-01', '12-03-01..12-04-01'];
    expect(await spans(['2012-01-31', '2012-02-29', '2012-03-31'])).toEqual(months);
    expect(await spans(['2012-01-01', '2012-02-01', '2012-03-01'])).toEqual(months);
    expect(await spans(['2012-01-03', '2012-02-01', '2012-03-01'])).toEqual(months);
    expect((await spans(['2012-01-31', '2012-04-30', '2012-07-31'], { timeframe: '1M' }))[2]).toBe('12-04-01..12-05-01');
    expect(await spans(['2012-03-30', '2012-06-29'])).toEqual(['3M', '12-01-01..12-04-01', '12-04-01..12-07-01']);
  });

  it('of months may name the first or the last day by option', async () => {
    expect(await spans(['2012-01-31', '2012-02-29'], { stamp: 'open', timeframe: '1M' })).toEqual([
      '1M',
      '12-01-31..12-02-29',
      '12-02-29..12-03-29',
    ]);
    expect(await spans(['2013-02-28', '2013-03-28', '2013-04-30'], { stamp: 'close' })).toEqual([
      '1M',
      '13-02-01..13-03-01',
      '13-03-01..13-03-29',
      '13-04-01..13-05-01',
    ]);
  });

  it('of weeks begin on their Monday, and need a stamp on other days', async () => {
    expect(await spans(['2020-01-06', '2020-01-13'])).toEqual(['1w', '20-01-06..20-01-13', '20-01-13..20-01-20']);
    expect(await spans(['2020-01-03', '2020-01-10'], { stamp: 'close' })).toEqual(['1w', '19-12-28..20-01-04', '20-01-04..20-01-11']);
    const asked = 'Expected stamp=open or stamp=close for x.csv: do its dates name the first or the last day of a bar (x.csv?stamp=open)';
    await expect(spans(['2020-01-03', '2020-01-10'])).rejects.toThrow(`${asked}, but it was "2020-01-03" with neither`);
    await expect(spans(['2012-01-15', '2012-02-15'])).rejects.toThrow(asked);
  });
});

describe('session dates with a calendar', () => {
  const calendar = calendarOf('XNYS')!;

  it('are the sessions, short ones too', async () => {
    expect(await spans(['2020-11-25', '2020-11-27'], { calendar })).toEqual([
      '1d',
      '20-11-25T14:30..20-11-25T21:00',
      '20-11-27T14:30..20-11-27T18:00',
    ]);
    expect(await spans(['2020-01-06', '2020-01-13'], { calendar })).toEqual([
      '1w',
      '20-01-06T14:30..20-01-10T21:00',
      '20-01-13T14:30..20-01-17T21:00',
    ]);
  });

  it('that are no session are their day, which is said', async () => {
    const days = Array.from({ length: 60 }, (_, k) => new Date(Date.UTC(2020, 1, 1 + k)).toISOString().slice(0, 10));
    const sessions = days.filter((day) => ![0, 6].includes(new Date(day).getUTCDay()) && day !== '2020-02-17');
    const [, ...all] = await spans([...sessions, '2020-05-25'], { calendar });
    expect(all.slice(-2)).toEqual([
      '20-05-25..20-05-26',
      `x.csv: 1 dates are no session of XNYS, the first at x.csv, line ${sessions.length + 2}: each is its day from midnight to midnight UTC`,
    ]);
  });

  it('of which many are none are all their days', async () => {
    expect(await spans(['2020-01-03', '2020-01-05', '2020-01-06'], { calendar })).toEqual([
      '1d',
      '20-01-03..20-01-04',
      '20-01-05..20-01-06',
      '20-01-06..20-01-07',
      'x.csv: its dates are not the sessions of XNYS, so each is its day from midnight to midnight UTC',
    ]);
  });
});

describe('months of moments', () => {
  it('keep the time of day, and end on the last day where there is no such day', async () => {
    const times = ['2012-01-31T06:00:00Z', '2012-02-29T06:00:00Z'];
    expect(await spans(times, { stamp: 'open', timeframe: '1M' })).toEqual([
      '1M',
      '12-01-31T06:00..12-02-29T06:00',
      '12-02-29T06:00..12-03-29T06:00',
    ]);
  });
});

describe('the timeframe', () => {
  const open = { stamp: 'open' };
  it('is the most common step', async () => {
    expect((await spans(['2020-01-01T00:00:00Z', '2020-01-01T00:05:00Z', '2020-01-01T00:10:00Z', '2020-01-01T01:00:00Z'], open))[0]).toBe(
      '5m',
    );
    expect((await spans(['1577836800', '1577923200', '1578009600'], open))[0]).toBe('1d');
    expect((await spans(['1577836800', '1577836830'], open))[0]).toBe('30s');
  });

  it('is the smallest step, with a warning, where that is a grid on which all rows lie', async () => {
    const sparse = ['10:00', '10:01', '10:04', '10:07'].map((time) => `2020-01-01T${time}:00Z`);
    expect((await spans(sparse, open)).filter((_, k) => k === 0 || k === 5)).toEqual([
      '1m',
      'x.csv: taken as 1m bars, though 3m is the most common step; if not, give the timeframe',
    ]);
  });

  it('is asked for where the rows do not tell', async () => {
    const asked = 'Expected a timeframe for x.csv, whose rows do not tell (x.csv?timeframe=1h), but it was';
    await expect(spans(['2020-01-01T10:00:00Z'], open)).rejects.toThrow(`${asked} "one row"`);
    await expect(spans(['1577836800', '1577836860', '1577836920', '1577836950.5'], open)).rejects.toThrow(
      `${asked} "1m mostly, 30500 ms at least"`,
    );
    await expect(spans(['1577836800.25', '1577836800.5'], open)).rejects.toThrow(`${asked} "250 ms mostly, 250 ms at least"`);
    expect((await spans(['2020-01-01T10:00:00Z'], { ...open, timeframe: '1h' }))[1]).toBe('20-01-01T10:00..20-01-01T11:00');
  });

  it('is not taken from a stray row', async () => {
    const hours = Array.from({ length: 80 }, (_, k) => 1_577_836_800 + k * 3600);
    hours.splice(40, 0, hours[39]! + 1);
    await expect(spans(hours.map(String), open)).rejects.toThrow('but it was "1h mostly, 1s at least"');
  });

  it('that was given is kept, with a warning where no rows are that close', async () => {
    const hours = ['2020-01-01T10:00:00Z', '2020-01-01T11:00:00Z'];
    const early = 'x.csv: the timeframe is 1m, but no two rows are closer than 1h';
    expect(await spans(hours, { ...open, timeframe: '1m' })).toEqual([
      '1m',
      '20-01-01T10:00..20-01-01T10:01',
      '20-01-01T11:00..20-01-01T11:01',
      early,
    ]);
    await expect(spans(hours, { ...open, timeframe: '1 hour' })).rejects.toThrow(
      'Expected timeframe to be such as 1m, 1h, 1d or 1M for x.csv, but it was "1 hour"',
    );
  });

  it('of a bar across midnight is not cut at midnight', async () => {
    expect((await spans(['2020-01-01T22:00:00Z', '2020-01-02T02:00:00Z'], open))[1]).toBe('20-01-01T22:00..20-01-02T02:00');
  });
});
