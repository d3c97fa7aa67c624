import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../../engine/model/errors.ts';
import { expressionOf } from '../../../engine/research/expression.ts';

const scope = {
  fast: 'number',
  slow: 'number',
  long: 'boolean',
  ma: 'text',
  'one.fast': 'number',
  'sma-cross.fast': 'number',
  mixed: 'any',
} as const;
const at = { fast: 5, slow: 20, long: true, ma: 'ema', 'one.fast': 3, 'sma-cross.fast': 4, mixed: 7 };
const read = (text: string) => expressionOf(text, scope).read(at);
const refused = (text: string) => {
  try {
    expressionOf(text, scope);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return 'nothing was refused';
};

describe('an expression', () => {
  test('binds as arithmetic does, to the left', () => {
    expect(read('2 + 3 * 4')).toBe(14);
    expect(read('(2 + 3) * 4')).toBe(20);
    expect(read('10 - 4 - 3')).toBe(3);
    expect(read('16 / 4 / 2')).toBe(2);
    expect(read('-fast + slow')).toBe(15);
    expect(read('- - fast')).toBe(5);
    expect(read('slow % 7')).toBe(6);
    expect(read('1.5e2 + .5')).toBe(150.5);
  });
  test('compares, and may chain comparisons', () => {
    expect(read('fast < slow')).toBe(true);
    expect(read('fast >= slow')).toBe(false);
    expect(read('1 < fast < slow <= 20')).toBe(true);
    expect(read('10 < fast < slow')).toBe(false);
    expect(read('3 > 2 > 1')).toBe(true);
    expect(read('ma == \'ema\' and ma != "sma"')).toBe(true);
    expect(read('long = true')).toBe(true);
    expect(read('fast <> 5')).toBe(false);
  });
  test('joins conditions, "not" before "and" before "or"', () => {
    expect(read('not long or fast < slow')).toBe(true);
    expect(read('not (long or fast < slow)')).toBe(false);
    expect(read('long && !(fast > slow) || false')).toBe(true);
    expect(read('false and false or true')).toBe(true);
  });
  test('calls functions and chooses', () => {
    expect(read('max(fast, slow, 3) - min(fast, slow)')).toBe(15);
    expect(read('abs(fast - slow) + sqrt(16) + floor(1.9) + ceil(0.1) + round(2.5)')).toBe(24);
    expect(read('if(fast < 3, 1, 2)')).toBe(2);
    expect(read('log(exp(2))') as number).toBeCloseTo(2, 14);
  });
  test('knows names with dots, and in backquotes with any sign', () => {
    expect(read('one.fast + `sma-cross.fast`')).toBe(7);
    expect(expressionOf('slow - fast + slow', scope).names).toEqual(['slow', 'fast']);
  });
  test('comes to NaN where there is no result, and is then below and above nothing', () => {
    expect(read('1 / 0')).toBeNaN();
    expect(read('fast % 0')).toBeNaN();
    expect(read('sqrt(-1)')).toBeNaN();
    expect(read('1 / 0 > 1 or 1 / 0 < 1')).toBe(false);
    expect(expressionOf('fast + slow', scope).read({ fast: 1 })).toBeNaN();
  });
  test('looks at what may be of any kind when it is known', () => {
    expect(read('mixed > 5')).toBe(true);
    expect(expressionOf('mixed > 5', scope).read({ mixed: 'x' })).toBe(false);
  });
  test('is refused with the place where it breaks', () => {
    expect(refused('fast <')).toBe('Expected a number or a name at "fast <~" of "fast <", but it was "its end"');
    expect(refused('fast slow')).toBe('Expected an operator at "fast ~" of "fast slow", but it was "slow"');
    expect(refused('(fast < slow')).toBe('Expected ")" at "(fast < slow~" of "(fast < slow", but it was "its end"');
    expect(refused('fast ^ 2')).toContain('but it was "^ 2"');
    expect(refused('fast < and')).toContain('Expected a number or a name');
    expect(refused('')).toContain('Expected a number or a name');
    expect(refused('('.repeat(400))).toContain('Expected a number or a name');
    expect(refused('('.repeat(401))).toBe('Expected a formula of at most 400 characters, but it was "401"');
  });
  test('is refused where kinds do not fit', () => {
    expect(refused('fast and slow')).toBe('Expected a boolean in "fast and slow", but it was "a number"');
    expect(refused("ma < 'x'")).toBe('Expected a number in "ma < \'x\'", but it was "a text"');
    expect(refused('ma == fast')).toBe('Expected two of a kind beside "==" in "ma == fast", but it was "a text and a number"');
    expect(refused('-long')).toContain('Expected a number');
    expect(refused('sqrt(1, 2)')).toBe('Expected sqrt() to take one value in "sqrt(1, 2)", but it was "2 values"');
    expect(refused('if(long, 1)')).toBe('Expected if(condition, a, b) in "if(long, 1)", but it was "2 values"');
  });
  test('is refused for a name that is not known, and says which was meant', () => {
    expect(refused('fsat < slow')).toMatch(/but it was "fsat"; did you mean "fast"\?$/);
    expect(refused('maxx(1)')).toMatch(/but it was "maxx"; did you mean "max"\?$/);
    expect(refused('constructor < 1')).toContain('but it was "constructor"');
    expect(refused('toString(1)')).toContain('but it was "toString"');
  });
});
