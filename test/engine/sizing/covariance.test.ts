import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instrumentOf } from '../../../engine/model/instrument.ts';
import { DAY, HOUR } from '../../../engine/model/time.ts';
import { covarianceOf } from '../../../engine/sizing/covariance.ts';
import { equalRisk } from '../../../engine/sizing/equal-risk.ts';
import { equalRiskWeights } from '../../../engine/sizing/equal-risk-weights.ts';
import { volatilityTarget } from '../../../engine/sizing/volatility-target.ts';
import { deskOf, pass, requestOf } from './desk.ts';
import { closes, covary, returnsOf, times, walks } from './series.ts';

const at = times(80, DAY);
const series = (id: string, prices: readonly number[]) =>
  closes(
    id,
    prices.map((price, k) => [at[k]!, price]),
  );

describe('covariances', () => {
  it('are those of the returns of the last bars', () => {
    const prices = walks(3, 80, [0.01, 0.03, 0.02], 0.6);
    const all = prices.map((own, i) => series(`S${i}`, own));
    pass(80, ...all);
    const { members, matrix } = covarianceOf(all, 1, 30)!;
    expect(members).toEqual([0, 1, 2]);
    const last = prices.map((own) => returnsOf(own).slice(-30));
    members.forEach((a) => {
      members.forEach((b) => {
        expect(matrix[a * 3 + b]).toBeCloseTo(covary(last[a]!, last[b]!), 15);
      });
    });
  });

  it('are counted between the closes of the slowest, by the newest prices known there', () => {
    // One closes on weekdays, the other every six hours.
    const days = times(30, DAY, (ts) => ![0, 6].includes(new Date(ts).getUTCDay()));
    const hours = times(200, 6 * HOUR);
    const [slow, fast] = walks(4, 200, [0.02, 0.005]);
    const exchange = closes(
      'A',
      days.map((ts, k) => [ts, slow![k]!]),
    );
    const coin = closes(
      'B',
      hours.map((ts, k) => [ts + HOUR, fast![k]!]),
    );
    pass(30, exchange);
    const now = days[29]!;
    while (coin.row < 200 && hours[coin.row]! + HOUR <= now) coin.advance();
    const { matrix } = covarianceOf([exchange, coin], 1, 10)!;
    const known = days.slice(-11).map((ts) => fast![hours.findLastIndex((hour) => hour + HOUR <= ts)]!);
    expect(matrix[1]).toBeCloseTo(covary(returnsOf(slow!.slice(19, 30)), returnsOf(known)), 15);
    expect(matrix[3]).toBeCloseTo(covary(returnsOf(known), returnsOf(known)), 15);
  });

  it('are of those alone that have been there for as long', () => {
    const [own, young, over, gap] = walks(5, 80, [0.01, 0.01, 0.01, 0.01]);
    const all = [
      series('A', own!),
      closes(
        'B',
        young!.slice(0, 20).map((price, k) => [at[60 + k]!, price]),
      ),
      closes(
        'C',
        over!.slice(0, 40).map((price, k) => [at[k]!, price]),
      ),
      series(
        'D',
        gap!.map((price, k) => (k === 70 ? Number.NaN : price)),
      ),
    ];
    pass(80, all[0]!, all[3]!);
    pass(20, all[1]!);
    pass(40, all[2]!);
    expect(covarianceOf(all, 0, 30)!.members).toEqual([0]);
    expect(covarianceOf(all, 1, 30)).toBeUndefined();
    expect(covarianceOf(all, 3, 30)).toBeUndefined();
    expect(covarianceOf(all, 1, 10)!.members).toEqual([0, 1]);
  });
});

/** A covariance matrix of so many instruments that is one: of random returns. */
const covariances = fc
  .record({ seed: fc.integer({ min: 1, max: 1e9 }), n: fc.integer({ min: 1, max: 12 }), common: fc.constantFrom(0, 0.3, 0.9, 0.999) })
  .map(({ seed, n, common }) => {
    const sigmas = Array.from({ length: n }, (_, i) => 0.002 * (1 + ((seed + i * 7) % 40)));
    const returns = walks(seed, 60, sigmas, common).map(returnsOf);
    return Float64Array.from(returns.flatMap((a) => returns.map((b) => covary(a, b))));
  });

