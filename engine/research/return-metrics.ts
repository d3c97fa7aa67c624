import { drawdownOf } from '../analysis/drawdown.ts';
import { meanOf, momentsOf } from '../analysis/moments.ts';
import { once } from '../analysis/once.ts';
import { finite } from '../analysis/power.ts';
import { annualVolatility, calmar, downsideRisk, omega, sharpe, sortino } from '../analysis/ratios.ts';
import { cagr } from '../analysis/returns.ts';

/** Names of the metrics that returns alone tell. */
export const RETURN_METRICS = [
  'totalReturn',
  'cagr',
  'annualVolatility',
  'sharpe',
  'sortino',
  'downsideRisk',
  'omega',
  'calmar',
  'maxDrawdown',
  'ulcerIndex',
  'periodsPerYear',
] as const;

export type ReturnMetric = (typeof RETURN_METRICS)[number];

/** The numbers of a stretch of returns, as `Metrics` names them. */
export type ReturnMetrics = Readonly<Record<ReturnMetric, number>>;

/** Measures returns, one per period, as a run of them would be; `riskFree` is per year. NaN where a number is not applicable. */
export function returnMetrics(returns: Float64Array, periodsPerYear: number, riskFree = 0): ReturnMetrics {
  return measured(returns, periodsPerYear, riskFree, RETURN_METRICS);
}

/** Only some of the numbers, of which each costs what it takes. */
export function measured<Name extends ReturnMetric>(
  returns: Float64Array,
  periodsPerYear: number,
  riskFree: number,
  names: readonly Name[],
): Readonly<Record<Name, number>> {
  const perPeriod = riskFree === 0 ? 0 : riskFree / periodsPerYear;
  const moments = once(() => momentsOf(returns, perPeriod));
  const worth = once(() => worthOf(returns));
  const total = (): number => (returns.length === 0 ? Number.NaN : finite(worth()[returns.length - 1]! - 1));
  const growth = (): number => cagr(total(), meanOf(returns).count, periodsPerYear);
  const fall = once(() => drawdownOf(1, Float64Array.from(returns.keys()), worth()));
  const formulas: Readonly<Record<ReturnMetric, () => number>> = {
    totalReturn: total,
    cagr: growth,
    annualVolatility: () => annualVolatility(moments(), periodsPerYear),
    sharpe: () => sharpe(moments(), perPeriod, periodsPerYear),
    sortino: () => sortino(moments(), perPeriod, periodsPerYear),
    downsideRisk: () => downsideRisk(moments(), periodsPerYear),
    omega: () => omega(returns, perPeriod),
    calmar: () => calmar(growth(), fall().depth),
    maxDrawdown: () => fall().depth,
    ulcerIndex: () => fall().ulcerIndex,
    periodsPerYear: () => periodsPerYear,
  };
  return Object.fromEntries(names.map((name) => [name, formulas[name]()])) as Record<Name, number>;
}

/** What one unit of money has become after each return; a return that is not known leaves it as it is. */
export function worthOf(returns: Float64Array): Float64Array {
  const worth = new Float64Array(returns.length);
  let value = 1;
  for (let k = 0; k < returns.length; k++) {
    if (!Number.isNaN(returns[k]!)) value *= 1 + returns[k]!;
    worth[k] = value;
  }
  return worth;
}
