import { describe, expect, it } from 'vitest';
import { choice, flag, int, json, type Param, real, text } from '../../../engine/strategy/params.ts';
import { custom, many, quotes, roleOf, trades } from '../../../engine/strategy/roles.ts';

const refused = (param: Param<unknown>, raw: unknown): string => {
  try {
    return `read as ${JSON.stringify(param.parse(raw))}`;
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return (error as Error).message;
  }
};

describe('a parameter', () => {
  it('that is whole is read from numbers and their texts', () => {
    const fast = int(10, { min: 2, max: 100 });
    expect([fast.initial, fast.parse(2), fast.parse('100'), fast.search, fast.accepts]).toEqual([
      10,
      2,
      100,
      { min: 2, max: 100, step: 1 },
      'an integer from 2 to 100',
    ]);
    expect(['1', 101, 2.5, '', ' ', 'ten', null, Number.NaN, [5], true].map((raw) => refused(fast, raw))).toEqual(
      ['1', '101', '2.5', '', ' ', 'ten', 'null', 'null', '[5]', 'true'].map(
        (was) => `Expected an integer from 2 to 100, but it was "${was}"`,
      ),
    );
  });

  it('that is real has bounds, and a step for searching', () => {
    const stop = real(0.03, { min: 0, max: 0.2, step: 0.005 });
    expect([stop.parse(0), stop.parse('0.2'), stop.search]).toEqual([0, 0.2, { min: 0, max: 0.2, step: 0.005 }]);
    expect(real(1, { min: 0, max: 2 }).search).toEqual({ min: 0, max: 2, step: 0.2 });
    expect(refused(stop, 0.21)).toBe('Expected a number from 0 to 0.2, but it was "0.21"');
    expect(refused(stop, Number.POSITIVE_INFINITY)).toMatch(/^Expected a number/);
  });

  it('that is a choice is one of its words, the first to begin with', () => {
    const mode = choice('slow', 'fast');
    expect([mode.initial, mode.parse('fast'), mode.search]).toEqual(['slow', 'fast', { values: ['slow', 'fast'] }]);
    expect(refused(mode, 'Fast')).toBe('Expected one of slow, fast, but it was "Fast"');
  });

  it('that is a flag reads yes and no', () => {
    const on = flag(true);
    expect([true, 'true', 'yes', '1', 1, false, 'false', 'no', '0', 0].map((raw) => on.parse(raw))).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(refused(on, 'maybe')).toBe('Expected true or false, but it was "maybe"');
    expect(refused(on, 'toString')).toBe('Expected true or false, but it was "toString"');
    expect(on.search).toEqual({ values: [false, true] });
  });

  it('that is a text or JSON is taken as it is', () => {
    expect([text('a').parse('b'), text('a').search]).toEqual(['b', { values: ['a'] }]);
    expect(refused(text('a'), 5)).toBe('Expected a text, but it was "5"');
    const list = json<readonly number[]>([], 'a list', (value): value is readonly number[] => Array.isArray(value));
    expect([list.parse([1]), list.initial, list.search]).toEqual([[1], [], { values: [[]] }]);
    expect(refused(list, { a: 1 })).toBe('Expected a list, but it was "{"a":1}"');
  });
});

describe('a role', () => {
  it('is the bars of one instrument unless it says more', () => {
    expect(
      [roleOf('asset'), roleOf(many('universe')), quotes('book'), trades('tape'), custom('signal')].map(({ role, kind, many: several }) => [
        role,
        kind,
        several,
      ]),
    ).toEqual([
      ['asset', 'bars', false],
      ['universe', 'bars', true],
      ['book', 'quotes', false],
      ['tape', 'trades', false],
      ['signal', 'custom', false],
    ]);
  });
});
