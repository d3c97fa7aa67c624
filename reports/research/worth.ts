/** What a result is worth after so many tries, as a page shows it; Sharpe ratios annualised, NaN where a number does not apply. */
export interface WorthView {
  /** Runs of the strategy so far, and how many of them differ. */
  readonly trials: number;
  readonly different: number;
  /** Years of the record. */
  readonly years: number;
  readonly sharpe: number;
  /** PSR, the Sharpe ratio that luck alone shows, DSR. */
  readonly probabilisticSharpe: number;
  readonly expectedMaximum: number;
  readonly deflatedSharpe: number;
  /** Years that a record like this needs to be above 0, and above luck. */
  readonly minTrackRecord: number;
  readonly minTrackRecordDeflated: number;
  readonly averageCorrelation: number;
  readonly effectiveTrials: number;
  readonly deflatedSharpeEffective: number;
  readonly overfitting: OverfittingView | null;
}

/** How likely it is that the best of many is the best by chance only. */
export interface OverfittingView {
  readonly probability: number;
  readonly lossProbability: number;
  readonly blocks: number;
  readonly splits: number;
  readonly medianInSample: number;
  readonly medianOutOfSample: number;
  readonly degradation: { readonly slope: number; readonly intercept: number; readonly rSquared: number };
  readonly logits: { readonly from: number; readonly step: number; readonly counts: readonly number[] };
  readonly pairs: readonly (readonly [inSample: number, outOfSample: number])[];
}
