import type { FanView } from '../charts/fan-chart.ts';
import type { WorthView } from './worth.ts';

/** The run's own number among the simulated ones. */
export interface DistributionView {
  readonly value: number;
  /** Share of the simulations that came to less. */
  readonly rank: number;
  readonly mean: number;
  /** One per level. */
  readonly quantiles: readonly number[];
}

/** Luck and fragility of a run, as its page shows it. */
export interface MonteCarloView {
  readonly runId: string;
  readonly families: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly currency: string;
  readonly startCash: number;
  readonly simulations: number;
  readonly seed: number;
  readonly levels: readonly number[];
  readonly worth: WorthView;
  readonly bootstrap: {
    readonly observations: number;
    readonly every: 'day' | 'value';
    readonly blockLength: number;
    readonly totalReturn: DistributionView;
    readonly cagr: DistributionView;
    readonly sharpe: DistributionView;
    readonly maxDrawdown: DistributionView;
    readonly lossProbability: number;
    readonly drawdowns: readonly { readonly depth: number; readonly probability: number }[];
    readonly fan: FanView;
  } | null;
  readonly shuffle: {
    readonly trades: number;
    readonly maxDrawdown: DistributionView;
    readonly losingStreak: DistributionView;
    readonly fan: FanView;
  } | null;
  readonly randomEntry: {
    readonly trades: number;
    readonly exposure: number;
    readonly totalReturn: DistributionView;
    readonly meanTrade: DistributionView;
    readonly pValue: number;
  } | null;
  readonly withoutBest: {
    readonly dropped: number;
    readonly trades: number;
    readonly totalReturn: number;
    readonly totalReturnWithout: number;
    readonly shareOfProfit: number;
  } | null;
  readonly variants: readonly VariantView[];
  readonly notes: readonly string[];
}

/** The run on other terms. */
export interface VariantView {
  readonly words: string;
  readonly totalReturn: number;
  readonly cagr: number;
  readonly sharpe: number;
  readonly maxDrawdown: number;
  readonly trades: number;
  readonly fees: number;
  readonly slippage: number;
}
