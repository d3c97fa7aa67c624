import { describe, expect, it } from 'vitest';
import { ConfigError, DataError } from '../../../../engine/model/errors.ts';
import { read } from '../read.ts';

type Spec = Parameters<typeof read>[1];

/** Times of funding, read from a column. */
const times = async (texts: readonly string[], options: Spec = {}): Promise<string[]> => {
  const { columns } = await read(['time,rate', ...texts.map((text) => `"${text}",1`)], options);
  return Array.from(columns['times']!, (ts) => new Date(ts).toISOString());
};

describe('a time', () => {
  it.each([
    ['2013-10-07', '2013-10-07T00:00:00.000Z'],
    ['2013/10/07', '2013-10-07T00:00:00.000Z'],
    ['2013.10.07', '2013-10-07T00:00:00.000Z'],
    ['20131007', '2013-10-07T00:00:00.000Z'],
    ['7-Oct-2013', '2013-10-07T00:00:00.000Z'],
    ['Oct 7, 2013', '2013-10-07T00:00:00.000Z'],
    ['2013-10-07T13:30:05Z', '2013-10-07T13:30:05.000Z'],
    ['2013-10-07T13:30:05.125Z', '2013-10-07T13:30:05.125Z'],
    ['2013-10-07 13:30Z', '2013-10-07T13:30:00.000Z'],
    ['2013-10-07 13:30:05+02:00', '2013-10-07T11:30:05.000Z'],
    ['2013-10-07T13:30:05-0500', '2013-10-07T18:30:05.000Z'],
    ['2013-10-07T13:30:05+02', '2013-10-07T11:30:05.000Z'],
    ['2013-10-07 13:30:05 UTC', '2013-10-07T13:30:05.000Z'],
    ['17.10.2013 13:30:05.000 GMT-0500', '2013-10-17T18:30:05.000Z'],
    ['1381152600', '2013-10-07T13:30:00.000Z'],
    ['1381152600.5', '2013-10-07T13:30:00.500Z'],
    ['1381152600000', '2013-10-07T13:30:00.000Z'],
    ['1381152600000000', '2013-10-07T13:30:00.000Z'],
    ['1381152600000000000', '2013-10-07T13:30:00.000Z'],
    ['-631152000', '1950-01-01T00:00:00.000Z'],
  ])('is %s', async (text, expected) => {
    expect(await times([text])).toEqual([expected]);
  });

  it.each([
    '2013-10-07 13:30',
    '2013-10-07 13:30:00',
    '2013-10-07T13:30:00',
    '20131007 13:30',
    '20131007 1330',
    '201310071330',
    '20131007133000',
    '2013-10-07 13:30:00.000',
    '2013-10-07 1:30:00 PM',
  ])('%s is in the timezone given', async (text) => {
    expect(await times([text, text], { timezone: '+02:00' })).toEqual(['2013-10-07T11:30:00.000Z', '2013-10-07T11:30:00.000Z']);
    expect((await times([text], { timezone: 'America/New_York' }))[0]).toBe('2013-10-07T17:30:00.000Z');
  });

  it('may be finer than a millisecond', async () => {
    const { columns } = await read(['time,price,size', '2024-01-02T09:30:00.000244141Z,1,1', '2024-01-02T09:30:00.123456Z,1,1'], {
      kind: 'trades',
    });
    expect(Array.from(columns['times']!)).toEqual([
      Date.UTC(2024, 0, 2, 9, 30) + 0.000244141 * 1000,
      Date.UTC(2024, 0, 2, 9, 30) + 123.456,
    ]);
  });

  it('may stand in two columns', async () => {
    const lines = [
      'Date,Time,price,size',
      '2020-01-01,09:30,1,1',
      '2020-01-01,09:31:30,1,1',
      '2020-01-02,0932,1,1',
      '2020-01-02,093300,1,1',
    ];
    const { columns } = await read(lines, { timezone: '-05:00' });
    const clocks = Array.from(columns['times']!, (ts) => new Date(ts).toISOString().slice(8, 19));
    expect(clocks).toEqual(['01T14:30:00', '01T14:31:30', '02T14:32:00', '02T14:33:00']);
  });

  it('is UTC where the name of its column says so', async () => {
    const { columns } = await read(['Gmt time,price,size', '2020-01-01 09:30:00,1,1']);
    expect(new Date(columns['times']![0]!).toISOString()).toBe('2020-01-01T09:30:00.000Z');
  });

  it.each([
    '',
    'x',
    '2013-02-30',
    '2013-13-01',
    '2013-10-00',
    '20ab-10-07',
    '2013-10-07T24:00:00Z',
    '2013-10-07T12:60Z',
    '2013-10-07T12',
    '13:30',
    '2013-10-07 13:30 PM',
    '32/12/2013',
  ])('is not %j', async (text) => {
    const failed = times([text], { timezone: 'UTC', dates: 'dmy' });
    await expect(failed).rejects.toThrow('x.csv, line 2: Expected a time such as 2020-01-31');
    await expect(failed).rejects.toBeInstanceOf(DataError);
  });

  it.each([
    [['2013-10-07', '2013-10-08 10:00']],
    [['2013-10-07', '1381152600']],
    [['2013-10-07T13:30:00Z', '2013-10-08']],
    [['2013-10-07T13:30:00Z', '2013-10-07T13:aa:00Z']],
    [['2013-10-07T13:30:00Z', '2013-10-07x13:31:00Z']],
    [['2013-10-07T13:30:05.125Z', '2013-10-07T13:30:05.1x6Z']],
    [['1381152600', '2013-10-08']],
  ])('is written in the style of the first: %j', async (texts) => {
    await expect(times(texts, { timezone: 'UTC' })).rejects.toThrow(`x.csv, line 3: Expected a time such as 2020-01-31`);
  });

  it('needs a timezone where it names none', async () => {
    const failed = times(['2013-10-07 09:30:00']);
    await expect(failed).rejects.toThrow(
      'Expected a timezone for the times of x.csv, which name none (x.csv?timezone=UTC, +02:00 or America/New_York), but it was "2013-10-07 09:30:00"',
    );
    await expect(failed).rejects.toBeInstanceOf(ConfigError);
  });

  it.each(['Mars/Base', 'NYSE', '+15:00', '+02:60', ''])('is in no zone %j', async (timezone) => {
    await expect(times(['2013-10-07 09:30:00'], { timezone })).rejects.toThrow(
      `Expected timezone to be UTC, a fixed offset such as +02:00 or a zone such as America/New_York, but it was "${timezone}"`,
    );
  });
});

