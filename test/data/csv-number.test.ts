import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBlank, parseCommaNumber, parseNumber } from '../../data/csv-number.ts';

describe('parseNumber', () => {
  it('gives the nearest double of any decimal text, as the language does', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => parseNumber(String(x)) === x));
    fc.assert(
      fc.property(fc.nat({ max: 999_999_999 }), fc.integer({ min: 0, max: 9 }), (n, d) => {
        const text = `${n}`.padStart(d + 1, '0');
        const decimal = d === 0 ? text : `${text.slice(0, -d)}.${text.slice(-d)}`;
        return parseNumber(decimal) === Number(decimal);
      }),
    );
  });
  it.each(['0.1', '123456789012345', '12345678901234.5', '1234567890123456789', '.5', '5.', '1e3', '+2', ' 7 ', '0.30000000000000004'])(
    'reads %j',
    (text) => {
      expect(parseNumber(text)).toBe(Number(text));
    },
  );
  it.each(['', ' ', '.', '-', '0x10', 'Infinity', '1e999', 'NaN', 'null', '1,5', '1.2.3', '12a'])('refuses %j', (text) => {
    expect(parseNumber(text)).toBeNaN();
  });
  it('reads minus zero as zero', () => {
    expect(Object.is(parseNumber('-0'), 0)).toBe(true);
  });
});

describe('parseCommaNumber', () => {
  it('takes a comma as the decimal sign', () => {
    expect(parseCommaNumber('167,43')).toBe(167.43);
    expect(parseCommaNumber('167.43')).toBe(167.43);
  });
  it('refuses a text with both signs', () => {
    expect(parseCommaNumber('1.167,43')).toBeNaN();
  });
});

describe('isBlank', () => {
  it('knows the ways in which a file says nothing', () => {
    expect(['', ' ', 'NaN', 'null', 'NA', 'n/a'].every(isBlank)).toBe(true);
    expect(['0', 'x', 'nullx', 'nothing'].some(isBlank)).toBe(false);
  });
});
