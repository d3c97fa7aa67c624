import type { RiskState } from '../model/trading-state.ts';

/** What is done when a limit is reached: only exits pass; nothing passes; or everything is cancelled and closed, and nothing passes. */
export type RiskAction = 'reduce' | 'halt' | 'flatten';

/** How a limit acts. `coolDown` is a length of time such as `4h`, `next-session`, or null for good. */
export interface Acts {
  readonly action?: RiskAction | undefined;
  readonly coolDown?: string | null | undefined;
}

/** A limit alone, with the action and the cool-down that are usual for it; or with its own. */
export type Limit<T = number> = T | (Acts & { readonly limit: T });

/** One number for all, or by name; `*` stands for those not named. */
export type ByName = number | Readonly<Record<string, number>>;

/** At most so many orders in any stretch of time of that length. */
export interface RateSpec {
  readonly orders: number;
  /** A length of time such as `1s`. */
  readonly per: string;
}

/** When a bar is out of the usual: more than `limit` times the mean of the `period` bars before it. */
export interface UnusualSpec extends Acts {
  readonly limit: number;
  readonly period: number;
}

/** How much of equity may move together. */
export interface CorrelationSpec {
  /** Fraction of equity. */
  readonly limit: number;
  /** How many returns are looked at. */
  readonly window: number;
  /** How long a return is: a length of time such as `1d`. */
  readonly every?: string | undefined;
}

/** Limits on what may be lost or won: fractions of equity. */
export interface LossSpec {
  /** From the highest equity so far. */
  readonly maxDrawdown?: Limit | null | undefined;
  /** From the equity at which the day began. */
  readonly maxDailyLoss?: Limit | null | undefined;
  /** From the equity at which the week began, on Monday. */
  readonly maxWeeklyLoss?: Limit | null | undefined;
  /** From the equity at the start. */
  readonly stopLoss?: Limit | null | undefined;
  readonly takeProfit?: Limit | null | undefined;
  /** From the highest equity so far, as a drawdown, but everything is closed. */
  readonly trailingStop?: Limit | null | undefined;
  /** Losing days in a row. */
  readonly maxLosingDays?: Limit | null | undefined;
}

/** What a person says while a run goes on: the kill switch or its release, to close all, or what may be traded. */
export interface SaidSpec {
  /** ISO-8601 UTC. */
  readonly at: string;
  readonly order: 'kill' | 'release' | 'close-all' | 'active' | 'reducing' | 'halted';
}

/**
 * What stands between strategies and the market. Everything is off where it is not given, or null. Exposures and losses are
 * fractions of equity, notionals money of the account, quantities units. What each means is written in docs/risk.md.
 */
export interface RiskSpec extends LossSpec {
  readonly maxOrderQty?: ByName | null | undefined;
  readonly maxOrderNotional?: ByName | null | undefined;
  readonly maxPositionQty?: ByName | null | undefined;
  readonly maxPositionNotional?: ByName | null | undefined;
  readonly maxGrossExposure?: number | null | undefined;
  readonly maxNetExposure?: number | null | undefined;
  /** By instrument. */
  readonly maxAssetExposure?: ByName | null | undefined;
  /** By sector. */
  readonly maxSectorExposure?: ByName | null | undefined;
  /** By strategy. */
  readonly maxStrategyExposure?: ByName | null | undefined;
  readonly maxCorrelatedExposure?: CorrelationSpec | null | undefined;
  /** Whether orders that wait count in positions and exposures: by default in all limits but `maxPositionNotional`. */
  readonly countWorking?: boolean | null | undefined;
  /** How far from the newest price an order may stand, as a fraction of it. */
  readonly priceCollar?: number | null | undefined;
  readonly maxOrderRate?: RateSpec | null | undefined;
  readonly maxStrategyOrderRate?: RateSpec | null | undefined;
  /** A length of time in which the same order is not sent twice. */
  readonly duplicateWindow?: string | null | undefined;
  readonly marginCheck?: boolean | null | undefined;
  /** The only instruments in which positions may be opened. */
  readonly allow?: readonly string[] | null | undefined;
  readonly deny?: readonly string[] | null | undefined;
  readonly sides?: 'both' | 'long-only' | 'short-only' | null | undefined;
  /** Losing round trips in a row. */
  readonly maxLosingTrades?: Limit | null | undefined;
  readonly maxBarRange?: UnusualSpec | null | undefined;
  readonly maxBarReturn?: UnusualSpec | null | undefined;
  /** How long an instrument may show nothing while its market is open. */
  readonly maxSilence?: Limit<string> | null | undefined;
  /** How long the connection to the broker may be down. */
  readonly maxOutage?: Limit<string> | null | undefined;
  /** Limits of one strategy, by its id, on its own capital. */
  readonly strategies?: Readonly<Record<string, LossSpec>> | null | undefined;
  /** The time of day in UTC at which days begin; midnight where it is not given. */
  readonly dayBegins?: string | null | undefined;
  /** What a person says meanwhile, each at its time. */
  readonly human?: readonly SaidSpec[] | null | undefined;
  /** What an earlier session ended with. */
  readonly state?: RiskState | null | undefined;
}
