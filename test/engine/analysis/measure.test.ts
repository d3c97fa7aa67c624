import { describe, expect, test } from 'vitest';
import { type MetricOptions, measure } from '../../../engine/analysis/measure.ts';
import type { FillRecord, PriceColumns } from '../../../engine/model/result.ts';
import { DAY, HOUR, MINUTE } from '../../../engine/model/time.ts';
import { runOf, times, tripOf } from './fixture.ts';

const PLAIN: MetricOptions = { riskFree: 0, benchmark: null, periodsPerYear: 252 };
const column = (...values: number[]): Float64Array => Float64Array.from(values);

/** Returns +10 %, -10 %, +20 %. */
const CURVE = [110, 99, 118.8];

function prices(instrument: string, open: number[], close: number[]): PriceColumns {
  return {
    instrument,
    ts: times(open.length),
    open: column(...open),
    high: column(...open),
    low: column(...open),
    close: column(...close),
  };
}

describe('a curve of three values', () => {
  const m = measure(runOf(CURVE, { exposedBatches: 2, traded: 300 }), PLAIN);
  const mean = 0.2 / 3;
  const deviation = Math.sqrt(((0.1 - mean) ** 2 + (-0.1 - mean) ** 2 + (0.2 - mean) ** 2) / 2);

  test('starts with the starting cash and ends with the last value', () => {
    expect([m.startEquity, m.finalEquity]).toEqual([100, 118.8]);
    expect(m.totalReturn).toBeCloseTo(0.188, 14);
  });
  test('grows by its compound rate over three of 252 periods', () => {
    expect(m.cagr / (1.188 ** 84 - 1)).toBeCloseTo(1, 12);
  });
  test('has the sample deviation of its three returns, the first from the starting cash', () => {
    expect(m.annualVolatility).toBeCloseTo(deviation * Math.sqrt(252), 12);
    expect(m.sharpe).toBeCloseTo((mean / deviation) * Math.sqrt(252), 12);
  });
  test('counts only what falls short in the Sortino ratio, over all returns', () => {
    expect(m.sortino).toBeCloseTo((mean * 252) / (Math.sqrt(0.01 / 3) * Math.sqrt(252)), 10);
  });
  test('falls by a tenth for two days', () => {
    expect(m.maxDrawdown).toBeCloseTo(0.1, 14);
    expect(m.maxDrawdownDuration).toBe(2 * DAY);
    expect(m.maxDrawdownDurationDays).toBe(2);
    expect(m.longestRecoveryDays).toBe(2);
    expect(m.calmar).toBeCloseTo(m.cagr / 0.1, 0);
  });
  test('is exposed on two of three values and trades its notional a year over the mean equity', () => {
    expect(m.exposure).toBeCloseTo(2 / 3, 14);
    expect(m.turnover).toBeCloseTo((300 / ((110 + 99 + 118.8) / 3)) * 84, 10);
  });
});

test('a risk-free rate per year earns its even share each period', () => {
  const m = measure(runOf(CURVE), { ...PLAIN, riskFree: 2.52 });
  const free = measure(runOf(CURVE), PLAIN);
  expect(m.sharpe).toBeCloseTo(free.sharpe - (0.01 / (free.annualVolatility / Math.sqrt(252))) * Math.sqrt(252), 10);
  expect(m.sortino).toBeLessThan(free.sortino);
});

test('what falls short of the risk-free rate counts in the Sortino ratio, gains below it too', () => {
  const { sortino } = measure(runOf([110, 110 * 1.005, 110 * 1.005 * 0.98]), { ...PLAIN, riskFree: 2.52 });
  const mean = (0.1 + 0.005 - 0.02) / 3 - 0.01;
  expect(sortino).toBeCloseTo((mean * Math.sqrt(252)) / Math.sqrt((0.005 * 0.005 + 0.03 * 0.03) / 3), 8);
});

test('the annualisation is inferred where none is given, and reported', () => {
  expect(measure(runOf([101, 102, 103, 104, 105, 106, 107, 108]), { ...PLAIN, periodsPerYear: null }).periodsPerYear).toBe(365);
  const minutes = runOf([101, 102], { equity: { ts: times(2, MINUTE), value: column(101, 102) } });
  expect(measure(minutes, { ...PLAIN, periodsPerYear: null }).periodsPerYear).toBe(525_600);
});

