import { describe, expect, it } from 'vitest';
import { type Course, firstChange } from '../../../../engine/research/lookahead/decision.ts';
import type { Held } from '../../../../engine/research/lookahead/held.ts';
import { momentsOf } from '../../../../engine/research/lookahead/moments.ts';
import { convergenceOf } from '../../../../engine/research/lookahead/warm-up.ts';

const courseOf = (decisions: readonly (readonly [ts: number, gist: string])[], fault: Course['fault'] = null): Course => ({
  ...{ fault, stack: null, refused: [] },
  decisions: decisions.map(([ts, gist]) => ({ ts, gist, text: `ctx.${gist}` })),
});

describe('two courses', () => {
  const whole = courseOf([
    [1, 'buy X'],
    [3, 'close X'],
    [5, 'buy X'],
  ]);

  it('are the same up to a moment where all decisions until then are', () => {
    const other = courseOf([
      [1, 'buy X'],
      [3, 'close X'],
      [5, 'sell X'],
    ]);
    expect(firstChange(whole, other, 4)).toBeUndefined();
    expect(firstChange(whole, other, 5)).toMatchObject({ number: 2, before: { gist: 'buy X' }, after: { gist: 'sell X' } });
  });

  it('differ where one has a decision more, or the same one at another time', () => {
    expect(firstChange(whole, courseOf([[1, 'buy X']]), 3)).toMatchObject({ number: 1, before: { ts: 3 }, after: undefined });
    expect(firstChange(whole, courseOf([[2, 'buy X']]), 3)).toMatchObject({ number: 0, before: { ts: 1 }, after: { ts: 2 } });
  });

  it('differ where one of them fails in what is compared, not behind it', () => {
    const failed = (ts: number): Course => courseOf([[1, 'buy X']], { ts, text: 'no', isUsers: false });
    expect(firstChange(courseOf([[1, 'buy X']]), failed(3), 2)).toBeUndefined();
    expect(firstChange(courseOf([[1, 'buy X']]), failed(2), 2)?.after?.text).toBe('an error (no)');
    expect(firstChange(courseOf([]), failed(Number.NaN), 2)?.after?.gist).toBe('buy X');
  });
});

describe('the moments of cuts', () => {
  const times = Float64Array.from({ length: 101 }, (_, k) => (k === 0 ? Number.NaN : k));
  const first = { times } as unknown as Held;

  it('are half at decisions, half between them, and none at the end', () => {
    const { decisions } = courseOf([
      [10, 'buy X'],
      [20, 'buy X'],
      [100, 'buy X'],
    ]);
    expect(momentsOf(decisions, first, 4)).toEqual([10, 20, 34, 67]);
  });

  it('are all between where nothing is decided, and as many as there are rows at most', () => {
    expect(momentsOf([], first, 2)).toEqual([34, 67]);
    expect(momentsOf([], { times: times.slice(0, 4) } as unknown as Held, 9)).toEqual([1, 2]);
  });
});

describe('a later beginning', () => {
  const times = Float64Array.of(Number.NaN, 10, 20, 30, 40, 50);
  const whole = courseOf([
    [10, 'buy X'],
    [30, 'close X'],
    [50, 'buy X'],
  ]);

  it('converges behind the last decision that is another one', () => {
    const later = courseOf([
      [30, 'sell X'],
      [50, 'buy X'],
    ]);
    expect(convergenceOf(whole, later, 20, Number.NEGATIVE_INFINITY, times)).toEqual({ start: 20, rows: 1, agreed: 1, isCovered: false });
    expect(convergenceOf(whole, later, 20, 30, times).isCovered).toBe(true);
  });

  it('does at once where none is, and never where nothing agrees', () => {
    const same = courseOf([
      [30, 'close X'],
      [50, 'buy X'],
    ]);
    expect(convergenceOf(whole, same, 20, Number.NEGATIVE_INFINITY, times)).toEqual({ start: 20, rows: 0, agreed: 2, isCovered: true });
    expect(convergenceOf(whole, courseOf([]), 20, Number.NEGATIVE_INFINITY, times)).toMatchObject({ rows: 3, agreed: 0 });
  });
});
