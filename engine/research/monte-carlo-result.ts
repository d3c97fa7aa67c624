import type { BlockBootstrap } from './monte-carlo/block-bootstrap.ts';
import type { RandomEntry } from './monte-carlo/random-entry.ts';
import type { TradeShuffle } from './monte-carlo/trade-shuffle.ts';
import type { WithoutBest } from './monte-carlo/without-best.ts';
import type { Worth } from './worth.ts';

/** One way in which a run was done again on worse terms. */
export interface Variant {
  /** `fees-added` and `slippage-added` stand where the run has none to double. */
  readonly name: 'as-run' | 'fees-x2' | 'fees-added' | 'slippage-x2' | 'slippage-added' | 'one-bar-later';
  /** The same in words. */
  readonly words: string;
  readonly totalReturn: number;
  readonly cagr: number;
  readonly sharpe: number;
  readonly maxDrawdown: number;
  readonly trades: number;
  readonly fees: number;
  readonly slippage: number;
}

/** How much luck there is in a run, and how easily it breaks: all that `onetape monte-carlo` finds. Plain numbers; NaN is null in files. */
export interface MonteCarloResult {
  readonly runId: string;
  readonly resultHash: string;
  readonly families: readonly string[];
  readonly spec: unknown;
  /** Milliseconds UTC of the first and the last value of equity; ISO-8601 in files. */
  readonly from: number;
  readonly to: number;
  readonly currency: string;
  readonly startCash: number;
  /** How many times each kind of simulation was done, and the seed of all. */
  readonly simulations: number;
  readonly seed: number;
  /** The shares at which distributions and fans are told, in their order. */
  readonly levels: readonly number[];
  /** How often was tried until there was this run, and what that leaves of it. */
  readonly worth: Worth;
  /** Null where there are too few returns, round trips or prices for it. */
  readonly bootstrap: BlockBootstrap | null;
  readonly shuffle: TradeShuffle | null;
  readonly randomEntry: RandomEntry | null;
  readonly withoutBest: WithoutBest | null;
  /** As it was run, and on worse terms; each a run of the engine. */
  readonly variants: readonly Variant[];
  /** What could not be done, and why; a sentence each. */
  readonly notes: readonly string[];
}
