import { describe, expect, it } from 'vitest';
import { sma } from '../../../engine/indicators/sma.ts';
import { wma } from '../../../engine/indicators/wma.ts';
import { type BarColumns, barColumns } from '../../../engine/model/series.ts';
import { randomBars, tail, values } from '../../contract/indicator-bars.ts';

/** The sum of doubles, rounded once: partial sums without overlap (Shewchuk, 1997). */
function exactSum(terms: readonly number[]): number {
  const partials: number[] = [];
  for (const term of terms) {
    let x = term;
    let kept = 0;
    for (const partial of partials) {
      const [big, small] = Math.abs(x) >= Math.abs(partial) ? [x, partial] : [partial, x];
      const sum = big + small;
      const rest = small - (sum - big);
      if (rest !== 0) partials[kept++] = rest;
      x = sum;
    }
    partials.length = kept;
    partials.push(x);
  }
  return rounded(partials);
}

/** Largest part first, up to the first one that does not fit; what is below it decides a tie (Hettinger's fsum). */
function rounded(partials: readonly number[]): number {
  let k = partials.length - 1;
  let sum = partials[k] ?? 0;
  let rest = 0;
  while (rest === 0 && k > 0) {
    const part = partials[--k]!;
    const next = sum + part;
    rest = part - (next - sum);
    sum = next;
  }
  const beyond = sum + 2 * rest;
  const tie = k > 0 && Math.sign(partials[k - 1]!) === Math.sign(rest) && beyond - sum === 2 * rest;
  return tie ? beyond : sum;
}

/** Prices with all their bits, which crash by six orders of magnitude and come back. */
function wild(rows: number): BarColumns {
  const columns = barColumns(rows);
  let state = 3;
  for (let row = 1; row <= rows; row++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const scale = Math.floor(row / 10_000) % 2 === 0 ? 30_000 : 0.03;
    columns.close[row] = scale * (1 + state / 4294967296 / 3);
  }
  return columns;
}

describe('sma', () => {
  const ROWS = 100_000;
  const PERIOD = 30;
  const cases: readonly (readonly [string, BarColumns])[] = [
    ['prices in cents', randomBars(ROWS)],
    ['prices with all their bits, through crashes by a factor of a million', wild(ROWS)],
  ];

  it.each(cases)('after 100,000 rows of %s is the same bits as computed from its window alone', (_, columns) => {
    const long = values(columns, ({ close }) => sma(close, PERIOD));
    for (let row = ROWS - 3_000; row <= ROWS; row += 97) {
      const fresh = values(tail(columns, row - PERIOD), ({ close }) => sma(close, PERIOD));
      expect(fresh[PERIOD]).toBe(long[row]);
    }
  });

  it.each(cases)('of %s is the exact sum of its window, rounded once, over its period', (_, columns) => {
    const line = values(columns, ({ close }) => sma(close, PERIOD));
    let wrong = 0;
    for (let row = PERIOD; row <= ROWS; row++)
      if (line[row] !== exactSum([...columns.close.subarray(row - PERIOD + 1, row + 1)]) / PERIOD) wrong++;
    expect(wrong).toBe(0);
  });

  it.each(cases)('of %s, of as many copies of each value as it weighs, is wma to the last bit', (_, columns) => {
    const line = values(columns, ({ close }) => wma(close, PERIOD));
    for (let row = PERIOD; row <= ROWS; row += 997) {
      const copies = [...columns.close.subarray(row - PERIOD + 1, row + 1)].flatMap((value, k) =>
        Array.from({ length: k + 1 }, () => value),
      );
      expect(line[row]).toBe(exactSum(copies) / copies.length);
    }
  });

  it('starts its window anew after a hole in its source', () => {
    const columns = barColumns(8);
    [1, 2, 3, Number.NaN, 5, 6, 7, 8].forEach((price, k) => {
      columns.close[k + 1] = price;
    });
    expect([...values(columns, ({ close }) => sma(close, 3))].slice(1)).toEqual([NaN, NaN, 2, NaN, NaN, NaN, 6, 7]);
  });
});
