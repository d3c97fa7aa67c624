import { describe, expect, it } from 'vitest';
import { QualityCheck, warningsOf } from '../../../data/quality/check.ts';
import { ConfigError, DataError } from '../../../engine/model/errors.ts';
import { barBlock, block, check, said } from './blocks.ts';

const A = ['2020-01-01', 10, 12, 9, 11, 100] as const;
const B = ['2020-01-02', 11, 13, 10, 12, 200] as const;
const DAILY = { timeframe: '1d' };
const QUOTES = ['times', 'bid', 'ask', 'bidSize', 'askSize'];
const TRADES = ['times', 'price', 'size', 'side'];

describe('rows that no run can have', () => {
  it.each([
    ['an empty price', [A, ['2020-01-02', 11, 13, Number.NaN, 12, 200]], 'line 3: Expected a price above 0 in column low, but it was ""'],
    [
      'an infinite price',
      [A, ['2020-01-02', 11, Infinity, 10, 12]],
      'line 3: Expected a price above 0 in column high, but it was "Infinity"',
    ],
    ['a price of zero', [A, ['2020-01-02', 11, 13, 0, 12]], 'line 3: Expected a price above 0 in column low, but it was "0"'],
    ['a negative price', [['2020-01-01', 10, 12, 9, -12], B], 'line 2: Expected a price above 0 in column close, but it was "-12"'],
    [
      'rows out of order',
      [B, A],
      'line 3: Expected a time after 2020-01-02T00:00:00.000Z of the row before (sort the file, oldest row first), but it was "2020-01-01T00:00:00.000Z"',
    ],
    [
      'one time twice with other numbers',
      [A, ['2020-01-01', 10, 12, 9, 11, 101]],
      'line 3: Expected one row per time, but it was "2020-01-01T00:00:00.000Z" again with other numbers',
    ],
    [
      'bars that overlap',
      [A, ['2020-01-01T12:00', 10, 12, 9, 11]],
      'line 3: Expected a bar that begins at 2020-01-02T00:00:00.000Z or later, as bars of 1d do, but it was "2020-01-01T12:00:00.000Z"',
    ],
  ] as const)('%s', (_, rows, message) => {
    const failed = (): unknown => check(DAILY, barBlock('1d', rows));
    expect(failed).toThrow(`x.csv, ${message}`);
    expect(failed).toThrow(DataError);
    const [first, second] = rows;
    const quality = new QualityCheck({ name: 'x.csv', kind: 'bars', ...DAILY });
    expect(() => {
      quality.take(barBlock('1d', [first]));
      quality.take(barBlock('1d', [second], 3));
    }, 'in two blocks').toThrow(`x.csv, ${message}`);
  });

  it('of ticks and of custom rows', () => {
    const T = '2020-01-01T10:00';
    const quotes = (...rows: readonly (readonly [string, ...number[]])[]) => check({ kind: 'quotes', timeframe: '' }, block(QUOTES, rows));
    expect(() => quotes([T, -1, 11, 1, 1])).toThrow('x.csv, line 2: Expected a price above 0, but it was "-1"');
    expect(() => quotes([T, 10, 11, 1, 1], ['2020-01-01T09:59', 10, 11, 1, 1])).toThrow(
      'x.csv, line 3: Expected 2020-01-01T10:00:00.000Z of the row before or later (sort the file, oldest row first), but it was "2020-01-01T09:59:00.000Z"',
    );
    const trades = (price: number, size: number) => check({ kind: 'trades', timeframe: '' }, block(TRADES, [[T, price, size, 0]]));
    expect(() => trades(0, 1)).toThrow('x.csv, line 2: Expected a price above 0, but it was "0"');
    expect(() => trades(1, Number.NaN)).toThrow('x.csv, line 2: Expected a size in column size, but it was ""');
    const custom = block(
      ['knownAt', 'about', 'score'],
      [
        ['2020-01-02', 0, 1],
        ['2020-01-01', 0, 1],
      ],
    );
    expect(() => check({ kind: 'custom', timeframe: '' }, custom)).toThrow(
      'x.csv, line 3: Expected 2020-01-02T00:00:00.000Z of the row before',
    );
  });
});

