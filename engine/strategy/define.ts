import type { OrderEvent } from '../broker/broker.ts';
import type { Fill } from '../model/fill.ts';
import type { Bars, Custom, Quotes, Trades } from '../model/series.ts';
import type { Millis } from '../model/time.ts';
import type { Context } from './context.ts';
import type { ParamSpec, ParamsOf } from './params.ts';
import type { AnyRole, FeedsOf } from './roles.ts';

/** What a strategy does when something happens. Orders leave after the handlers of the moment have run. */
export interface Handlers {
  /** Each finished bar, in the declared order of feeds. */
  onBar?(bars: Bars): void;
  /** Once per timestamp, after everything of that timestamp. */
  onSlice?(ts: Millis): void;
  onQuote?(quotes: Quotes): void;
  onTrade?(trades: Trades): void;
  /** Each row of a custom series, when it becomes known. */
  onData?(series: Custom): void;
  /** Each fill of an order of this strategy. */
  onFill?(fill: Fill): void;
  /** Each event in the life of an order of this strategy, fills included. */
  onOrder?(event: OrderEvent): void;
  /** The end of the run, after the last event. Orders sent here go nowhere. */
  onStop?(): void;
}

/** A strategy: what it can be told, what it is given, and what it does with it. */
export interface Strategy<P extends ParamSpec = ParamSpec, R extends readonly AnyRole[] = readonly AnyRole[]> {
  readonly name: string;
  readonly params: P;
  /** Names of roles; a run binds them to data. */
  readonly feeds: R;
  /** Takes whatever feeds the run names, beside those of `feeds`: a single one as bars, a list as many. */
  readonly openFeeds?: true;
  /** Makes the indicators and returns the handlers; called once, before the first event. */
  setup(ctx: Context<FeedsOf<R>>, params: ParamsOf<P>): Handlers;
}

/** A strategy of any parameters and roles, as the engine runs it. */
// biome-ignore lint/suspicious/noExplicitAny: `setup` takes what its own spec infers; the engine hands it exactly that.
export type AnyStrategy = Omit<Strategy, 'setup'> & { setup(ctx: Context<any>, params: any): Handlers };

/** Types a strategy from its own specification: parameters and roles are inferred. */
export function defineStrategy<const P extends ParamSpec, const R extends readonly AnyRole[]>(strategy: Strategy<P, R>): Strategy<P, R> {
  return strategy;
}
