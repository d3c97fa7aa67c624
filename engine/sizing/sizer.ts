import type { AccountView } from '../model/account.ts';
import type { Instrument } from '../model/instrument.ts';
import type { Side } from '../model/order.ts';
import type { BarSeries } from '../model/series.ts';

/** What a sizer may know of an order. Prices are per unit; money is in account currency. */
export interface SizingRequest {
  readonly side: Side;
  readonly instrument: Instrument;
  /** Small integers of the instrument and of the strategy that asks. */
  readonly index: number;
  readonly strategy: number;
  /** The price expected or, at the fill, known. */
  readonly price: number;
  /** Where the attached stop loss stands; NaN without one. */
  readonly stop: number;
  /** Account money per unit of the currency the instrument is settled in. */
  readonly rate: number;
  /** What the strategy may use. */
  readonly equity: number;
  /** What a quantity costs in fees, in settlement currency, where that is known: at the fill. Else 0. */
  readonly fee: (qty: number) => number;
}

/** Why a sizer has no size: there is no stop loss to size by, or too few finished bars or round trips, or they do not vary. */
export type Unsized = 'no-stop-to-size-by' | 'nothing-to-size-by';

/** Turns an intent without a quantity into units, positive; the engine snaps them to the step. 0 or less refuses the order. */
export type Sizer = (request: SizingRequest) => number | Unsized;

/** Makes a sizer for one run: lines are asked for now, before the first event. Sizers compose by being given to each other. */
export type SizerModel = (desk: SizingDesk) => Sizer;

/** What sizers may ask of the run, always as of now. */
export interface SizingDesk {
  readonly instruments: readonly Instrument[];
  readonly account: AccountView;
  /**
   * The bars of an instrument that strategies are shown, the finest; or longer ones made of them. Only in set-up. Throws a
   * ConfigError where there are none.
   */
  bars(instrument: number, timeframe: string | undefined): BarSeries;
  /** What has come of a strategy's closed round trips so far. */
  closedOf(strategy: number): Closed;
  /** The highest equity of the account so far, what it began with included. */
  peak(): number;
}

/** Round trips that are closed: returns are of the entry's notional, net of fees. One that earned nothing is neither. */
export interface Closed {
  readonly count: number;
  readonly wins: number;
  readonly losses: number;
  /** Sums of the returns of either, both positive. */
  readonly won: number;
  readonly lost: number;
}
