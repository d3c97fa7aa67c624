import { describe, expect, it } from 'vitest';
import { read } from '../read.ts';

type Spec = NonNullable<Parameters<typeof read>[1]>;

/** When bars of half an hour open, their local times given. */
const opens = async (locals: readonly string[], options: Spec = {}): Promise<string[]> => {
  const lines = ['open time,open,high,low,close,volume', ...locals.map((local) => `${local},1,1,1,1,1`)];
  const { columns } = await read(lines, { timezone: 'America/New_York', timeframe: '30m', ...options });
  return Array.from(columns['openTimes']!, (ts) => new Date(ts).toISOString().slice(5, 16));
};

const AUTUMN = ['2020-11-01 00:30', '2020-11-01 01:00', '2020-11-01 01:30', '2020-11-01 01:00', '2020-11-01 01:30', '2020-11-01 02:00'];
const IN_UTC = ['11-01T04:30', '11-01T05:00', '11-01T05:30', '11-01T06:00', '11-01T06:30', '11-01T07:00'];

describe('the clocks of a zone', () => {
  it('stand elsewhere in summer', async () => {
    expect(await opens(['2020-03-06 09:30', '2020-03-09 09:30'])).toEqual(['03-06T14:30', '03-09T13:30']);
    expect(await opens(['2020-03-08 01:30', '2020-03-08 03:00'])).toEqual(['03-08T06:30', '03-08T07:00']);
  });

  it('show an hour twice in autumn: the rows go back in it', async () => {
    expect(await opens(AUTUMN)).toEqual(IN_UTC);
    expect(await opens(AUTUMN.filter((_, k) => k !== 1 && k !== 4))).toEqual(IN_UTC.filter((_, k) => k !== 1 && k !== 4));
  });

  it('show it twice in files whose newest row is the first', async () => {
    expect(await opens(AUTUMN.slice().reverse())).toEqual(IN_UTC);
  });

  it('show one bar twice, but trades of one time may follow each other', async () => {
    const hours = ['2020-11-01 00:00', '2020-11-01 01:00', '2020-11-01 01:00', '2020-11-01 02:00'];
    expect(await opens(hours, { timeframe: '1h' })).toEqual(['11-01T04:00', '11-01T05:00', '11-01T06:00', '11-01T07:00']);
    const trades = read(['time,price,size', ...hours.map((time) => `${time},1,1`)], { timezone: 'America/New_York' });
    await expect(trades).rejects.toThrow('x.csv, line 3: Expected rows that show both turns of an hour');
  });

  it('do not tell which of two hours is meant where the rows show one', async () => {
    await expect(opens(AUTUMN.slice(2, 3))).rejects.toThrow(
      'x.csv, line 2: Expected rows that show both turns of an hour that the clocks of America/New_York show twice, or a zone without that, but it was "2020-11-01 01:30:00" once',
    );
    await expect(opens(['2020-11-01 01:00', '2020-11-01 02:00'])).rejects.toThrow('x.csv, line 2: Expected rows that show both turns');
  });

  it('skip an hour in spring', async () => {
    await expect(opens(['2020-03-08 01:30', '2020-03-08 02:30'])).rejects.toThrow(
      'x.csv, line 3: Expected a time that the clocks of America/New_York showed, but it was "2020-03-08 02:30:00", which they skipped',
    );
  });
});
