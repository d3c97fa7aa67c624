import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../data/quality/check.ts';
import { barBlock, block, check, one, walk } from './blocks.ts';

const DAILY = { timeframe: '1d' };

describe('bad-print', () => {
  const withLow = (low: number) => walk('1d', '2024-01-01', 60, (k, bar) => (k === 40 ? [bar[0], bar[1], low, bar[3], 1] : bar));

  it('is a low or high alone, 20 usual ranges and 5 % from both closes', () => {
    expect(one('bad-print', DAILY, withLow(10))).toBe(
      '1 warning: 1 bars whose high or low is far from every other price around: bad prints, or a crash that came back @ x.csv, line 42',
    );
    // These bars range 1.3 % a day, the step from close to close included: the limit is about 26 %.
    expect(one('bad-print', DAILY, withLow(85))).toBe('');
    const high = walk('1d', '2024-01-01', 60, (k, bar) => (k === 40 ? [bar[0], 1000, bar[2], bar[3], 1] : bar));
    expect(one('bad-print', DAILY, high)).toMatch(/^1 warning/);
  });

  it('is no crash that stays, and no gap', () => {
    const fall = walk('1d', '2024-01-01', 60, (k, bar) => (k < 40 ? bar : k === 40 ? [bar[0], bar[1], 30, 31, 1] : [31, 32, 30, 31, k]));
    expect(one('bad-print', DAILY, fall)).toBe('');
  });

  it('is seen in the first bar of a block, against the close of the block before', () => {
    const first = walk('1d', '2024-01-01', 40);
    const second = walk('1d', '2024-02-10', 2, (k, bar) => (k === 0 ? [10, bar[1], 10, bar[3], 1] : bar));
    expect(one('bad-print', DAILY, first, second)).toMatch(/^1 warning.*line 2$/);
  });

  it('may be left out', () => {
    const { blocks } = check({ ...DAILY, policies: { 'bad-print': 'drop' } }, withLow(10));
    expect(blocks[0]!.rows).toBe(59);
  });

  it('is not asked of prices at zero and below', () => {
    const policies = { 'non-positive': 'keep' as Policy };
    const rows = [
      ['2020-04-17', 18, 19, 17, 18],
      ['2020-04-20', 17, 18, -40, -37],
      ['2020-04-21', -14, 10, -16, 10],
    ] as const;
    expect(one('bad-print', { ...DAILY, policies }, barBlock('1d', rows))).toBe('');
    expect(one('spike', { ...DAILY, policies }, barBlock('1d', rows))).toBe('');
  });
});

describe('spike', () => {
  const at = (k: number, price: number) => walk('1m', '2024-01-01', 30, (j, bar) => (j === k ? [price, price, price, price, 1] : bar));

  it('is a close far from the one before and the one after', () => {
    expect(one('spike', {}, at(20, 10))).toBe(
      '1 warning: 1 bars close far from the one before and from the one after: bad prints, or a crash that came back @ x.csv, line 22',
    );
    expect(one('spike', {}, at(20, 200))).toMatch(/^1 warning/);
    expect(one('spike', {}, at(20, 104))).toBe('');
    expect(one('spike', {}, at(29, 10)), 'nobody knows yet').toBe('');
  });

  it('is seen across blocks', () => {
    const first = walk('1m', '2024-01-01T00:00', 10, (k, bar) => (k === 9 ? [1, 1, 1, 1, 1] : bar));
    expect(one('spike', {}, first, walk('1m', '2024-01-01T00:10', 5))).toMatch(/^1 warning.*line 11$/);
  });

  it('of trades is one print', () => {
    const prices = [100, 100.01, 100, 60, 100.02, 100.01];
    const trades = block(
      ['times', 'price', 'size', 'side'],
      prices.map((price, k) => [k, price, 1, 0]),
    );
    expect(one('spike', { kind: 'trades', timeframe: '' }, trades)).toBe(
      '1 warning: 1 trades are far from the one before and from the one after: bad prints, or a crash that came back @ x.csv, line 5',
    );
  });

  it('cannot be left out: it is known only after its row has gone', () => {
    expect(() => check({ policies: { spike: 'drop' } }, at(20, 10))).toThrow(
      'Expected the policy of the check spike to be fail, warn, keep',
    );
    expect(() => check({ policies: { spike: 'fail' } }, at(20, 10))).toThrow(
      'x.csv, line 22: Expected nothing for the check spike, which is set to fail, but it was "1 bars close far from',
    );
  });
});

describe('split', () => {
  const jump = (factor: number, rest: (k: number) => number = () => factor) =>
    walk('1d', '2024-01-01', 60, (k, bar) => (k < 40 ? bar : bar.map((value, j) => (j < 4 ? value / rest(k) : value))));

  it.each([
    [7, '7:1'],
    [2, '2:1'],
    [1.5, '3:2'],
    [1 / 10, '1:10'],
  ])('is a jump by %d that stays', (factor, ratio) => {
    expect(one('split', DAILY, jump(factor))).toBe(
      `1 warning: 1 jumps look like splits that the prices are not adjusted for (such as ${ratio}) @ x.csv, line 42`,
    );
  });

  it('is no jump by another factor, no small one upward, and none that comes back', () => {
    expect([one('split', DAILY, jump(1.7)), one('split', DAILY, jump(2 / 3)), one('split', DAILY, jump(1.1))]).toEqual(['', '', '']);
    expect(
      one(
        'split',
        DAILY,
        jump(2, (k) => (k < 43 ? 2 : 1)),
      ),
    ).toBe('');
  });

  it('is no return from where the price had just gone', () => {
    expect(
      one(
        'split',
        DAILY,
        walk('1d', '2024-01-01', 60, (k, bar) => (k === 38 ? bar.map((value) => value / 2) : bar)),
      ),
    ).toBe('');
  });

  it('is no jump over a hole', () => {
    const { columns, rows } = walk('1d', '2024-01-01', 40);
    const after = walk('1d', '2025-01-01', 20, (_, bar) => bar.map((value) => value / 2));
    expect(one('split', DAILY, { rows, columns }, after)).toBe('');
  });

  it('is silent where it is on record', () => {
    const on = (day: string, value: number) => ({ ...DAILY, splits: { times: [Date.parse(day)], values: [value] } });
    expect(one('split', on('2024-02-10', 7), jump(7))).toBe('');
    expect(one('split', on('2024-02-10', 2), jump(7))).toMatch(/^1 warning/);
    expect(one('split', on('2024-03-10', 7), jump(7))).toMatch(/^1 warning/);
  });

  it('counts at the end of the series, as far as the price has stayed', () => {
    const late = walk('1d', '2024-01-01', 42, (k, bar) => (k < 40 ? bar : bar.map((value) => value / 4)));
    expect(one('split', DAILY, late)).toMatch(/4:1/);
  });
});

describe('split-in-bar', () => {
  const inside = (close: number, k0 = 40) =>
    walk('1m', '2024-01-01', 60, (k, bar) =>
      k < k0 ? bar : k === k0 ? [bar[0], bar[0], close, close, 1] : bar.map((value) => (value * close) / 100.7),
    );

  it('is a bar that begins at the old price and ends at the new one', () => {
    expect(one('split-in-bar', {}, inside(100.7 / 7))).toBe(
      '1 warning: 1 bars begin before what looks like a split (7:1) and end after it @ x.csv, line 42',
    );
    expect(one('split', {}, inside(100.7 / 7))).toBe('');
  });

  it('is no fall by a third', () => {
    expect(one('split-in-bar', {}, inside(100.7 / 1.5))).toBe('');
  });
});
