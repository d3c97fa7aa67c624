export type { Analysis } from '../engine/analysis/analysis.ts';
export type { Metrics } from '../engine/analysis/metrics.ts';
export * from '../engine/index.ts';
export type { Result } from '../reports/result.ts';
export { type BacktestOptions, backtest } from './backtest.ts';
export type { BarRow, FeedSpec, FeedSpecs, RunSpec, StrategySpec } from './config/run-spec.ts';
