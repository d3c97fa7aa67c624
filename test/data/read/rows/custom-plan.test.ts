import { describe, expect, it } from 'vitest';
import { read } from '../read.ts';

describe('a custom series', () => {
  it('says when each row became known, what it speaks of, and its numbers under their own names', async () => {
    const lines = ['ts,knownAt,EPS,surprise', '2019-12-31,2020-02-01T21:00:00Z,1.5,-0.25', '2020-03-31,2020-05-01T21:00:00Z,,0'];
    const { kind, instrument, columns } = await read(lines, {}, 'Earnings of X.csv');
    expect([kind, instrument]).toEqual(['custom', 'Earnings-of-X']);
    expect(Object.keys(columns)).toEqual(['knownAt', 'about', 'EPS', 'surprise']);
    expect(Array.from(columns['about']!)).toEqual([Date.parse('2019-12-31'), Date.parse('2020-03-31')]);
    expect(Array.from(columns['knownAt']!)).toEqual([Date.parse('2020-02-01T21:00:00Z'), Date.parse('2020-05-01T21:00:00Z')]);
    expect(Array.from(columns['EPS']!)).toEqual([1.5, Number.NaN]);
    expect(Array.from(columns['surprise']!)).toEqual([-0.25, 0]);
  });

  it.each([
    [['ts,x', '2020-01-01,1'], 'line 1: Expected a column knownAt in the header, but it was "ts,x"'],
    [['ts,knownAt', '2020-01-01,2020-01-01'], 'line 1: Expected columns of numbers beside ts and knownAt, but it was "ts,knownAt"'],
    [['ts,known_at,x', '2020-01-01,2020-01-01,up'], 'line 2: Expected a number in column x, but it was "up"'],
    [['ts,known_at,x', '2020-01-01,later,1'], 'line 2: Expected a time such as 2020-01-31'],
  ])('is refused as %j', async (lines, message) => {
    await expect(read(lines, { kind: 'custom' })).rejects.toThrow(`x.csv, ${message}`);
  });
});
