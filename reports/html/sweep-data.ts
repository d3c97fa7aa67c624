import type { PointValue, TrialView } from '../research/search.ts';
import type { SweepView } from '../research/sweep.ts';

/** What a search looks for, as a page needs it. */
export interface ObjectiveView {
  readonly text: string;
  readonly direction: 'max' | 'min';
  valueOf(metrics: Readonly<Record<string, number>>): number;
}

/** A dimension by its distinct values, ascending, and which of them each trial has. */
export interface DimensionData {
  readonly name: string;
  readonly numeric: boolean;
  readonly values: readonly PointValue[];
  readonly at: readonly number[];
}

/** A number of every trial; null where it does not apply. */
export interface MetricData {
  readonly title: string;
  readonly format: 'percent' | 'ratio' | 'count' | 'plain';
  /** Whether less of it is better. */
  readonly less: boolean;
  readonly values: readonly (number | null)[];
}

/** Trials by columns, in the order of their numbers. */
export interface SweepData {
  readonly dims: readonly DimensionData[];
  readonly metrics: readonly MetricData[];
  /** Which of the metrics are looked for. */
  readonly objectives: readonly number[];
  readonly trials: {
    readonly number: readonly number[];
    /** From 0; -1 for those that failed or saw a part of the data only. */
    readonly rank: readonly number[];
    /** Why there is no result, or on how much of the data it was run; null for all others. */
    readonly why: readonly (string | null)[];
  };
}

/** Numbers that everybody asks for: titles, formats, whether less is better. */
const USUAL: Readonly<Record<string, readonly [title: string, format: MetricData['format'], less?: true]>> = {
  sharpe: ['Sharpe', 'ratio'],
  totalReturn: ['Return', 'percent'],
  cagr: ['CAGR', 'percent'],
  maxDrawdown: ['Drawdown', 'percent', true],
  annualVolatility: ['Volatility', 'percent', true],
  sortino: ['Sortino', 'ratio'],
  calmar: ['Calmar', 'ratio'],
  profitFactor: ['Profit factor', 'ratio'],
  winRate: ['Won', 'percent'],
  trades: ['Trades', 'count'],
  turnover: ['Turnover', 'ratio', true],
};

/** Puts the trials of a sweep into columns; numbers to six digits. */
export function sweepData({ trials, ranked, space }: SweepView, objectives: readonly ObjectiveView[]): SweepData {
  const places = new Map(ranked.map((number, place) => [number, place]));
  const names = [...new Set([...space.dimensions.map(({ name }) => name), ...trials.flatMap(({ point }) => Object.keys(point))])];
  const looked = objectives.map((one): MetricData => {
    const { text, direction } = one;
    const [title = text, format = 'plain'] = USUAL[text] ?? [];
    return { title, format, less: direction === 'min', values: trials.map((trial) => known(trial, one.valueOf(trial.metrics))) };
  });
  const others = Object.entries(USUAL)
    .filter(([name]) => objectives.every(({ text }) => text !== name) && trials.some(({ metrics }) => Number.isFinite(metrics[name])))
    .map(
      ([name, [title, format, less]]): MetricData => ({
        ...{ title, format, less: less === true },
        values: trials.map((trial) => known(trial, trial.metrics[name] ?? Number.NaN)),
      }),
    );
  return {
    dims: names.map((name) => dimensionOf(name, trials)),
    metrics: [...looked, ...others],
    objectives: looked.map((_, k) => k),
    trials: {
      number: trials.map(({ number }) => number),
      rank: trials.map(({ number, failure, budget }) => (failure === undefined && budget === undefined ? (places.get(number) ?? -1) : -1)),
      why: trials.map(
        ({ failure, budget }) => failure ?? (budget === undefined ? null : `the first ${Math.round(budget * 100)} % of the data`),
      ),
    },
  };
}

const known = ({ failure }: TrialView, value: number): number | null =>
  failure === undefined && Number.isFinite(value) ? Number(value.toPrecision(6)) : null;

function dimensionOf(name: string, trials: readonly TrialView[]): DimensionData {
  const given = trials.map(({ point }) => point[name] ?? '');
  const distinct = [...new Set(given)];
  const numeric = distinct.every((value) => typeof value === 'number');
  const values = numeric ? [...(distinct as number[])].sort((a, b) => a - b) : distinct;
  const places = new Map(values.map((value, k) => [value, k]));
  return { name, numeric, values, at: given.map((value) => places.get(value)!) };
}