describe('equal contributions to risk', () => {
  it('are equal, of weights that are positive and one in all', () => {
    fc.assert(
      fc.property(covariances, (matrix) => {
        const weights = [...equalRiskWeights(matrix)];
        const n = weights.length;
        const contributions = weights.map((w, i) => w * weights.reduce((sum, v, j) => sum + matrix[i * n + j]! * v, 0));
        const total = contributions.reduce((sum, one) => sum + one);
        for (const one of contributions) expect(one / total).toBeCloseTo(1 / n, 9);
        for (const weight of weights) expect(weight).toBeGreaterThan(0);
        expect(weights.reduce((sum, one) => sum + one)).toBeCloseTo(1, 12);
      }),
      { numRuns: 200 },
    );
  });

  it('of two instruments are in inverse proportion to volatility, whatever their correlation', () => {
    for (const correlation of [-0.9, 0, 0.5, 1]) {
      const matrix = Float64Array.of(0.04, correlation * 0.02, correlation * 0.02, 0.01);
      const [first, second] = equalRiskWeights(matrix);
      expect(first).toBeCloseTo(1 / 3, 12);
      expect(second).toBeCloseTo(2 / 3, 12);
    }
  });

  it('size each order by its weight', () => {
    const prices = walks(6, 80, [0.01, 0.03, 0.02], 0.5);
    const all = prices.map((own, i) => series(`S${i}`, own));
    const size = equalRisk({ period: 30, exposure: 1.5 })(deskOf({ bars: all }));
    expect(size(requestOf({ index: 0 }))).toBe('nothing-to-size-by');
    pass(80, ...all);
    const weights = equalRiskWeights(covarianceOf(all, 0, 30)!.matrix);
    for (const index of [0, 1, 2]) expect(size(requestOf({ index }))).toBeCloseTo((1_500 * weights[index]!) / 20, 9);
  });

  it('leave out what stands still', () => {
    const all = [
      series('A', walks(7, 80, [0.01])[0]!),
      series(
        'B',
        at.map(() => 5),
      ),
    ];
    const size = equalRisk({ period: 30 })(deskOf({ bars: all }));
    pass(80, ...all);
    expect(size(requestOf({ index: 0 }))).toBeCloseTo(50, 9);
    expect(size(requestOf({ index: 1 }))).toBe('nothing-to-size-by');
  });
});

describe('a volatility target of the portfolio', () => {
  const prices = walks(8, 80, [0.01, 0.02, 0.015], 0.5);
  const all = prices.map((own, i) => series(`S${i}`, own));
  pass(80, ...all);
  const { matrix } = covarianceOf(all, 0, 30)!;
  const last = prices.map((own) => own.at(-1)!);
  const instruments = [instrumentOf('S0'), instrumentOf('S1', { multiplier: 2 }), instrumentOf('S2')];
  const shareOf = (qty: number, i: number): number => (qty * last[i]! * instruments[i]!.multiplier) / 1_000;
  const yearly = (held: readonly number[]): number => {
    const shares = held.map(shareOf);
    return Math.sqrt(365 * shares.reduce((sum, a, i) => sum + a * shares.reduce((inner, b, j) => inner + b * matrix[i * 3 + j]!, 0), 0));
  };
  // Bars that have passed take no more indicators: the year is given.
  const size = (held: readonly number[], index: number, side: 'buy' | 'sell', target: number) =>
    volatilityTarget({ target, period: 30, scope: 'portfolio', periodsPerYear: 365 })({
      ...deskOf({ instruments, held, last }),
      bars: (i) => all[i]!,
    })(requestOf({ index, side, instrument: instruments[index]!, price: last[index]! }));

  it('is reached with the order', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -2, max: 2 }), fc.integer({ min: -3, max: 3 })),
        fc.constantFrom(0, 1, 2),
        fc.constantFrom('buy' as const, 'sell' as const),
        fc.constantFrom(0.05, 0.2, 0.6),
        (held, index, side, target) => {
          const units = size(held, index, side, target);
          expect(units).not.toBe('nothing-to-size-by');
          const added = [...held];
          added[index]! += side === 'buy' ? Number(units) : -Number(units);
          const [before, after] = [yearly(held), yearly(added)];
          if (before <= target) expect(after).toBeCloseTo(target, 9);
          // Above it already: an order that only makes it worse is for nothing, another takes it down as far as it can.
          else if (units === 0)
            expect(yearly(held.map((qty, i) => (i === index ? qty + (side === 'buy' ? 0.01 : -0.01) : qty)))).toBeGreaterThan(before);
          else expect(after).toBeLessThan(before);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes the first share that is enough where more is held than that', () => {
    const held = [10, 0, 0];
    const units = Number(size(held, 0, 'sell', 0.05));
    expect(yearly([10 - units, 0, 0])).toBeCloseTo(0.05, 9);
    expect(units).toBeLessThan(10);
  });

  it('is for the whole account', () => {
    expect(Number(size([0, 0, 0], 1, 'buy', 0.1))).toBeCloseTo((1_000 * 0.1) / Math.sqrt(365 * matrix[4]!) / (2 * last[1]!), 9);
  });

  it('is refused while something is held of which nothing is known', () => {
    const young = closes('S1', [[at[79]!, 50]]);
    pass(1, young);
    const desk = { ...deskOf({ instruments, held: [0, 1, 0], last }), bars: (i: number) => (i === 1 ? young : all[i]!) };
    const size2 = volatilityTarget({ target: 0.1, period: 30, scope: 'portfolio', periodsPerYear: 365 })(desk);
    expect(size2(requestOf({ index: 0 }))).toBe('nothing-to-size-by');
  });
});
