export type { Metrics } from '../engine/analysis/measure.ts';
export * from '../engine/index.ts';
export type { Result } from '../reports/result.ts';
export { type BacktestOptions, backtest } from './backtest.ts';
export type { BarRow, FeedSpec, FeedSpecs, RunSpec, StrategySpec } from './config/run-spec.ts';
