import { describe, expect, test } from 'vitest';
import { periodOf } from '../../../engine/research/period.ts';

describe('a period', () => {
  test('is a year, a month, or from one to another, all of both', () => {
    expect(periodOf('2015')).toEqual({ from: '2015-01-01', to: '2015-12-31' });
    expect(periodOf('2016-02')).toEqual({ from: '2016-02-01', to: '2016-02-29' });
    expect(periodOf('2010..2014-06')).toEqual({ from: '2010-01-01', to: '2014-06-30' });
    expect(periodOf(' 2010-01-15 .. 2010-02-01T12:00 '.replaceAll(' ', ''))).toEqual({ from: '2010-01-15', to: '2010-02-01T12:00' });
  });
  test('may be open at one end', () => {
    expect(periodOf('2015..')).toEqual({ from: '2015-01-01', to: null });
    expect(periodOf('..2015')).toEqual({ from: null, to: '2015-12-31' });
  });
  test.each(['', '..', '2015..2014', '15', '2015-13', '2015..2016..2017', 'a year', '2015-02-30'])('is not "%s"', (text) => {
    expect(periodOf(text)).toBeUndefined();
  });
});
