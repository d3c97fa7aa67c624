import type { RunRecord } from '../model/result.ts';
import { DAY } from '../model/time.ts';
import { buyAndHoldReturn, relationTo } from './benchmark.ts';
import { drawdownOf } from './drawdown.ts';
import { meanOf, momentsOf } from './moments.ts';
import { periodsPerYear } from './periods.ts';
import { finite } from './power.ts';
import { annualVolatility, calmar, sharpe, sortino } from './ratios.ts';
import { cagr, returnsOf, totalReturn } from './returns.ts';
import { tail } from './tail.ts';
import { type TradeStats, tradeStats } from './trade-stats.ts';

/** What metrics are measured against. */
export interface MetricOptions {
  /** Risk-free rate per year, as a fraction; a period earns its even share of it. */
  readonly riskFree: number;
  /** A price per equity value, NaN where there is none; null for no benchmark. */
  readonly benchmark: Float64Array | null;
  /** How many equity values make a year; null infers it from their times. */
  readonly periodsPerYear: number | null;
}

/** The numbers of a run; docs/metrics.md gives each formula and its source. NaN = not applicable; never infinite. */
export interface Metrics extends TradeStats {
  readonly startEquity: number;
  readonly finalEquity: number;
  readonly totalReturn: number;
  readonly cagr: number;
  readonly annualVolatility: number;
  readonly sharpe: number;
  readonly sortino: number;
  readonly calmar: number;
  /** Positive fraction of the peak. */
  readonly maxDrawdown: number;
  /** Milliseconds. */
  readonly maxDrawdownDuration: number;
  readonly maxDrawdownDurationDays: number;
  /** Days of the longest drawdown that ended. */
  readonly longestRecoveryDays: number;
  /** Share of equity values during which something was held. */
  readonly exposure: number;
  /** The 5 % quantile of the returns per equity value, and the mean of those below it: negative is a loss. */
  readonly var95: number;
  readonly cvar95: number;
  /** Notional traded per year, both ways, over the mean equity. */
  readonly turnover: number;
  /** Money. */
  readonly fees: number;
  /** Money given away against the undisturbed prices. */
  readonly slippage: number;
  readonly alpha: number;
  readonly beta: number;
  readonly buyAndHoldReturn: number;
  /** The annualisation that was used. */
  readonly periodsPerYear: number;
}

const TAIL = 0.05;

/** Measures a finished run. A run without equity values has the starting cash as its final equity. */
export function measure(run: RunRecord, options: MetricOptions): Metrics {
  const { startCash, equity } = run;
  const periods = options.periodsPerYear ?? periodsPerYear(equity.ts);
  const riskFree = options.riskFree === 0 ? 0 : options.riskFree / periods;
  const returns = returnsOf(startCash, equity.value);
  const moments = momentsOf(returns, riskFree);
  const finalEquity = equity.value[equity.value.length - 1] ?? startCash;
  const total = totalReturn(startCash, finalEquity);
  const growth = cagr(total, equity.value.length, periods);
  const drawdown = drawdownOf(startCash, equity.ts, equity.value);
  const { valueAtRisk, conditional } = tail(returns, TAIL);
  const relation = options.benchmark === null ? undefined : relationTo(options.benchmark, returns, riskFree, periods);
  return {
    startEquity: startCash,
    finalEquity,
    totalReturn: total,
    cagr: growth,
    annualVolatility: annualVolatility(moments, periods),
    sharpe: sharpe(moments, riskFree, periods),
    sortino: sortino(moments, riskFree, periods),
    calmar: calmar(growth, drawdown.depth),
    maxDrawdown: drawdown.depth,
    maxDrawdownDuration: drawdown.duration,
    maxDrawdownDurationDays: drawdown.duration / DAY,
    longestRecoveryDays: drawdown.recovery / DAY,
    exposure: run.exposedBatches / equity.value.length,
    ...tradeStats(run.roundTrips),
    var95: valueAtRisk,
    cvar95: conditional,
    turnover: turnover(run, periods),
    ...costs(run),
    alpha: relation?.alpha ?? Number.NaN,
    beta: relation?.beta ?? Number.NaN,
    buyAndHoldReturn: buyAndHoldReturn(run.prices),
    periodsPerYear: periods,
  };
}

/** Source: pyfolio `get_turnover` (traded value over portfolio value), as a yearly rate. NaN where the mean equity is not positive. */
function turnover({ traded, equity }: RunRecord, periods: number): number {
  const { mean } = meanOf(equity.value);
  return mean > 0 ? finite((traded / mean) * (periods / equity.value.length)) : Number.NaN;
}

function costs({ fills }: RunRecord): { readonly fees: number; readonly slippage: number } {
  let fees = 0;
  let slippage = 0;
  for (const fill of fills) {
    fees += fill.fee;
    slippage += fill.slippage;
  }
  return { fees, slippage };
}
