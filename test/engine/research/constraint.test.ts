import { describe, expect, test } from 'vitest';
import { constraintOf } from '../../../engine/research/constraint.ts';
import { choiceOf, whole } from './fixture.ts';

const dimensions = [whole('fast', 1, 10), choiceOf('ma', 'sma', 'ema'), choiceOf('trail', true, false), choiceOf('stop', 'none', 0.1)];

describe('a constraint', () => {
  test('holds of the points that satisfy it', () => {
    const { holds, text } = constraintOf("fast < 5 or ma == 'ema' and trail", dimensions);
    expect(text).toBe("fast < 5 or ma == 'ema' and trail");
    expect(holds({ fast: 4, ma: 'sma', trail: false })).toBe(true);
    expect(holds({ fast: 5, ma: 'ema', trail: true })).toBe(true);
    expect(holds({ fast: 5, ma: 'ema', trail: false })).toBe(false);
  });
  test('may speak of what does not vary', () => {
    const { holds } = constraintOf('fast < slow', dimensions, { slow: 3 });
    expect([2, 3].map((fast) => holds({ fast }))).toEqual([true, false]);
  });
  test('compares a list of words and numbers with either', () => {
    const { holds } = constraintOf("stop == 'none' or stop > 0.05", dimensions);
    expect(['none', 0.1, 0.01].map((stop) => holds({ stop }))).toEqual([true, true, false]);
  });
  test('is refused where it is no condition, or speaks of nothing that varies', () => {
    expect(() => constraintOf('fast + 1', dimensions)).toThrow('Expected a condition such as "fast < slow", but it was "fast + 1"');
    expect(() => constraintOf('slow > 2', dimensions, { slow: 3 })).toThrow(
      'Expected a condition on what varies (fast, ma, trail, stop), but it was "slow > 2"',
    );
    expect(() => constraintOf('fast < slwo', dimensions, { slow: 3 })).toThrow('did you mean "slow"?');
  });
});
