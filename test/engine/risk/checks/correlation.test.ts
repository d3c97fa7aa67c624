import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../engine/loop/random.ts';
import type { AccountView } from '../../../../engine/model/account.ts';
import type { BarSeries } from '../../../../engine/model/series.ts';
import { DAY, HOUR } from '../../../../engine/model/time.ts';
import { CorrelatedExposure } from '../../../../engine/risk/checks/correlated-exposure.ts';
import { bars, ends, follow, live, type Row } from '../../world.ts';

const at = (prices: readonly number[]): readonly Row[] => prices.map((price) => [price, price, price, price]);

/** Tells a check the prices of instruments at times, as a run does. */
function watched(
  window: number,
  every: number,
  moments: readonly (readonly [ts: number, ...prices: readonly number[]])[],
): CorrelatedExposure {
  const check = new CorrelatedExposure(1, window, every, true, moments[0]!.length - 1);
  for (const [ts, ...prices] of moments) check.value(ts, { last: (i: number) => prices[i]! } as AccountView);
  return check;
}

describe('the correlation of two instruments', () => {
  const random = seededRandom(4);
  const days = Array.from({ length: 120 }, (_, k) => [(k + 1) * DAY, 50 + 10 * random(), 20 + 5 * random()] as const);

  it("is that of their returns over the window, Pearson's", () => {
    const returnsOf = (k: 1 | 2): number[] => days.slice(1).map((day, j) => day[k] / days[j]![k] - 1);
    const [x, y] = [returnsOf(1).slice(-30), returnsOf(2).slice(-30)];
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const product = (p: readonly number[], q: readonly number[]): number =>
      mean(p.map((value, k) => (value - mean(p)) * (q[k]! - mean(q))));
    const expected = product(x, y) / Math.sqrt(product(x, x) * product(y, y));
    expect(watched(30, DAY, days).correlation(0, 1)).toBeCloseTo(expected, 12);
  });

  it('is not known before the window is full, nor where one does not move', () => {
    expect(watched(30, DAY, days.slice(0, 30)).correlation(0, 1)).toBeNaN();
    expect(watched(30, DAY, days.slice(0, 31)).correlation(0, 1)).not.toBeNaN();
    expect(
      watched(2, DAY, [
        [DAY, 1, 5],
        [2 * DAY, 2, 5],
        [3 * DAY, 3, 5],
      ]).correlation(0, 1),
    ).toBeNaN();
  });

  it('takes a return a period, whatever comes between, and none for a period in which nothing came', () => {
    const hourly = days.flatMap(([ts, a, b]) => [[ts - 5 * HOUR, 1, 1] as const, [ts - HOUR, 99, 3] as const, [ts, a, b] as const]);
    expect(watched(30, DAY, hourly).correlation(0, 1)).toBe(watched(30, DAY, days).correlation(0, 1));
    const weekends = days.map(([ts, a, b], k) => [ts + Math.floor(k / 5) * 2 * DAY, a, b] as const);
    expect(watched(30, DAY, weekends).correlation(0, 1)).toBe(watched(30, DAY, days).correlation(0, 1));
  });

  it('closes a period that ends between two prices with the last one before', () => {
    const early = days.map(([ts, a, b]) => [ts - 3 * HOUR, a, b] as const);
    expect(watched(30, DAY, [...early, [200 * DAY + HOUR, 1, 1]]).correlation(0, 1)).toBe(watched(30, DAY, days).correlation(0, 1));
  });

  it('takes one return of a moment, however often it is told of it, and restates prices of before a split', () => {
    const twice = days.flatMap((day) => [day, day]);
    expect(watched(30, DAY, twice).correlation(0, 1)).toBe(watched(30, DAY, days).correlation(0, 1));
    const check = new CorrelatedExposure(1, 30, DAY, true, 2);
    days.forEach(([ts, a, b], k) => {
      if (k === 100) check.split(0, 4);
      check.value(ts, { last: (i: number) => (i === 1 ? b : k < 100 ? a : a / 4) } as AccountView);
    });
    expect(check.correlation(0, 1)).toBeCloseTo(watched(30, DAY, days).correlation(0, 1), 12);
  });

  it('does not depend on where the run began', () => {
    expect(watched(30, DAY, days.slice(50)).correlation(0, 1)).toBe(watched(30, DAY, days).correlation(0, 1));
  });
});

describe('exposure that moves together', () => {
  // B moves as A does, C against it: correlations of 1 and -1.
  const a = [10, 11, 10, 11, 10, 10, 10, 10];
  const c = [11, 10, 11, 10, 11, 11, 11, 11];
  const feeds = (): { a: BarSeries; b: BarSeries; c: BarSeries } => ({
    a: bars('A', '1d', at(a)),
    b: bars('B', '1d', at(a.map((price) => price * 2))),
    c: bars('C', '1d', at(c.map((price) => price - 1))),
  });
  const risk = { maxCorrelatedExposure: { limit: 0.5, window: 3 } };
  const terms = { account: { leverage: 10 }, risk };

  it('may reach the limit, to the cent: another of what moves along is refused', () => {
    const own = feeds();
    // At 10.00 and 20.00: 4000 of A, then 1000 of B are half of 10 000.
    const past = live(
      own,
      (ctx) => follow(own.a, { 4: () => [ctx.buy(own.a, { qty: 400 }), ctx.buy(own.b, { qty: 50.001 }), ctx.buy(own.b, { qty: 50 })] }),
      terms,
    );
    expect(ends(past)).toEqual(['filled', 'rejected: max-correlated-exposure', 'filled']);
  });

  it('is lessened by what moves against it', () => {
    const own = feeds();
    const past = live(
      own,
      (ctx) =>
        follow(own.a, {
          4: () => ctx.buy(own.a, { qty: 500 }),
          5: () => [
            ctx.sell(own.c, { qty: 1 }),
            ctx.buy(own.c, { qty: 100 }),
            ctx.sell(own.b, { qty: 451 }),
            ctx.sell(own.b, { qty: 450 }),
          ],
        }),
      terms,
    );
    const refused = 'rejected: max-correlated-exposure';
    // Short 9000 of B, against 5000 of A that move along and nearly 1000 of C that would move with the short.
    expect(ends(past)).toEqual(['filled', refused, 'filled', refused, 'filled']);
  });

  it('counts all that is held and waits, on the side of the order, while a correlation is not known', () => {
    const own = feeds();
    const past = live(
      own,
      (ctx) =>
        follow(own.a, {
          0: () => [ctx.sell(own.a, { qty: 400, limit: 10 }), ctx.buy(own.b, { qty: 50.001 }), ctx.buy(own.b, { qty: 50 })],
        }),
      terms,
    );
    expect(ends(past).slice(1)).toEqual(['rejected: max-correlated-exposure', 'filled']);
  });
});
