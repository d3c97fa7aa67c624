/** What ran: one backtest, a trial of a sweep, or a trial within a window of a walk-forward. */
export type TrialKind = 'backtest' | 'sweep' | 'walk-forward';

/** One run, as the ledger counts it. */
export interface CountedTrial {
  /** Names of the strategies that ran together: each of them was tried once more. */
  readonly families: readonly string[];
  /** What makes two runs the same trial: a hash over specification, data and code. */
  readonly trialHash: string;
  readonly resultHash: string;
  /** Annualised; NaN where there is none. */
  readonly sharpe: number;
}

/** How often a strategy was tried. */
export interface Tried {
  /** Every run. */
  readonly trials: number;
  /** Those of different specifications, data or code: the same one again is no new try. */
  readonly different: number;
  /** The variance of the annualised Sharpe ratios of the different ones; NaN below two of them. */
  readonly variance: number;
}

/** Counts every run of a strategy, for good: what is deleted has been seen all the same. */
export interface TrialLedger {
  /** Counts finished runs, all of them or none. `source` is the id of the run, sweep or walk-forward they belong to. */
  count(source: string, kind: TrialKind, trials: readonly CountedTrial[]): void;
  /** How often the most tried of some strategies was tried. */
  tried(families: readonly string[]): Tried;
}
