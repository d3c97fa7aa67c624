import type { Metrics } from '../../engine/analysis/metrics.ts';

/** What every trial keeps, beside the metrics that its objectives name. */
export const STANDARD_METRICS = [
  'finalEquity',
  'totalReturn',
  'cagr',
  'annualVolatility',
  'sharpe',
  'sortino',
  'calmar',
  'maxDrawdown',
  'exposure',
  'turnover',
  'trades',
  'winRate',
  'profitFactor',
  'expectancy',
  'periodsPerYear',
] as const satisfies readonly (keyof Metrics)[];
