import { DAY } from '../../../engine/model/time.ts';
import type { CpcvResult, WalkForwardResult } from '../../../engine/research/walk-forward-result.ts';
import type { Worth } from '../../../engine/research/worth.ts';
import { worth } from '../../../engine/research/worth.ts';
import type { ObjectiveView } from '../../../reports/html/sweep-data.ts';
import type { MonteCarloView } from '../../../reports/research/monte-carlo.ts';
import type { SweepView } from '../../../reports/research/sweep.ts';

const START = Date.UTC(2020, 0, 1);

/** Returns that are the same on every machine, about as wild as a share's. */
const returnsOf = (seed: number, count = 500): Float64Array => {
  let state = seed * 7_919 + 1;
  return Float64Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state / 2_147_483_647 - 0.49) / 40;
  });
};

export const WORTH: Worth = worth(
  returnsOf(1),
  Array.from({ length: 36 }, (_, k) => returnsOf(k + 1)),
  { periodsPerYear: 252 },
);

export const OBJECTIVES: readonly ObjectiveView[] = [
  { text: 'sharpe', direction: 'max', valueOf: ({ sharpe }) => sharpe ?? Number.NaN },
  { text: 'maxDrawdown', direction: 'min', valueOf: ({ maxDrawdown }) => maxDrawdown ?? Number.NaN },
];

/** 36 trials of two numbers and a word, of which the last two failed and saw half of the data; the best is number 14. */
export function sweepView(more: Partial<SweepView> = {}): SweepView {
  const whole = Array.from({ length: 36 }, (_, number) => {
    const [fast, slow] = [5 + 5 * (number % 6), 20 + 20 * Math.floor(number / 6)];
    const sharpe = 1.2 - Math.abs(fast - 15) / 20 - Math.abs(slow - 60) / 60;
    const metrics = { sharpe, totalReturn: sharpe / 2, maxDrawdown: 0.3 - sharpe / 10 + (number % 3) / 50, trades: 100 - number };
    return { number, point: { fast, slow, exit: number % 2 === 0 ? 'stop' : 'trail' }, metrics };
  });
  const failed = { number: 36, point: { fast: 5, slow: 20, exit: 'stop' }, metrics: {}, failure: 'Strategy "x" threw: <b>no</b>' };
  const part = { number: 37, point: { fast: 5, slow: 20, exit: 'stop' }, metrics: { sharpe: 9 }, budget: 0.5 };
  return {
    id: 'sweep-1',
    families: ['sma-cross'],
    engine: '0.1.0',
    space: { dimensions: ['fast', 'slow', 'exit'].map((name) => ({ name, kind: 'choice' })), constraints: ['fast < slow'] },
    search: { method: 'grid', seed: 1 },
    objectives: ['max:sharpe', 'min:maxDrawdown'],
    trials: [...whole, failed, part],
    ranked: [...whole].sort((a, b) => b.metrics.sharpe - a.metrics.sharpe).map(({ number }) => number),
    front: [14],
    worth: WORTH,
    unlike: [],
    ...more,
  };
}

const METRICS = {
  ...{ totalReturn: 0.2, cagr: 0.1, annualVolatility: 0.15, sharpe: 0.7, sortino: 1, downsideRisk: 0.1, omega: 1.1, calmar: 0.5 },
  ...{ maxDrawdown: 0.2, ulcerIndex: 0.05, periodsPerYear: 252 },
};

const PLAN = {
  strategies: ['sma-cross'],
  spec: {},
  dimensions: [],
  constraints: [],
  search: { method: 'grid', trials: 36, seed: 1 },
  objective: { text: 'sharpe', direction: 'max' as const },
  purge: '0',
  embargo: '5d',
};

const STABILITY = [{ name: 'fast', values: [10, 10, 20], distinct: 2, mostCommon: 10, share: 2 / 3, meanMove: 0.1, atEdge: Number.NaN }];

