import { describe, expect, it } from 'vitest';
import { loadCsvCustom } from '../../data/csv-custom.ts';
import { file } from './rows.ts';

describe('loadCsvCustom', () => {
  it('reads when each row became known, what it speaks of, and its numbers under their own names', async () => {
    const loaded = await loadCsvCustom(
      file('ts,knownAt,EPS,surprise', '2019-12-31,2020-02-01T21:00:00Z,1.5,-0.25', '2020-03-31,2020-05-01T21:00:00Z,,0'),
      undefined,
    );
    expect(Array.from(loaded.about.subarray(1))).toEqual([Date.parse('2019-12-31'), Date.parse('2020-03-31')]);
    expect(Array.from(loaded.knownAt.subarray(1))).toEqual([Date.parse('2020-02-01T21:00:00Z'), Date.parse('2020-05-01T21:00:00Z')]);
    expect(Object.keys(loaded.columns)).toEqual(['EPS', 'surprise']);
    expect(Array.from(loaded.columns['EPS']!)).toEqual([Number.NaN, 1.5, Number.NaN]);
    expect(Array.from(loaded.columns['surprise']!)).toEqual([Number.NaN, -0.25, 0]);
  });

  it.each([
    [['ts,x', '2020-01-01,1'], 'line 1: Expected a column knownAt in the header, but it was "ts,x"'],
    [['ts,knownAt', '2020-01-01,2020-01-01'], 'line 1: Expected columns of numbers beside ts and knownAt, but it was "ts,knownAt"'],
    [['ts,known_at,x', '2020-01-01,2020-01-01,up'], 'line 2: Expected a number in column x, but it was "up"'],
    [['ts,known_at,x', '2020-01-01,later,1'], 'line 2: Expected a time written like the first row\'s, but it was "later"'],
    [
      ['ts,knownAt,x', '2020-01-01,2020-01-03,1', '2020-01-02,2020-01-02,1'],
      'line 3: Expected 2020-01-03T00:00:00.000Z of the row before or later',
    ],
  ])('refuses %j', async (lines, message) => {
    await expect(loadCsvCustom(file(...lines), undefined)).rejects.toThrow(`./x.csv, ${message}`);
  });
});