test('growth too great for a number is not applicable, never infinite', () => {
  const m = measure(runOf([1000, 1e6], { equity: { ts: times(2, MINUTE), value: column(1000, 1e6) } }), { ...PLAIN, periodsPerYear: null });
  expect(m.cagr).toBeNaN();
  expect(m.calmar).toBeNaN();
});

test('buying and holding is the mean over instruments from the first open to the last close', () => {
  const two = [prices('A', [10, 11], [11, 15]), prices('B', [Number.NaN, 20, 21], [20, 22, Number.NaN]), prices('C', [], [])];
  expect(measure(runOf(CURVE, { prices: two }), PLAIN).buyAndHoldReturn).toBeCloseTo((0.5 + 0.1) / 2, 14);
  expect(measure(runOf(CURVE), PLAIN).buyAndHoldReturn).toBeNaN();
});

test('a benchmark is measured against what the run was worth at the same moments', () => {
  const benchmark = { ts: times(4), close: column(100, 101, 99.99, 101.9898) };
  const m = measure(runOf([100, 102, 99.96, 103.9584]), { ...PLAIN, benchmark });
  expect(m.beta).toBeCloseTo(2, 10);
  expect(m.alpha).toBeCloseTo(0, 10);
  expect(m.benchmarkReturn).toBeCloseTo(0.019898, 12);
  const none = measure(runOf(CURVE), PLAIN);
  expect([none.alpha, none.beta, none.upCapture, none.benchmarkReturn]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
});

describe('ratios of a curve of months', () => {
  // +10 %, -20 %, +25 %, -4 % at the ends of four months
  const ts = Float64Array.from([1, 2, 3, 4], (month) => Date.UTC(2024, month, 1));
  const curve = column(110, 88, 110, 105.6);
  const m = measure(runOf([], { equity: { ts, value: curve } }), { ...PLAIN, periodsPerYear: null, riskFree: 0.06 });

  test('weigh what exceeds the risk-free rate against what falls short of it', () => {
    expect(m.periodsPerYear).toBe(12);
    expect(m.omega).toBeCloseTo((0.095 + 0.245) / (0.205 + 0.045), 12);
    expect(m.downsideRisk).toBeCloseTo(Math.sqrt((0.205 ** 2 + 0.045 ** 2) / 4) * Math.sqrt(12), 12);
  });
  test('weigh gains against pains, the best against the worst', () => {
    expect(m.gainToPain).toBeCloseTo(0.11 / 0.24, 12);
    expect([m.bestMonth, m.worstMonth, m.positiveMonths]).toEqual([expect.closeTo(0.25, 12), expect.closeTo(-0.2, 12), 0.5]);
    // 5 % quantiles of four values lie 0.15 of the way from the outermost to the next
    const [best, worst] = [0.25 - 0.15 * 0.15, -0.2 + 0.15 * 0.16];
    expect(m.tailRatio).toBeCloseTo(best / -worst, 12);
    expect(m.commonSense).toBeCloseTo((0.35 / 0.24) * (best / -worst), 12);
    expect(m.var99).toBeCloseTo(-0.2 + 0.03 * 0.16, 12);
    expect(m.cvar99).toBeCloseTo(-0.2, 12);
  });
  test('weigh growth against the falls on the way', () => {
    const ulcer = Math.sqrt((0.2 ** 2 + 0.04 ** 2) / 4);
    expect(m.ulcerIndex).toBeCloseTo(ulcer, 12);
    expect(m.martin).toBeCloseTo((1.056 ** 3 - 1 - 0.06) / ulcer, 10);
    expect(m.recoveryFactor).toBeCloseTo(5.6 / 22, 12);
    expect(m.avgDrawdown).toBeCloseTo(0.12, 12);
  });
  test('know no best day', () => {
    expect([m.bestDay, m.worstDay]).toEqual([Number.NaN, Number.NaN]);
  });
});

test('the best and the worst day of a run on hours are those of its days', () => {
  const ts = times(72, HOUR).map((at) => at - 23 * HOUR);
  const value = Float64Array.from({ length: 72 }, (_, k) => [101, 99, 103][Math.floor(k / 24)]! + (k % 24 === 23 ? 0 : 5));
  const m = measure(runOf([], { equity: { ts, value } }), PLAIN);
  expect([m.bestDay, m.worstDay]).toEqual([103 / 99 - 1, 99 / 101 - 1]);
});

test('fees and slippage are the sums over fills, trades those over round trips', () => {
  const fill = (fee: number, slippage: number) => ({ fee, slippage, rate: 1 }) as FillRecord;
  const m = measure(runOf(CURVE, { fills: [fill(1, 0.5), fill(-0.25, 1)], roundTrips: [tripOf(5), tripOf(-1)] }), PLAIN);
  expect([m.fees, m.slippage, m.costs]).toEqual([0.75, 1.5, 2.25]);
  expect(m.costShare).toBeCloseTo(2.25 / (18.8 + 2.25), 12);
  expect([m.trades, m.winRate]).toEqual([2, 0.5]);
});

describe('a run that is hardly one', () => {
  test('without values keeps its cash and has nothing else', () => {
    const m = measure(runOf([]), { ...PLAIN, periodsPerYear: null });
    expect([m.finalEquity, m.totalReturn, m.trades, m.fees]).toEqual([100, 0, 0, 0]);
    for (const name of ['cagr', 'sharpe', 'sortino', 'calmar', 'maxDrawdown', 'exposure', 'var95', 'turnover', 'periodsPerYear'] as const)
      expect(m[name]).toBeNaN();
  });
  test('of one value has a return and no spread', () => {
    const m = measure(runOf([101]), PLAIN);
    expect(m.totalReturn).toBeCloseTo(0.01, 14);
    expect(m.cagr).toBeCloseTo(1.01 ** 252 - 1, 10);
    expect([m.annualVolatility, m.sharpe, m.sortino]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect([m.var95, m.cvar95]).toEqual([101 / 100 - 1, 101 / 100 - 1]);
  });
  test('that never moves has no Sharpe, Sortino or Calmar ratio', () => {
    const m = measure(runOf([100, 100, 100]), PLAIN);
    expect([m.annualVolatility, m.maxDrawdown, m.cagr]).toEqual([0, 0, 0]);
    expect([m.sharpe, m.sortino, m.calmar]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
  test('of equal returns has no Sharpe ratio out of rounding', () => {
    let equity = 100;
    const m = measure(runOf(Array.from({ length: 100 }, () => (equity *= 1.3))), PLAIN);
    expect(m.annualVolatility).toBe(0);
    expect(m.sharpe).toBeNaN();
  });
  test('that ends with nothing has lost all', () => {
    const m = measure(runOf([50, 0, 0]), PLAIN);
    expect([m.totalReturn, m.cagr, m.maxDrawdown]).toEqual([-1, -1, 1]);
    expect(m.var95).toBeCloseTo(-0.975, 12);
  });
  test('that ends in debt has no compound growth, and what follows ruin is no return', () => {
    const m = measure(runOf([50, -10, 20]), PLAIN);
    expect(m.totalReturn).toBeCloseTo(-0.8, 14);
    expect(m.maxDrawdown).toBeCloseTo(1.1, 14);
    expect(m.cvar95).toBeCloseTo(-1.2, 14);
    expect(measure(runOf([50, 0, 20]), PLAIN).sharpe).toBeCloseTo((-0.75 / Math.sqrt(0.125)) * Math.sqrt(252), 8);
    const debt = measure(runOf([50, -10]), PLAIN);
    expect([debt.cagr, debt.calmar]).toEqual([Number.NaN, Number.NaN]);
  });
  test('without starting cash has no return', () => {
    const m = measure(runOf([0, 0], { startCash: 0 }), PLAIN);
    expect([m.totalReturn, m.cagr, m.turnover, m.sharpe]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });
});

test('no metric of a million values is infinite', () => {
  const value = new Float64Array(1_000_000);
  let seed = 1;
  let equity = 100;
  for (let k = 0; k < value.length; k++) {
    seed = (seed * 16807) % 2147483647;
    value[k] = equity *= 1 + (seed / 2147483647 - 0.5) * 0.002;
  }
  const run = runOf([], { equity: { ts: times(value.length, MINUTE), value } });
  const m = measure(run, { ...PLAIN, periodsPerYear: null });
  for (const number of Object.values(m)) expect([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]).not.toContain(number);
  expect(m.var95).toBeCloseTo(-0.0009, 4);
});
