import { describe, expect, it } from 'vitest';
import { crossedAbove, crossedBelow } from '../../../engine/indicators/cross.ts';
import { sma } from '../../../engine/indicators/sma.ts';
import { HISTORY } from '../../../engine/model/line.ts';
import { BarSeries, barColumns } from '../../../engine/model/series.ts';
import { AuthorLine } from '../../../engine/strategy/author-line.ts';
import { values } from '../../contract/indicator-bars.ts';

/** Signs of the crosses of `a` over `b`, row by row: `^` above, `v` below, `.` none. */
function crosses(a: readonly number[], b: readonly number[] | number): string {
  const [one, other] = [new AuthorLine(), new AuthorLine()];
  return a
    .map((value, row) => {
      one.push(value);
      if (typeof b !== 'number') other.push(b[row]!);
      const second = typeof b === 'number' ? b : other;
      const [above, below] = [crossedAbove(one, second), crossedBelow(one, second)];
      expect(above && below).toBe(false);
      return above ? '^' : below ? 'v' : '.';
    })
    .join('');
}
const NONE = Number.NaN;

describe.each([
  ['a line', (level: number, rows: number): readonly number[] => Array.from({ length: rows }, () => level)],
  ['a number', (level: number): number => level],
] as const)('a cross with %s', (_, second) => {
  const signs = (...a: number[]): string => crosses(a, second(5, a.length));

  it('is reported once, on the row that completes it', () => {
    expect(signs(4, 6, 7, 6, 4, 3, 6)).toBe('.^..v.^');
  });

  it('is one cross when it pauses at equality, however long', () => {
    expect(signs(4, 5, 5, 5, 6)).toBe('....^');
    expect(signs(6, 5, 4)).toBe('..v');
  });

  it('is none where the line touches and turns back', () => {
    expect(signs(4, 5, 4, 5, 5, 4)).toBe('......');
    expect(signs(6, 5, 6, 5, 5, 6)).toBe('......');
  });

  it('is none on the first row, and none after ties alone', () => {
    expect(signs(6)).toBe('.');
    expect(signs(5, 5, 6)).toBe('...');
  });

  it('is none where a side is not known: after a NaN, at a NaN, before the first value', () => {
    expect(signs(NONE, 6, 4)).toBe('..v');
    expect(signs(4, NONE, 6, 4)).toBe('...v');
    expect(signs(4, 5, NONE, 5, 6)).toBe('.....');
  });

  it('is none where the lines have been equal for longer than is remembered', () => {
    const ties = (count: number): number[] => [4, ...Array.from({ length: count }, () => 5), 6];
    expect(signs(...ties(HISTORY - 1)).at(-1)).toBe('^');
    expect(signs(...ties(HISTORY)).at(-1)).toBe('.');
  });
});

describe('a cross of two lines', () => {
  it('needs both to be known', () => {
    expect(crosses([4, 4, 6], [NONE, 5, 5])).toBe('..^');
    expect(crosses([4, 6, 6], [5, NONE, 5])).toBe('...');
  });

  it('above is a cross below, seen from the other line', () => {
    const [a, b] = [
      [1, 3, 3, 2, 1, 2, 2, 5],
      [2, 2, 3, 3, 1, 1, 2, 4],
    ];
    expect(crosses(a, b)).toBe('.^.v.^..');
    expect(crosses(b, a)).toBe('.v.^.v..');
  });

  it('is not decided by rounding where two averages tie exactly', () => {
    // 0.1 + 0.2 + 0.3 summed as it comes and 0.2 x 3 are not the same double; the averages are equal in truth.
    const prices = [0.3, 0.2, 0.1, 0.3, 0.2, 0.1, 0.3, 0.2, 0.1, 0.3, 0.2, 0.1];
    const columns = barColumns(prices.length);
    prices.forEach((price, k) => {
      columns.close[k + 1] = price;
    });
    const series = new BarSeries('A', columns);
    const three = sma(series.close, 3);
    const six = sma(series.close, 6);
    const seen: boolean[] = [];
    for (let row = 1; row <= prices.length; row++) {
      series.advance();
      seen.push(crossedAbove(three, six) || crossedBelow(three, six));
    }
    expect(seen).not.toContain(true);
    expect([...values(columns, ({ close }) => sma(close, 6))].slice(6)).toEqual(
      [...values(columns, ({ close }) => sma(close, 3))].slice(6),
    );
  });
});