describe('rows that are left out', () => {
  it('are those repeated in full, also from one block to the next', () => {
    const { findings, blocks } = check(DAILY, barBlock('1d', [A, A, B]), barBlock('1d', [B, ['2020-01-03', 1, 1, 1, 1]], 5));
    expect(said(findings)).toContain('duplicate 2 warning: 2 rows repeated in full were dropped @ x.csv, line 3');
    expect(blocks.map(({ columns }) => Array.from(columns['open']!))).toEqual([[10, 11], [1]]);
    expect(blocks.map((one) => one.place!(one.rows - 1))).toEqual(['x.csv, line 4', 'x.csv, line 6']);
  });

  it('are those that a policy says', () => {
    const rows = [A, ['2020-01-02', 0, 13, 10, 12], ['2020-01-03', 5, 4, 3, 4], ['2020-01-03', 6, 6, 6, 6], A] as const;
    const policies = { unsorted: 'drop', conflict: 'drop', 'non-positive': 'drop', ohlc: 'drop' } as const;
    const { findings, blocks } = check({ ...DAILY, policies }, barBlock('1d', rows));
    expect(said(findings).slice(0, 4)).toEqual([
      'unsorted 1 error: 1 rows go back in time, left out @ x.csv, line 6',
      'conflict 1 error: 1 rows of a time that another row has, with other numbers, left out @ x.csv, line 5',
      'non-positive 1 error: 1 rows have a price of zero or below, left out @ x.csv, line 3',
      'ohlc 1 warning: 1 bars whose high or low does not contain open and close, left out @ x.csv, line 4',
    ]);
    expect(blocks[0]!.rows).toBe(1);
    expect(Array.from(blocks[0]!.columns['close']!)).toEqual([11]);
  });

  it('are those that would fail, where errors are counted', () => {
    const { findings, blocks } = check({ ...DAILY, errors: 'count' }, barBlock('1d', [B, A, ['2020-01-03', 1, 1, 1, Number.NaN]]));
    expect(said(findings)).toEqual([
      'unsorted 1 error: 1 rows go back in time, left out @ x.csv, line 3',
      'missing 1 error: 1 rows lack a value, left out @ x.csv, line 4',
    ]);
    expect(blocks[0]!.rows).toBe(1);
  });

  it('are none where nothing is wrong: the block is handed on as it is', () => {
    const clean = barBlock('1d', [A, B]);
    expect(check(DAILY, clean).blocks[0]).toBe(clean);
  });
});

describe('rows that are passed on with a word', () => {
  it('are crooked bars', () => {
    const { findings } = check(DAILY, barBlock('1d', [A, ['2020-01-02', 11, 11.5, 10, 12], ['2020-01-03', 11, 12, 11.5, 12]]));
    expect(warningsOf(findings, 'x.csv')).toEqual([
      'x.csv: 2 bars whose high or low does not contain open and close, the first at x.csv, line 3',
    ]);
    expect(findings[0]!.firstTs).toBe(Date.UTC(2020, 0, 2));
    expect(JSON.parse(JSON.stringify(findings))).toEqual(findings);
  });

  it('are crooked bars by the hundred, which are columns in the wrong order', () => {
    const rows = Array.from({ length: 200 }, (_, k) => [k * 60_000, 10, 10.5, 9, k < 20 ? 11 : 10] as const);
    expect(check({}, barBlock('1m', rows)).findings[0]!.message).toBe(
      '20 bars whose high or low does not contain open and close (10 % of them: are the columns taken in the wrong order?)',
    );
  });

  it('are negative prices of what may have them', () => {
    const { findings, blocks } = check(
      { ...DAILY, policies: { 'non-positive': 'keep' } },
      barBlock('1d', [['2020-04-20', -37, 5, -40, -37]]),
    );
    expect(said(findings)).toContain('non-positive 1 note: 1 rows have a price of zero or below @ x.csv, line 2');
    expect([warningsOf(findings, 'x.csv'), blocks[0]!.rows]).toEqual([[], 1]);
  });

  it('are quotes with one side, and with the bid above the ask', () => {
    const rows = [
      ['2020-01-01', 10, 11, 1, 1],
      ['2020-01-02', Number.NaN, 11, 1, 1],
      ['2020-01-02', 10, Number.NaN, 1, 1],
      ['2020-01-02', 12, 11, 1, 1],
    ] as const;
    const { findings } = check({ kind: 'quotes', timeframe: '' }, block(QUOTES, rows));
    expect(warningsOf(findings, 'x.csv')).toEqual([
      'x.csv: 2 quotes have no bid or no ask, the first at x.csv, line 3',
      'x.csv: 1 quotes have a bid above the ask, the first at x.csv, line 5',
    ]);
  });

  it('have their time for a place where the block names none', () => {
    const { rows, columns } = barBlock('1d', [['2020-01-02', 11, 11.5, 10, 12]]);
    expect(check(DAILY, { rows, columns }).findings[0]!.place).toBe('x.csv, 2020-01-02T00:00:00.000Z');
  });
});

describe('a policy', () => {
  it.each([
    [{ ohcl: 'warn' }, 'Expected a check of unsorted, duplicate, '],
    [{ ohlc: 'mend' }, 'Expected the policy of the check ohlc to be fail, warn, drop, keep, but it was "mend"'],
    [{ unsorted: 'warn' }, 'Expected the policy of the check unsorted to be fail, drop, but it was "warn"'],
  ])('that is none is refused: %j', (policies, message) => {
    const made = (): unknown => check({ policies: policies as object });
    expect(made).toThrow(message);
    expect(made).toThrow(ConfigError);
  });

  it('says how grave what is found is', () => {
    const flat = barBlock('1d', [['2020-01-02', 11, 11, 11, 11]]);
    const grave = (policy: 'keep' | 'warn' | 'fail') =>
      said(check({ ...DAILY, errors: 'count', policies: { flat: policy } }, flat).findings);
    expect([grave('keep'), grave('warn'), grave('fail')].map(([text]) => text?.split(':')[0])).toEqual([
      'flat 1 note',
      'flat 1 warning',
      'flat 1 error',
    ]);
  });

  it('of fail makes an error of a warning', () => {
    expect(() => check({ ...DAILY, policies: { ohlc: 'fail' } }, barBlock('1d', [['2020-01-02', 11, 11.5, 10, 12]]))).toThrow(
      'x.csv, line 2: Expected nothing for the check ohlc, which is set to fail, but it was "1 bars whose high or low',
    );
  });
});
