import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyNumber, isBlank, numberAt } from '../../../../data/read/csv/number.ts';

/** A number in the middle of other bytes. */
const parse = (text: string, comma = false): number => {
  const bytes = Buffer.from(`9${text}9`);
  return numberAt(bytes, 1, bytes.length - 1, comma);
};

describe('numberAt', () => {
  it('gives the nearest double of any decimal text, as the language does', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => parse(String(x)) === x));
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }), fc.integer({ min: 0, max: 25 }), (n, d) => {
        const digits = `${n < 0n ? -n : n}`.padStart(d + 1, '0');
        const text = `${n < 0n ? '-' : ''}${d === 0 ? digits : `${digits.slice(0, -d)}.${digits.slice(-d)}`}`;
        return parse(text) === Number(text);
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([
    '0.1',
    '123456789012345',
    '9007199254740993',
    '0.04088000000000001',
    '1234567890123456789',
    '.5',
    '5.',
    '1e3',
    '2.5E-7',
    '+2',
    ' 7 ',
    '-12',
  ])('reads %j', (text) => {
    expect(parse(text)).toBe(Number(text));
  });

  it.each(['', ' ', '.', '-', '-.', '--1', '0x10', 'Infinity', '1e999', 'NaN', 'null', '1,5', '1.2.3', '12a', '1 2'])(
    'refuses %j',
    (text) => {
      expect(parse(text)).toBeNaN();
    },
  );

  it('reads minus zero as zero', () => {
    for (const text of ['-0', '-0.00', '-0e5']) expect(Object.is(parse(text), 0)).toBe(true);
  });

  it('takes a comma as the decimal sign between semicolons, and refuses both signs', () => {
    expect([parse('167,43', true), parse('167.43', true), parse('1,5e3', true)]).toEqual([167.43, 167.43, 1500]);
    expect([parse('1.167,43', true), parse('1,167,43', true), anyNumber('1,167.43', true)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});

describe('isBlank', () => {
  it('knows the ways in which a file says nothing', () => {
    expect(['', ' ', 'NaN', 'null', 'NA', 'n/a'].every(isBlank)).toBe(true);
    expect(['0', 'x', 'nullx', 'nothing'].some(isBlank)).toBe(false);
  });
});
