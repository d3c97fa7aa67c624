import type { DimensionView, PointValue, SearchView, TrialView } from './search.ts';
import type { WorthView } from './worth.ts';

/** A stretch of history; milliseconds UTC. */
export interface StretchView {
  readonly from: number;
  readonly to: number;
  readonly bars: number;
}

/** What was searched. */
export interface PlanView {
  readonly strategies: readonly string[];
  readonly dimensions: readonly DimensionView[];
  readonly constraints: readonly string[];
  readonly search: SearchView;
  readonly objective: { readonly text: string; readonly direction: 'max' | 'min' };
  readonly purge: string;
  readonly embargo: string;
}

/** How a dimension's best value wandered. */
export interface StabilityView {
  readonly name: string;
  readonly values: readonly PointValue[];
  readonly distinct: number;
  readonly mostCommon: PointValue;
  readonly share: number;
  readonly meanMove: number;
  readonly atEdge: number;
}

/** Numbers of a stretch of returns. */
export interface ReturnsView {
  readonly totalReturn: number;
  readonly cagr: number;
  readonly annualVolatility: number;
  readonly sharpe: number;
  readonly sortino: number;
  readonly maxDrawdown: number;
}

/** A finished walk-forward, as its page shows it. */
export interface WalkForwardView {
  readonly id: string;
  readonly engine: string;
  readonly plan: PlanView & { readonly inSample: string; readonly outOfSample: string; readonly anchored: boolean };
  readonly trials: number;
  readonly windows: readonly {
    readonly number: number;
    readonly inSample: StretchView;
    readonly outOfSample: StretchView;
    readonly trials: number;
    /** Trials that failed or have no number to be ranked by, and why the first of those failed; null where none did. */
    readonly unranked: number;
    readonly failure: string | null;
    readonly point: TrialView['point'] | null;
    readonly objective: { readonly inSample: number; readonly outOfSample: number };
    readonly metrics: { readonly outOfSample: Readonly<Record<string, number>> };
    readonly efficiency: number;
  }[];
  readonly stitched: { readonly ts: readonly number[]; readonly value: readonly number[]; readonly startCash: number };
  /** What one unit of money became by buying and holding: one value per window, at its end. */
  readonly hold: readonly number[];
  readonly metrics: ReturnsView;
  readonly trades: number;
  readonly efficiency: {
    readonly outOfSample: number;
    readonly inSample: number;
    readonly ratio: number;
    readonly objective: { readonly inSample: number; readonly outOfSample: number };
    readonly profitable: number;
  };
  readonly stability: readonly StabilityView[];
  readonly worth: WorthView | null;
  readonly caveats: readonly string[];
}

/** A finished combinatorial purged cross-validation, as its page shows it. */
export interface CpcvView {
  readonly id: string;
  readonly engine: string;
  readonly plan: PlanView & { readonly groups: number; readonly tested: number };
  readonly trials: number;
  readonly unranked: number;
  readonly ts: readonly number[];
  readonly groups: readonly StretchView[];
  readonly splits: readonly {
    readonly tested: readonly number[];
    readonly point: TrialView['point'] | null;
    readonly objective: { readonly trained: number; readonly tested: number };
    readonly rank: number;
  }[];
  readonly paths: readonly { readonly metrics: ReturnsView; readonly value: readonly number[] }[];
  readonly objective: {
    readonly least: number;
    readonly lowerQuartile: number;
    readonly median: number;
    readonly upperQuartile: number;
    readonly greatest: number;
  };
  readonly losing: number;
  readonly belowMedian: number;
  readonly stability: readonly StabilityView[];
  readonly worth: WorthView | null;
  readonly caveats: readonly string[];
}
