import type { SourceSpec } from '../../data/loaded.ts';
import type { FeeSpec } from '../../engine/broker/sim/fees/fee-spec.ts';
import type { DelaySpec, LatencySpec } from '../../engine/broker/sim/latency.ts';
import type { FillRules } from '../../engine/broker/sim/rules.ts';
import type { SlippageSpec } from '../../engine/broker/sim/slippage.ts';
import type { AccountSpec } from '../../engine/model/account.ts';
import type { InstrumentSpec, SwapTerms } from '../../engine/model/instrument.ts';
import type { RiskSpec } from '../../engine/risk/spec.ts';
import type { SizerSpec } from '../../engine/sizing/sizer-spec.ts';
import type { AnyStrategy } from '../../engine/strategy/define.ts';
import type { NotifySpec } from '../alerts/notify-spec.ts';

/** One bar of a program's own. Times are ISO texts or milliseconds UTC; one of the two suffices where the timeframe is given. */
export interface BarRow {
  /** When the bar began. */
  readonly openTs?: number | string;
  /** When it closed, and so became known. */
  readonly ts?: number | string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume?: number;
}

/** Data from somewhere: a source with its options, or data in memory. `columns` count rows from 0. */
export type PlainFeedSpec =
  | string
  | SourceSpec
  | BarsInMemory
  | { readonly rows: readonly Readonly<Record<string, unknown>>[]; readonly id?: string };

type BarsInMemory =
  | { readonly bars: readonly BarRow[]; readonly timeframe?: string; readonly id?: string }
  | { readonly columns: Readonly<Record<string, ArrayLike<number>>>; readonly timeframe?: string; readonly id?: string };

/** Data on which a feed's orders are judged in place of its bars; strategies are not shown them. The finest given counts. */
export interface FinerSpecs {
  /** Shorter bars of the same instrument. */
  readonly finer?: PlainFeedSpec | null;
  readonly quotes?: PlainFeedSpec | null;
  readonly trades?: PlainFeedSpec | null;
}

/** What is paid to the holders of a feed's instrument, and done with it; or its bars, adjusted for that instead. */
export interface PaymentSpecs {
  readonly funding?: PlainFeedSpec | null;
  readonly actions?: PlainFeedSpec | null;
  readonly adjust?: 'none' | 'splits' | 'all';
  /** Whether a dividend lowers the prices of orders that wait. */
  readonly adjustOrders?: 'splits' | 'dividends';
}

/** Where a role's data come from. */
export type FeedSpec = PlainFeedSpec | (SourceSpec & FinerSpecs & PaymentSpecs) | (BarsInMemory & FinerSpecs & PaymentSpecs);

/** A source, or a list of them for a role of many. */
export type FeedSpecs = Readonly<Record<string, FeedSpec | readonly FeedSpec[]>>;

/** One of several strategies in an account. A feed may be the name of one in the run's own `feeds`. */
export interface StrategySpec {
  /** The name on its orders; the strategy's own name by default. */
  readonly id?: string;
  readonly strategy: string | AnyStrategy;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly feeds?: FeedSpecs;
  /** Its share of the account's cash, in money; null uses the whole account. */
  readonly capital?: number | null;
}

/**
 * What a run is: the content of a `run.json`. Everything but a strategy and its feeds has a default:
 * 100 000 on a margin account of leverage 1, no costs, 99 % of equity per order, sized at the signal.
 */
export interface RunSpec {
  /** A built-in name, the path of a `.ts` or `.js` file, or the strategy itself. */
  readonly strategy?: string | AnyStrategy;
  readonly strategies?: readonly StrategySpec[];
  readonly params?: Readonly<Record<string, unknown>>;
  readonly feeds?: FeedSpecs;
  /** By the name of a role, or by an instrument's id. */
  readonly instruments?: Readonly<Record<string, Omit<InstrumentSpec, 'expiry'> & { readonly expiry?: string }>>;
  readonly account?: Partial<Omit<AccountSpec, 'liquidation' | 'currencies' | 'balances'>> & {
    /** The share of the notional held at which an account is liquidated, where `liquidation` is on. */
    readonly maintenance?: number;
    readonly liquidation?: 'none' | 'at-close' | 'intrabar';
    /** A share of the notional that is closed. */
    readonly liquidationFee?: number;
    /** The share of a position that is closed first, where liquidation is judged intrabar. */
    readonly liquidationPart?: number;
    readonly negativeBalance?: 'owed' | 'forgiven';
    readonly balances?: Readonly<Record<string, number>> | null;
    /** By currency: a source of its price in the account's, or a number that does not move. */
    readonly rates?: Readonly<Record<string, string | number>>;
  };
  readonly costs?: {
    readonly fee?: FeeSpec;
    readonly slippage?: SlippageSpec;
    /** Milliseconds, a distribution, or measured values: a list, or the path of a file with one a line. */
    readonly latency?: { readonly [K in keyof LatencySpec]?: DelaySpec | { readonly values: string } };
    /** What is paid once a day, at a time of day in UTC; rates are per year. */
    readonly financing?: {
      readonly at?: string;
      readonly borrow?: { readonly rate: number } | null;
      readonly swap?: SwapTerms | null;
      readonly interest?: { readonly credit?: number; readonly debit?: number } | null;
    };
  };
  readonly sizer?: SizerSpec;
  /** What stands between strategies and the market; nothing by default. */
  readonly risk?: RiskSpec;
  readonly simulator?: Partial<Omit<FillRules, 'path'>> & {
    /** `lower-timeframe` makes sure that every instrument has finer data; given, they are used whatever the path. */
    readonly path?: FillRules['path'] | 'lower-timeframe';
    readonly cashCheck?: 'on-fill';
  };
  /** ISO. A date without a time is the whole of that day: the first day of `from`, the last one of `to`. */
  readonly from?: string | null;
  readonly to?: string | null;
  /** Bars of the first feed, or an ISO time, up to which handlers run and intents are refused. */
  readonly warmup?: number | string | null;
  readonly seed?: number;
  /** `riskFree` is a rate per year; `benchmark` the name of a role, or a source. */
  readonly metrics?: { readonly riskFree?: number; readonly benchmark?: string | null; readonly periodsPerYear?: number | null };
  /** Commands and URLs that are told of what happens in a paper or live session, by kind. */
  readonly notify?: NotifySpec;
  /** Where `onetape live` sends orders: a name, or the path of an adapter. A backtest asks nothing of it. */
  readonly broker?: string | null;
  /** What `onetape paper` and `onetape live` listen to: `tape`, a name, or the path of an adapter. */
  readonly liveFeed?: string | null;
}
