import { describe, expect, it } from 'vitest';
import { TimeReader, zoneOffset } from '../../data/csv-time.ts';

const read = (texts: readonly string[], timezone?: string): (string | undefined)[] => {
  const reader = new TimeReader('./x.csv', timezone);
  const column = Float64Array.from([Number.NaN, ...texts.map((text) => reader.read(text))]);
  reader.settle(column);
  return Array.from(column.subarray(1), (ts) => (Number.isNaN(ts) ? undefined : new Date(ts).toISOString()));
};

describe('TimeReader', () => {
  it.each([
    ['2013-10-07', '2013-10-07T00:00:00.000Z'],
    ['2013/10/07', '2013-10-07T00:00:00.000Z'],
    ['2013.10.07', '2013-10-07T00:00:00.000Z'],
    ['20131007', '2013-10-07T00:00:00.000Z'],
    ['2013-10-07T13:30:05Z', '2013-10-07T13:30:05.000Z'],
    ['2013-10-07T13:30:05.125Z', '2013-10-07T13:30:05.125Z'],
    ['2013-10-07 13:30Z', '2013-10-07T13:30:00.000Z'],
    ['2013-10-07 13:30:05+02:00', '2013-10-07T11:30:05.000Z'],
    ['2013-10-07T13:30:05-0500', '2013-10-07T18:30:05.000Z'],
    ['2013-10-07T13:30:05+02', '2013-10-07T11:30:05.000Z'],
    ['2013-10-07 13:30:05 UTC', '2013-10-07T13:30:05.000Z'],
    ['1381152600', '2013-10-07T13:30:00.000Z'],
    ['1381152600.5', '2013-10-07T13:30:00.500Z'],
    ['1381152600000', '2013-10-07T13:30:00.000Z'],
    ['1381152600000000', '2013-10-07T13:30:00.000Z'],
    ['1381152600000000000', '2013-10-07T13:30:00.000Z'],
    ['-631152000', '1950-01-01T00:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(read([text])).toEqual([expected]);
  });

  it('reads milliseconds alike on the first row of a day and on those after it', () => {
    const texts = ['2013-10-07T13:30:05.125Z', '2013-10-07T13:30:05.126Z', '2013-10-07T13:30:05.1x6Z', '2013-10-07T13:30:06Z'];
    expect(read(texts)).toEqual([texts[0], texts[1], undefined, '2013-10-07T13:30:06.000Z']);
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
  ])('reads %s in the timezone given', (text) => {
    expect(read([text], '+02:00')).toEqual(['2013-10-07T11:30:00.000Z']);
    expect(read([text, text], 'UTC')[1]).toBe('2013-10-07T13:30:00.000Z');
  });

  it('reads a column row after row, by position where it can', () => {
    expect(read(['2013-10-07T23:59:00Z', '2013-10-07T23:59:59Z', '2013-10-08T00:00:00Z', '2013-10-08T00:00:00.250Z'])).toEqual([
      '2013-10-07T23:59:00.000Z',
      '2013-10-07T23:59:59.000Z',
      '2013-10-08T00:00:00.000Z',
      '2013-10-08T00:00:00.250Z',
    ]);
  });

  it.each([
    '',
    'x',
    '31/12/2013',
    '2013-02-30',
    '2013-13-01',
    '2013-10-00',
    '20ab-10-07',
    '2013-10-07T24:00:00Z',
    '2013-10-07T12:60Z',
    '2013-10-07T12',
  ])('refuses %j', (text) => {
    expect(read([text], 'UTC')).toEqual([undefined]);
  });

  it('refuses a time that is not written in the style of the first', () => {
    expect(read(['2013-10-07', '2013-10-08 10:00', '20131009', '1381152600'], 'UTC').map((text) => text !== undefined)).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(read(['2013-10-07T13:30:00Z', '2013-10-08', '2013-10-07T13:aa:00Z', '2013-10-07x13:31:00Z'])).toEqual([
      '2013-10-07T13:30:00.000Z',
      undefined,
      undefined,
      undefined,
    ]);
    expect(read(['1381152600', '2013-10-08'])[1]).toBeUndefined();
  });

  it('lets the largest of a column tell the unit of all', () => {
    expect(read(['0', '1381152600000'])).toEqual(['1970-01-01T00:00:00.000Z', '2013-10-07T13:30:00.000Z']);
  });

  it('asks for a timezone where a time of day has none', () => {
    expect(() => read(['2013-10-07 09:30:00'])).toThrow(
      'Expected a timezone for the times of ./x.csv, which name none (./x.csv?timezone=UTC, or +02:00), but it was "2013-10-07 09:30:00"',
    );
  });
});

describe('zoneOffset', () => {
  it('reads UTC and fixed offsets', () => {
    expect(['UTC', 'Z', '+02:00', '-0530', '+14'].map(zoneOffset)).toEqual([0, 0, 7_200_000, -19_800_000, 50_400_000]);
  });
  it.each(['Europe/Berlin', 'EST', '+15:00', '+02:60', ''])('refuses %j', (zone) => {
    expect(() => zoneOffset(zone)).toThrow(
      `Expected timezone to be UTC or a fixed offset such as +02:00 (named zones come with data import), but it was "${zone}"`,
    );
  });
});