describe('an epoch', () => {
  it('has the unit that the largest of the first rows tells', async () => {
    expect(await times(['0', '1381152600000'])).toEqual(['1970-01-01T00:00:00.000Z', '2013-10-07T13:30:00.000Z']);
  });

  it('keeps its unit', async () => {
    const seconds = Array.from({ length: 200_000 }, (_, k) => String(1_381_152_600 + k));
    await expect(times([...seconds, '1381352600000'])).rejects.toThrow('x.csv, line 200002: Expected a time such as');
  });

  it('of 1970 is a time of day or a number of days, not a time', async () => {
    await expect(times(['34200000', '34260000'])).rejects.toThrow(
      'Expected a time such as 2020-01-31 or epoch milliseconds, but it was "34260000" at most, which would be 1971-02-01 in seconds',
    );
  });
});

describe('day and month', () => {
  it('are told by a day above the twelfth', async () => {
    expect(await times(['01/02/2020', '13/02/2020'])).toEqual(['2020-02-01T00:00:00.000Z', '2020-02-13T00:00:00.000Z']);
    expect(await times(['1/2/2020 9:30', '1/13/2020 16:00'], { timezone: 'UTC' })).toEqual([
      '2020-01-02T09:30:00.000Z',
      '2020-01-13T16:00:00.000Z',
    ]);
  });

  it('are asked for where no row tells them', async () => {
    const failed = times(['01/02/2020', '02/02/2020']);
    await expect(failed).rejects.toThrow(
      'Expected dates=dmy or dates=mdy for x.csv, none of whose first rows tells day from month (x.csv?dates=dmy), but it was "01/02/2020"',
    );
    await expect(failed).rejects.toBeInstanceOf(ConfigError);
    expect(await times(['01/02/2020'], { dates: 'mdy' })).toEqual(['2020-01-02T00:00:00.000Z']);
    expect(await times(['01/02/2020'], { dates: 'dmy' })).toEqual(['2020-02-01T00:00:00.000Z']);
  });

  it('do not change places later', async () => {
    const days = Array.from({ length: 150_000 }, (_, k) => `${(k % 28) + 1}/01/2020`);
    await expect(times([...days, '01/13/2020'])).rejects.toThrow('x.csv, line 150002: Expected a time such as 2020-01-31');
  });
});
