import type { DimensionView, SearchView, TrialView } from './search.ts';
import type { WorthView } from './worth.ts';

/** A finished sweep, as its page shows it. */
export interface SweepView {
  readonly id: string;
  readonly families: readonly string[];
  readonly engine: string;
  readonly space: { readonly dimensions: readonly DimensionView[]; readonly constraints: readonly (string | { readonly text: string })[] };
  readonly search: SearchView;
  /** As they are kept: `max:sharpe`, `min:maxDrawdown`. */
  readonly objectives: readonly string[];
  readonly trials: readonly TrialView[];
  /** Numbers of trials, best first; and those that no other one beats in all objectives. */
  readonly ranked: readonly number[];
  readonly front: readonly number[];
  readonly worth: WorthView | null;
  /** Numbers of those that came to something else when they were run again. */
  readonly unlike: readonly number[];
}
