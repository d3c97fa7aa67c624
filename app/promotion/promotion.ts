import type { Hashes } from '../../engine/loop/journal.ts';

/** What a strategy, with these parameters on this engine, has shown: in a backtest, or in a paper session. */
export interface Promotion {
  readonly kind: 'backtest' | 'paper';
  /** The run or the session. */
  readonly source: string;
  readonly strategies: readonly string[];
  /** What it holds for: nothing else than this engine, this code and these parameters. */
  readonly hashes: Pick<Hashes, 'engine' | 'code' | 'params'>;
  /** When it was promoted, ISO-8601 UTC. */
  readonly ts: string;
  /** What was found when it was looked at. */
  readonly evidence: BacktestEvidence | PaperEvidence;
}

/** A backtest that came out again as it had before. */
export interface BacktestEvidence {
  readonly resultHash: string;
  readonly orders: number;
  readonly fills: number;
  readonly metrics: Readonly<Record<'totalReturn' | 'sharpe' | 'maxDrawdown' | 'trades', number | null>>;
  /** How often each strategy had been tried in this workspace by then: what was found by trying much is worth less. */
  readonly trials: readonly { readonly family: string; readonly trials: number; readonly different: number }[];
  /** What so many trials leave of it. Absent of what was promoted before that was looked at. */
  readonly worth?: WorthEvidence;
}

/** What a backtest is worth after all trials of its strategies, Sharpe ratios annualised; null where that cannot be said. */
export interface WorthEvidence {
  /** Every run, and those that differ, of the strategy that was tried most. */
  readonly trials: number;
  readonly different: number;
  readonly probabilisticSharpe: number | null;
  readonly deflatedSharpe: number | null;
  /** What the best of so many shows by luck alone. */
  readonly expectedMaximum: number | null;
  /** Years of the record, and how many it takes to show with 95 % confidence a Sharpe ratio above 0 and one above luck. */
  readonly years: number | null;
  readonly minTrackRecord: number | null;
  readonly minTrackRecordDeflated: number | null;
  /** The deflated Sharpe ratio that was asked for. */
  readonly asked: number;
}

/** A paper session whose recording was run again, and made the same commands byte for byte. */
export interface PaperEvidence {
  readonly steps: number;
  readonly commands: number;
  /** From the first step to the last, on the wall. */
  readonly hours: number;
  /** The speed of the tape that it heard; null where its data came live. */
  readonly tape: number | null;
  /** The journal as it was looked at. */
  readonly journal: { readonly entries: number; readonly hash: string };
}
