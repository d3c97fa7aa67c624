import { analysisOf } from '../../../engine/analysis/analysis.ts';
import type { Benchmark } from '../../../engine/analysis/benchmark.ts';
import { metricsOf } from '../../../engine/analysis/measure.ts';
import type { Metrics } from '../../../engine/analysis/metrics.ts';
import { studyOf } from '../../../engine/analysis/study.ts';
import { DAY } from '../../../engine/model/time.ts';
import { runOf } from '../../engine/analysis/fixture.ts';
import { columnOf, jsonOf, type StatsCase } from './stats-case.ts';

/** What empyrical says of a price that was held. */
type Answers = Readonly<Record<string, number>> & {
  readonly monthly_last6: readonly (readonly [readonly [month: string, value: number]] | readonly [string, number])[];
  readonly yearly: readonly (readonly [year: string, value: number])[];
};

/** Its names for our metrics, and the sign it gives them. */
const NAMES: Readonly<Record<string, readonly [keyof Metrics, 1 | -1]>> = {
  total_return: ['totalReturn', 1],
  cagr: ['cagr', 1],
  annual_volatility: ['annualVolatility', 1],
  sharpe_rf0: ['sharpe', 1],
  sortino_req0: ['sortino', 1],
  downside_risk: ['downsideRisk', 1],
  max_drawdown: ['maxDrawdown', -1],
  calmar: ['calmar', 1],
  omega_0: ['omega', 1],
  stability: ['stability', 1],
  tail_ratio: ['tailRatio', 1],
  var_5: ['var95', 1],
  cvar_5: ['cvar95', 1],
  var_1: ['var99', 1],
  skew: ['skew', 1],
  excess_kurtosis: ['kurtosis', 1],
  alpha: ['alpha', 1],
  beta: ['beta', 1],
  up_capture: ['upCapture', 1],
  down_capture: ['downCapture', 1],
};

const SPY = 'bars/equity/SPY_1d_trade.csv';

/** The prices of each case and the benchmark, by date. */
const HELD: Readonly<Record<string, () => readonly [prices: Map<string, number>, benchmark?: Map<string, number>]>> = {
  spy_daily_close_2010_2020_unadjusted: () => [columnOf(SPY, 'close', '2010-01-01', '2020-12-31')],
  goog_2004_2013_vs_spy: () => [columnOf('bars/equity/GOOG_1d_2004_2013_btpy.csv', 'close'), columnOf(SPY, 'close')],
  yhoo_adjclose_2000_2009: () => [columnOf('bars/equity/YHOO_1d_yahoo.csv', 'adj_close', '2000-01-01', '2009-12-31')],
  btcusd_coinbase_2015_2018_365: () => [columnOf('bars/crypto/BTCUSD_coinbase_1d_trade.csv', 'close', '2015-01-01')],
};

/** A day's close belongs to the day it ends. */
const timesOf = (days: Iterable<string>): Float64Array => Float64Array.from(days, (date) => Date.parse(date) + DAY);

/** empyrical executed on real prices: as a run that held them, from the first price on. */
export function realDataCases(): StatsCase[] {
  const { cases } = jsonOf('empyrical-on-real-data.json') as { cases: Record<string, Answers> };
  return Object.entries(cases).flatMap(([id, answers]) => {
    const [all, market] = HELD[id]!();
    const prices = [...all].filter(([date]) => market?.has(date) ?? true);
    const first = prices[0]![1];
    const value = Float64Array.from(prices.slice(1), ([, price]) => price);
    const run = runOf([], { startCash: first, equity: { ts: timesOf(prices.slice(1).map(([date]) => date)), value } });
    const at = (riskFree: number, benchmark: Benchmark | null = null) => studyOf(run, { riskFree, benchmark, periodsPerYear: null });
    const own = metricsOf(at(0));
    const periods = own.periodsPerYear;
    const { months, years } = analysisOf(at(0));
    const daily = metricsOf(at(0.0001 * periods));
    const against = market === undefined ? own : alongside(prices, market);
    const of = (what: string, ours: readonly number[], right: readonly number[]): StatsCase => ({
      name: `${id} ${what}`,
      ours,
      right,
      relative: 1e-9,
    });
    const metrics = Object.entries(NAMES)
      .filter(([theirs]) => answers[theirs] !== undefined)
      .map(([theirs, [name, sign]]) => of(theirs, [sign * against[name]], [answers[theirs]!]));
    return [
      ...metrics,
      of('n', [value.length], [answers['n']!]),
      of('sharpe_daily_rf_0_0001', [daily.sharpe], [answers['sharpe_daily_rf_0_0001']!]),
      of(
        'monthly_last6',
        months.slice(-6).map((month) => month.value),
        answers.monthly_last6.map((month) => month.flat()[1] as number),
      ),
      of(
        'yearly',
        years.map((year) => year.value),
        answers.yearly.map(([, year]) => year),
      ),
    ];
  });
}

/** The same run with its first price as an equity value, so that the benchmark has a price before every return. */
function alongside(prices: readonly (readonly [string, number])[], market: Map<string, number>): Metrics {
  const whole = prices.map(([, price]) => price);
  const own = runOf([], { startCash: whole[0]!, equity: { ts: timesOf(prices.map(([date]) => date)), value: Float64Array.from(whole) } });
  const held = runOf([], {
    startCash: whole[0]!,
    equity: { ts: timesOf(prices.slice(1).map(([date]) => date)), value: Float64Array.from(whole.slice(1)) },
  });
  const benchmark = { ts: timesOf(market.keys()), close: Float64Array.from(market.values()) };
  const options = { riskFree: 0, periodsPerYear: null };
  const { alpha, beta, upCapture, downCapture } = metricsOf(studyOf(own, { ...options, benchmark }));
  return { ...metricsOf(studyOf(held, { ...options, benchmark: null })), alpha, beta, upCapture, downCapture };
}
