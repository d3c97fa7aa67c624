import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, parsed } from '../../../engine/loop/canonical.ts';
import { InvariantError } from '../../../engine/model/errors.ts';

describe('the canonical text', () => {
  it('has its keys in order, no spaces, and no fields that are undefined', () => {
    expect(canonical({ b: [1, 'x', null, true], a: { z: undefined, y: '"' }, c: [undefined] })).toBe(
      '{"a":{"y":"\\""},"b":[1,"x",null,true],"c":[null]}',
    );
    expect(canonical({ a: 1, b: 2 })).toBe(canonical({ b: 2, a: 1, c: undefined }));
    expect([canonical([]), canonical({}), canonical('é🎞'), canonical(null)]).toEqual(['[]', '{}', '"é🎞"', 'null']);
  });

  it('orders keys by their code units, numbers among them', () => {
    expect(canonical({ b: 1, 10: 2, 9: 3, a: 4, B: 5, é: 6 })).toBe('{"10":2,"9":3,"B":5,"a":4,"b":1,"é":6}');
  });

  it.each([
    [-0, '-0'],
    [0, '0'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [0.1 + 0.2, '0.30000000000000004'],
    [5e-324, '5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [1e21, '1e+21'],
    [9007199254740992, '9007199254740992'],
  ])('of the number %d is %s, and reads back as it', (value, text) => {
    expect(canonical(value)).toBe(text);
    expect(parsed(text)).toBe(value);
  });

  it('of any double reads back as the same bits', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        for (const list of [[value], [value, Number.NaN]]) expect((parsed(canonical(list)) as number[])[0]).toBe(value);
      }),
      { numRuns: 5000 },
    );
  });

  it('of any plain value reads back as it, and is the same text then', () => {
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.double(),
        fc.string({ unit: 'binary' }),
        words,
        fc.boolean(),
        fc.constant(null),
        tie('list'),
        tie('record'),
      ),
      list: fc.array(tie('value'), { maxLength: 5 }),
      record: fc.dictionary(fc.oneof(fc.string(), words), tie('value'), { maxKeys: 5, noNullPrototype: true }),
    }));
    fc.assert(
      fc.property(value, (given) => {
        const text = canonical(given);
        expect(parsed(text)).toEqual(given);
        expect(canonical(parsed(text))).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a Map', new Map(), 'Map'],
    ['a date', [new Date(0)], 'Date'],
    ['a column', { prices: new Float64Array(2) }, 'Float64Array'],
    ['an instance', { at: new (class Memory {})() }, 'Memory'],
    ['a function', { at: () => 1 }, 'function'],
    ['a bigint', 1n, 'bigint'],
    ['a symbol', Symbol('x'), 'symbol'],
    ['nothing', undefined, 'undefined'],
  ])('is refused to %s', (_what, value, name) => {
    expect(() => canonical(value)).toThrow(new InvariantError(`Expected a plain value to write down, but it was "${name}"`));
  });

  it('may hold long texts beside a NaN', () => {
    const value = { text: 'a"b\\'.repeat(500_000), at: Number.NaN };
    expect(parsed(canonical(value))).toEqual(value);
  });

  it.each(['', '{', '[NaN', 'nan', 'NaNs', '"\\u0000NaN'])('is not %j', (text) => {
    expect(() => parsed(text)).toThrow(SyntaxError);
  });
});

/** Texts that look like the names of numbers, and those that begin with what marks them. */
const words = fc.constantFrom(
  'NaN',
  '-Infinity',
  '"NaN"',
  '\0NaN',
  '\0\0Infinity',
  '\0',
  'x\0NaN',
  '\\NaN',
  '\\"NaN',
  '__proto__',
  '\ud800NaN',
);
