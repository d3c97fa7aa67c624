import type { FeeSpec } from '../broker/sim/fees/fee-spec.ts';
import type { FinancingSpec } from '../broker/sim/financing/financing.ts';
import type { LatencySpec } from '../broker/sim/latency.ts';
import type { FillRules } from '../broker/sim/rules.ts';
import type { SlippageModel, SlippageSpec } from '../broker/sim/slippage.ts';
import type { AccountSpec } from '../model/account.ts';
import type { SessionTable } from '../model/calendar.ts';
import type { Instrument } from '../model/instrument.ts';
import type { Series } from '../model/series.ts';
import type { RiskSpec } from '../risk/spec.ts';
import type { SizerSpec } from '../sizing/sizer-spec.ts';
import type { AnyStrategy } from '../strategy/define.ts';
import type { EquityDigest } from './equity-digest.ts';
import type { Input } from './order-of-events.ts';
import type { Plots } from './plots.ts';
import type { AllPrices, HourlyPrices } from './prices.ts';
import type { Session } from './session.ts';

/** One strategy of a run, bound to its data. */
export interface BoundStrategy {
  readonly id: string;
  readonly strategy: AnyStrategy;
  readonly params: Readonly<Record<string, unknown>>;
  readonly feeds: Readonly<Record<string, Series | readonly Series[]>>;
  /** Its share of the account's money; null shares all of it. */
  readonly capital: number | null;
}

/** Everything a backtest needs, read and checked. Series carry their instrument's number; see `assignMarkets`. */
export interface BacktestParts {
  readonly strategies: readonly BoundStrategy[];
  /** In declared order: the order of events at one timestamp. */
  readonly series: readonly Series[];
  readonly instruments: readonly Instrument[];
  readonly account: AccountSpec;
  readonly fee: FeeSpec;
  /** A function is a program's: no run file has one. */
  readonly slippage: SlippageSpec | SlippageModel;
  readonly sizer: SizerSpec;
  readonly risk: RiskSpec;
  /** What is not given is pessimistic. */
  readonly simulator: Partial<FillRules>;
  readonly seed: number;
  /** Intents up to this time are refused as warm-up; -Infinity for none. */
  readonly warmUntil: number;
  /** When each instrument's market is open; where there is none it never closes, and its session is the UTC day. */
  readonly calendars?: readonly (SessionTable | undefined)[] | undefined;
  /** What is paid between fills, and what becomes of instruments; nothing by default. */
  readonly financing?: FinancingSpec | undefined;
  /** How long things take; nothing takes time by default. */
  readonly latency?: LatencySpec | undefined;
  /** Decides what was ambiguous, fill by fill; the pessimistic outcome without it. */
  readonly choose?: (() => boolean) | undefined;
  /** What people and brokers say while it runs. */
  readonly inputs?: readonly Input[] | undefined;
  /** Keep the lines that strategies plot; not by default. */
  readonly plots?: boolean | undefined;
  /**
   * So many values of equity, and bars of what is longer than memory, are kept one by one; of more, what every hour (UTC)
   * came to. Ten million by default.
   */
  readonly mostValues?: number | undefined;
}

/** A finished backtest: the session and what it was made of, from which a result is read. */
export interface FinishedRun {
  readonly parts: BacktestParts;
  readonly session: Session;
  /** The execution series of each instrument. */
  readonly markets: readonly Series[];
  /** The series of each instrument by which the account is valued and charts are drawn. */
  readonly shown: readonly Series[];
  /** What is kept of the prices of bars that have passed; undefined for what is in memory. */
  readonly prices: readonly (AllPrices | HourlyPrices | undefined)[];
  /** The rates of currencies, and what is kept of those that have passed. */
  readonly rates: readonly { readonly series: Series; readonly kept: AllPrices | HourlyPrices | undefined }[];
  readonly plots: Plots;
  /** Told of every value of equity, if they are too many to be kept. */
  readonly digest: EquityDigest;
}
