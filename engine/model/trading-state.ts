/** Whether orders leave: all of them, only those that shrink a position, or none. */
export type TradingState = 'active' | 'reducing' | 'halted';

/** A change of what may be traded, or one more cause of it: then `from` and `to` are the same. */
export interface Transition {
  /** Milliseconds UTC. */
  readonly ts: number;
  /** The strategy that it concerns; null for the whole account. */
  readonly strategyId: string | null;
  readonly from: TradingState;
  readonly to: TradingState;
  /** The breaker or guard by its name, such as `max-drawdown`; `human`, `kill`, `strategy` (it threw), `liquidation`. */
  readonly who: string;
  readonly why: string;
}

/** One cause for which trading is not active, as it is kept between sessions. */
export interface HoldState {
  readonly who: string;
  readonly strategyId: string | null;
  readonly state: 'reducing' | 'halted';
  /** Whether everything held is closed, and stays so. */
  readonly flatten: boolean;
  /** ISO-8601 UTC. */
  readonly since: string;
  /** When it ends by itself; null where it does not. */
  readonly until: string | null;
}

/** What a session knows of its risk, as plain JSON: given to the next session, it goes on where this one ended. */
export interface RiskState {
  readonly holds: readonly HoldState[];
  /** What breakers remember, by their name, and that of the strategy behind a `/`: peaks, levels, counts. */
  readonly memory: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** What became of trading in a run. */
export interface RiskRecord {
  /** Oldest first. */
  readonly transitions: readonly Transition[];
  /** As it stood at the end. */
  readonly state: RiskState;
}
