import type { Analysis } from '../engine/analysis/analysis.ts';
import type { Attribution } from '../engine/analysis/attribution/attribution.ts';
import type { Metrics } from '../engine/analysis/metrics.ts';
import type {
  Ambiguity,
  EquityColumns,
  FillRecord,
  LedgerRecord,
  OrderRecord,
  PlotColumns,
  PriceColumns,
  RoundTripRecord,
  SplitRecord,
} from '../engine/model/result.ts';
import type { RiskRecord } from '../engine/model/trading-state.ts';

/** One line an author logged. */
export interface LogRecord {
  readonly ts: number;
  readonly strategy: string;
  readonly message: string;
  readonly fields?: unknown;
}

/** What the P&L of a run may have been, its decisions taken anew after every outcome that its ambiguous fills allow. */
export interface ForkRecord {
  /** How often the session was run. */
  readonly runs: number;
  /** Whether these are all combinations of outcomes, or a sample of them. */
  readonly exhaustive: boolean;
  /** Money, ascending: the P&L of each run. */
  readonly pnl: readonly number[];
}

/** Whether a run comes to the same when its session is written down at each boundary and rebuilt of what was written. */
export interface EpochRecord {
  /** As it was asked for, such as `1d`. */
  readonly length: string;
  /** Rows of each series that were shown before each epoch, or more where indicators need them. */
  readonly rows: number;
  /** How many epochs there were, up to the first that differs. */
  readonly count: number;
  /** What differs first, in one sentence; null where nothing does. */
  readonly difference: string | null;
}

/** A finished run as it is shown, stored and sent. Times are epoch milliseconds UTC in memory, ISO-8601 in files. */
export interface Result {
  readonly runId: string;
  readonly resultHash: string;
  readonly engine: { readonly version: string; readonly node: string };
  /** The run specification that reproduces it. */
  readonly spec: unknown;
  readonly metrics: Metrics;
  /** Tables, curves and intervals. */
  readonly analysis: Analysis;
  /** Where the money went. */
  readonly attribution: Attribution;
  readonly orders: readonly OrderRecord[];
  readonly fills: readonly FillRecord[];
  readonly roundTrips: readonly RoundTripRecord[];
  /** What was paid between fills. */
  readonly ledger: readonly LedgerRecord[];
  readonly splits: readonly SplitRecord[];
  readonly equity: EquityColumns;
  readonly ambiguity: Ambiguity;
  /** Where forks were asked for. */
  readonly fork?: ForkRecord;
  /** Where epochs were asked for. */
  readonly epochs?: EpochRecord;
  /** What to distrust, one sentence each. */
  readonly warnings: readonly string[];
  /** How many intents and orders were refused, by reason. */
  readonly refusals: Readonly<Record<string, number>>;
  /** What became of trading, and what the next session has to know of it. */
  readonly risk: RiskRecord;
  readonly logs: readonly LogRecord[];
  /** For charts; not part of files. */
  readonly prices: readonly PriceColumns[];
  /** What strategies plotted, for charts; not part of files. */
  readonly plots?: readonly PlotColumns[];
  readonly currency: string;
  /** Money at the start, in account currency; foreign balances at the rates with which they began. */
  readonly startCash: number;
}
