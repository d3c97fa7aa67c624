import type { Dimension } from './dimension.ts';
import type { Point } from './point.ts';
import type { ReturnMetrics } from './return-metrics.ts';
import type { Stability } from './stability.ts';
import type { Curve } from './stitched.ts';
import type { Worth } from './worth.ts';

/** What was asked for, as it was written. */
export interface ResearchPlan {
  readonly strategies: readonly string[];
  /** The run specification that points are laid over, its defaults written out; null where it holds what no file can. */
  readonly spec: unknown;
  readonly dimensions: readonly Dimension[];
  readonly constraints: readonly string[];
  readonly search: { readonly method: string; readonly trials: number | null; readonly seed: number };
  readonly objective: { readonly text: string; readonly direction: 'max' | 'min' };
}

/** A stretch of history; times are milliseconds UTC, the open of its first bar and the close of its last. */
export interface PlainStretch {
  readonly from: number;
  readonly to: number;
  readonly bars: number;
}

/** One window: what was best in its in-sample, and what that came to afterwards. */
export interface WindowResult {
  /** From 0. */
  readonly number: number;
  readonly inSample: PlainStretch;
  readonly outOfSample: PlainStretch;
  /** False for a last one that the data cut short. */
  readonly isWhole: boolean;
  /** Trials over the in-sample, and how many of them failed or have no number to be ranked by. */
  readonly trials: number;
  readonly unranked: number;
  /** Why the first of those failed, in one sentence; null where none did. */
  readonly failure: string | null;
  /** The best trial's number within the window, and its point; null where no trial could be ranked: the window then stays in cash. */
  readonly best: number | null;
  readonly point: Point | null;
  /** The objective of that point in both stretches; NaN where it does not apply. */
  readonly objective: { readonly inSample: number; readonly outOfSample: number };
  /** Metrics of that point over each stretch, as a run over it has them; empty where there is no point. */
  readonly metrics: { readonly inSample: Readonly<Record<string, number>>; readonly outOfSample: Readonly<Record<string, number>> };
  /** Annual growth out-of-sample over that in-sample; NaN where the latter is not above 0. */
  readonly efficiency: number;
  /** The hash of the out-of-sample run, its warm-up included; empty where there is none. */
  readonly resultHash: string;
}

/** How much of what was found in-sample was there afterwards. */
export interface Efficiency {
  /** Annual growth of the stitched out-of-sample equity. */
  readonly outOfSample: number;
  /** Annual growth of the in-samples of the chosen points: the mean of their logarithms, each weighted by its length in time. */
  readonly inSample: number;
  /** The first over the second; NaN where the second is not above 0. Source: Pardo, The Evaluation and Optimization of Trading Strategies (2008), chapter 11. */
  readonly ratio: number;
  /** Means of the objective over the windows that have both numbers. */
  readonly objective: { readonly inSample: number; readonly outOfSample: number };
  /** Share of windows, of those with a point, whose out-of-sample made money. */
  readonly profitable: number;
}

/** A finished walk-forward; plain data, times in milliseconds UTC, NaN where a number does not apply (null in JSON). */
export interface WalkForwardResult {
  readonly kind: 'walk-forward';
  readonly id: string;
  readonly engine: string;
  readonly plan: ResearchPlan & {
    readonly inSample: string;
    readonly outOfSample: string;
    readonly anchored: boolean;
    readonly purge: string;
    readonly embargo: string;
  };
  /** All trials over all in-samples. */
  readonly trials: number;
  readonly windows: readonly WindowResult[];
  /** Out-of-sample equity of all windows laid end to end, compounded by returns; begins with `startCash`. */
  readonly stitched: Curve & { readonly startCash: number };
  /** What one unit of money would have become by buying and holding the run's instruments, window by window likewise: one value per window, at its end. NaN without prices, and from a window in cash on. */
  readonly hold: readonly number[];
  /** Metrics of the stitched equity: of its returns, one a day of an intraday run. */
  readonly metrics: ReturnMetrics;
  /** Round trips of all out-of-sample runs. */
  readonly trades: number;
  readonly efficiency: Efficiency;
  readonly stability: readonly Stability[];
  /** What the stitched returns are worth after all that was tried of these strategies; null where nothing is counted. */
  readonly worth: Worth | null;
  /** What a reader has to know, in sentences. */
  readonly caveats: readonly string[];
}

/** One split of a combinatorial purged cross-validation. */
export interface SplitResult {
  /** The groups that were tested, from 0. */
  readonly tested: readonly number[];
  /** The trial that was best where it was trained, and its point; null where none could be ranked. */
  readonly best: number | null;
  readonly point: Point | null;
  readonly objective: { readonly trained: number; readonly tested: number };
  /** Share of the other trials that it is better than in the tested groups, by the objective; NaN where it cannot be told. */
  readonly rank: number;
}

/** One history put together of tested groups only. */
export interface PathResult {
  /** By group: the split in which it was tested. */
  readonly splits: readonly number[];
  readonly metrics: ReturnMetrics;
  /** One unit of money, at the times of `ts`. */
  readonly value: readonly number[];
}

/** A finished combinatorial purged cross-validation; plain data as in `WalkForwardResult`. */
export interface CpcvResult {
  readonly kind: 'cpcv';
  readonly id: string;
  readonly engine: string;
  readonly plan: ResearchPlan & { readonly groups: number; readonly tested: number; readonly purge: string; readonly embargo: string };
  readonly trials: number;
  /** Trials that failed or have no returns. */
  readonly unranked: number;
  /** The ends of the stretches of time by which everything is counted: days of an intraday run, bars of another, several of a long one. */
  readonly ts: readonly number[];
  readonly groups: readonly PlainStretch[];
  readonly splits: readonly SplitResult[];
  readonly paths: readonly PathResult[];
  /** The objective over the paths. */
  readonly objective: {
    readonly least: number;
    readonly lowerQuartile: number;
    readonly median: number;
    readonly upperQuartile: number;
    readonly greatest: number;
  };
  /** Share of paths that lost money, and of splits whose best was at or below the middle of all where it was tested. */
  readonly losing: number;
  readonly belowMedian: number;
  readonly stability: readonly Stability[];
  readonly worth: Worth | null;
  readonly caveats: readonly string[];
}
