import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../../engine/model/errors.ts';
import { readSpace, type Searchable, type Written } from '../../../engine/research/read-space.ts';
import { choice, flag, int, real, text } from '../../../engine/strategy/params.ts';

const params = {
  fast: int(10, { min: 2, max: 100 }),
  slow: int(30, { min: 5, max: 400, step: 5 }),
  stop: real(0.03, { min: 0.005, max: 0.2, step: 0.005 }),
  ma: choice('sma', 'ema'),
  trail: flag(false),
  note: text(''),
};
const run: Searchable = {
  strategies: [{ id: 'cross', params, values: { fast: 10, slow: 30, stop: 0.03, ma: 'sma', trail: false, note: '' } }],
  isList: false,
  roles: ['asset'],
};
const read = (written: Written[], conditions: string[] = [], over: Partial<Searchable> = {}) =>
  readSpace(written, conditions, { ...run, ...over });
const one = (name: string, values: Written[1], over: Partial<Searchable> = {}) => read([[name, values]], [], over).dimensions[0];
const refused = (written: Written[], conditions: string[] = [], over: Partial<Searchable> = {}) => {
  try {
    read(written, conditions, over);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return 'nothing was refused';
};

describe('a space of nothing written', () => {
  test('has every parameter over the range that it declares', () => {
    expect(read([]).dimensions).toEqual([
      { kind: 'integer', name: 'fast', at: ['params', 'fast'], from: 2, to: 100, step: 1, scale: 'linear' },
      { kind: 'integer', name: 'slow', at: ['params', 'slow'], from: 5, to: 400, step: 5, scale: 'linear' },
      { kind: 'number', name: 'stop', at: ['params', 'stop'], from: 0.005, to: 0.2, step: 0.005, scale: 'linear' },
      { kind: 'choice', name: 'ma', at: ['params', 'ma'], choices: ['sma', 'ema'] },
      { kind: 'boolean', name: 'trail', at: ['params', 'trail'], choices: [false, true] },
    ]);
  });
  test('is refused where there is no parameter', () => {
    expect(refused([], [], { strategies: [{ id: 'hold', params: {}, values: {} }] })).toContain(
      'Expected a strategy with parameters to search',
    );
  });
});

describe('the values of a parameter', () => {
  test('are a range with a step, a factor, a scale, or none of them', () => {
    expect(one('fast', '5:50:5')).toMatchObject({ kind: 'integer', from: 5, to: 50, step: 5, scale: 'linear' });
    expect(one('fast', '5:50')).toMatchObject({ kind: 'integer', step: null });
    expect(one('slow', '10:320:x2')).toMatchObject({ kind: 'integer', step: 2, scale: 'log' });
    expect(one('stop', '0.01:0.1:log')).toMatchObject({ kind: 'number', step: null, scale: 'log' });
    expect(one('stop', '0.01:0.1')).toMatchObject({ kind: 'number', step: null, scale: 'linear' });
  });
  test('are a list, which the parameter reads', () => {
    expect(one('fast', '5, 10,20')).toEqual({ kind: 'choice', name: 'fast', at: ['params', 'fast'], choices: [5, 10, 20] });
    expect(one('ma', 'ema|sma')).toMatchObject({ choices: ['ema', 'sma'] });
    expect(one('trail', 'yes,no')).toMatchObject({ kind: 'boolean', choices: [true, false] });
    expect(one('fast', [3, 4])).toMatchObject({ choices: [3, 4] });
  });
  test('are what it declares where only its name is given', () => {
    expect(one('slow', undefined)).toMatchObject({ from: 5, to: 400, step: 5 });
    expect(refused([['note', undefined]])).toBe('Expected values of "note", as in note=5:50:5 or note=a,b, but it was without any');
  });
  test.each([
    ['fast', '50:5:5', 'Expected "fast" to end at 50 or above, where it begins, but it was "5"'],
    ['fast', '5:50:0', 'Expected the step of "fast" to be above 0, but it was "0"'],
    ['fast', '5:50:-5', 'Expected the step of "fast" to be above 0, but it was "-5"'],
    ['fast', '5:50:2.5', 'Expected the step of "fast" to be a whole number, but it was "2.5"'],
    ['fast', '5:50:x1', 'Expected the factor of "fast" to be above 1, but it was "1"'],
    ['fast', '1:50:5', 'Expected "fast" to be an integer from 2 to 100, but it was "1"'],
    [
      'fast',
      '5:Infinity:5',
      'Expected "fast" to be FROM:TO, FROM:TO:STEP, FROM:TO:xFACTOR, FROM:TO:log or a list of numbers, but it was "5:Infinity:5"',
    ],
    ['fast', '5,5', 'Expected each value of "fast" once, but it was "5" twice'],
    ['fast', '5,,6', 'Expected "fast" to be an integer from 2 to 100, but it was ""'],
    ['fast', '5,ten', 'Expected "fast" to be an integer from 2 to 100, but it was "ten"'],
    ['stop', '0.1:0.5', 'Expected "stop" to be a number from 0.005 to 0.2, but it was "0.5"'],
    ['ma', 'sma,wma', 'Expected "ma" to be one of sma, ema, but it was "wma"'],
    ['ma', '1:5', 'Expected a list of values of "ma" (one of sma, ema), but it was "1:5"'],
  ])('are refused: %s=%s', (name, values, sentence) => {
    expect(refused([[name, values]])).toBe(sentence);
  });
  test('are given once', () => {
    expect(
      refused([
        ['fast', '1:5'.replace('1', '2')],
        ['fast', '7,8'],
      ]),
    ).toBe('Expected values of "fast" once, but it was twice');
    expect(refused([['fast', []]])).toBe('Expected values of "fast", but it was one without any');
  });
});

describe('what else varies', () => {
  test('is an instrument, by its role where there are several', () => {
    expect(one('instrument', 'AAPL@1d, MSFT@1d')).toEqual({
      kind: 'choice',
      name: 'instrument',
      at: ['feeds', 'asset'],
      choices: ['AAPL@1d', 'MSFT@1d'],
    });
    expect(one('instrument', 'synthetic:seed=1,bars=9|synthetic:seed=2,bars=9')).toMatchObject({
      choices: ['synthetic:seed=1,bars=9', 'synthetic:seed=2,bars=9'],
    });
    expect(one('instrument.b', 'X@1d', { roles: ['a', 'b'] })).toMatchObject({ at: ['feeds', 'b'] });
    expect(one('instrument', './x.csv', { sourceOf: (source) => `there/${source}` })).toMatchObject({ choices: ['there/./x.csv'] });
    expect(refused([['instrument', 'X@1d']], [], { roles: ['a', 'b'] })).toBe(
      'Expected one of instrument.a, instrument.b, but it was "instrument"',
    );
  });
  test('is a period, which a parameter of that name hides', () => {
    expect(one('period', '2010..2012,2013')).toMatchObject({ at: ['window'], choices: ['2010..2012', '2013'] });
    const hidden: Partial<Searchable> = {
      strategies: [{ id: 'rsi', params: { period: int(14, { min: 2, max: 50 }) }, values: { period: 14 } }],
    };
    expect(one('period', '10,20', hidden)).toMatchObject({ at: ['params', 'period'] });
    expect(one('window', '2010', hidden)).toMatchObject({ at: ['window'] });
    expect(refused([['period', '2012..2010']])).toBe(
      'Expected "period" to be periods such as 2015 or 2010-01..2014-06, but it was "2012..2010"',
    );
  });
  test('is any value of the run file, as the number or word it is', () => {
    expect(one('costs.fee.rate', '0,0.001')).toMatchObject({ at: ['costs', 'fee', 'rate'], choices: [0, 0.001] });
    expect(one('sizer.fraction', '0.1:0.9:0.1')).toMatchObject({ kind: 'number', from: 0.1, to: 0.9, step: 0.1 });
    expect(one('account.leverage', '1:5:1')).toMatchObject({ kind: 'integer' });
    expect(one('simulator.path', 'pessimistic,o-h-l-c')).toMatchObject({ choices: ['pessimistic', 'o-h-l-c'] });
  });
  test('is a parameter of one of several strategies', () => {
    const two: Partial<Searchable> = { isList: true, strategies: ['a', 'b'].map((id) => ({ id, params, values: { fast: 10, slow: 30 } })) };
    expect(one('b.fast', '5,6', two)).toMatchObject({ name: 'b.fast', at: ['strategies', '1', 'params', 'fast'] });
    expect(read([['b.fast', '5:40:5']], ['b.fast < a.slow'], two).constraints[0]!.holds({ 'b.fast': 30 })).toBe(false);
  });
  test('is refused where nothing has that name', () => {
    expect(refused([['fsat', '1,2']])).toBe(
      'Expected one of fast, slow, stop, ma, trail, note, instrument, period, or a path of the run file such as costs.fee.rate, but it was "fsat"; did you mean "fast"?',
    );
  });
});

describe('conditions', () => {
  test('speak of what varies and of what the run fixes', () => {
    expect(read([['fast', '20:40:5']], ['fast < slow']).constraints[0]!.holds({ fast: 30 })).toBe(false);
  });
  test('that nothing satisfies are refused', () => {
    expect(
      refused(
        [
          ['fast', '5,10'],
          ['slow', '5,10'],
        ],
        ['fast < slow', 'slow < fast'],
      ),
    ).toBe('Expected a combination that satisfies "fast < slow" and "slow < fast", but none of 4 does');
    expect(refused([['stop', '0.01:0.1']], ['stop > 0.5'])).toBe('Expected a combination that satisfies "stop > 0.5", but none was found');
  });
});