/** Three windows of half a year, of which the last found no point: its trials failed. */
export function walkForwardResult(): WalkForwardResult {
  const ts = Array.from({ length: 540 }, (_, k) => START + (365 + k) * DAY);
  const stretch = (from: number, days: number) => ({ from: START + from * DAY, to: START + (from + days) * DAY, bars: days });
  return {
    kind: 'walk-forward',
    id: 'walk-1',
    engine: '0.1.0',
    plan: { ...PLAN, inSample: '1y', outOfSample: '180d', anchored: true },
    trials: 108,
    windows: [0, 1, 2].map((number) => ({
      number,
      inSample: stretch(0, 365 + 180 * number),
      outOfSample: stretch(365 + 180 * number, 180),
      isWhole: true,
      trials: 36,
      unranked: number === 2 ? 36 : 0,
      failure: number === 2 ? 'Strategy "x" threw: <b>no</b>' : null,
      best: number === 2 ? null : number,
      point: number === 2 ? null : { fast: 10 * (number + 1) },
      objective: { inSample: 1.5, outOfSample: number === 2 ? Number.NaN : 0.4 },
      metrics: { inSample: {}, outOfSample: number === 2 ? {} : { totalReturn: 0.1 - 0.15 * number, maxDrawdown: 0.1 } },
      efficiency: number === 2 ? Number.NaN : 0.3,
      resultHash: '',
    })),
    stitched: { ts, value: ts.map((_, k) => 10_000 + 2_000 * Math.sin(k / 90)), startCash: 10_000 },
    hold: [1.05, 1.1, 1.02],
    metrics: METRICS,
    trades: 12,
    efficiency: { outOfSample: 0.1, inSample: 0.3, ratio: 1 / 3, objective: { inSample: 1.5, outOfSample: 0.4 }, profitable: 0.5 },
    stability: STABILITY,
    worth: WORTH,
    caveats: ['every window begins in cash'],
  };
}

/** Four groups, two of them tested: six splits, three paths, of which one lost. */
export function cpcvResult(): CpcvResult {
  const ts = Array.from({ length: 400 }, (_, k) => START + k * DAY);
  return {
    kind: 'cpcv',
    id: 'cpcv-1',
    engine: '0.1.0',
    plan: { ...PLAN, groups: 4, tested: 2 },
    trials: 36,
    unranked: 1,
    ts,
    groups: [0, 1, 2, 3].map((k) => ({ from: START + 100 * k * DAY, to: START + 100 * (k + 1) * DAY, bars: 100 })),
    splits: [
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
      [2, 3],
    ].map((tested, k) => ({ tested, best: k, point: { fast: 10 + k }, objective: { trained: 1, tested: 0.2 }, rank: k / 6 })),
    paths: [0, 1, 2].map((k) => ({
      splits: [0, 0, 0, 0],
      metrics: { ...METRICS, totalReturn: 0.2 - 0.15 * k },
      value: ts.map((_, n) => 1 + ((0.2 - 0.15 * k) * n) / 400 + Math.sin(n / 30) / 30),
    })),
    objective: { least: -0.1, lowerQuartile: 0.2, median: 0.4, upperQuartile: 0.5, greatest: 0.9 },
    losing: 1 / 3,
    belowMedian: 0.5,
    stability: STABILITY,
    worth: WORTH,
    caveats: [],
  };
}

const told = (value: number) => ({ value, rank: 0.4, mean: value, quantiles: [-2, -1, 0, 1, 2].map((k) => value + k / 10) });
const fanOf = (at: readonly number[]) => ({
  at,
  own: at.map((_, k) => 10_000 + 50 * k),
  bands: [-2, -1, 0, 1, 2].map((band) => at.map((_, k) => 10_000 + 40 * k + band * 20 * k)),
});

export function monteCarloView(): MonteCarloView {
  const { overfitting: _, ...rest } = WORTH;
  return {
    ...{ runId: 'run-1', families: ['sma-cross'], from: START, to: START + 500 * DAY, currency: 'USD', startCash: 10_000 },
    ...{ simulations: 1_000, seed: 7, levels: [0.05, 0.25, 0.5, 0.75, 0.95], worth: { ...rest, overfitting: null } },
    bootstrap: {
      ...{ observations: 500, every: 'day', blockLength: 4.2, lossProbability: 0.31 },
      ...{ totalReturn: told(0.5), cagr: told(0.1), sharpe: told(0.7), maxDrawdown: told(0.2) },
      drawdowns: [
        { depth: 0.1, probability: 1 },
        { depth: 0.5, probability: 0 },
      ],
      fan: fanOf(Array.from({ length: 120 }, (_, k) => START + 4 * k * DAY)),
    },
    shuffle: { trades: 60, maxDrawdown: told(0.2), losingStreak: told(4), fan: fanOf(Array.from({ length: 60 }, (_, k) => k + 1)) },
    randomEntry: { trades: 60, exposure: 0.4, totalReturn: told(0.5), meanTrade: told(0.01), pValue: 0.0123 },
    withoutBest: { dropped: 5, trades: 60, totalReturn: 0.5, totalReturnWithout: -0.1, shareOfProfit: 1.2 },
    variants: ['as it was run', 'fees twice'].map((words, k) => ({
      ...{ words, totalReturn: 0.5 - k, cagr: 0.1 - k / 5, sharpe: 0.7, maxDrawdown: 0.2, trades: 60, fees: 100 * (k + 1), slippage: 0 },
    })),
    notes: ['no prices were there for <b>one</b> instrument'],
  };
}
