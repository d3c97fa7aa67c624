import type { Instrument } from '../model/instrument.ts';
import type { Side } from '../model/order.ts';

/** What a sizer may know of an order. Prices are per unit; money is in account currency. */
export interface SizingRequest {
  readonly side: Side;
  readonly instrument: Instrument;
  /** The price expected or, at the fill, known. */
  readonly price: number;
  /** Where the attached stop loss stands; NaN without one. */
  readonly stop: number;
  /** Account money per unit of the currency the instrument is settled in. */
  readonly rate: number;
  /** What the strategy may use. */
  readonly equity: number;
  /** What a quantity costs in fees, where that is known: at the fill. Else 0. */
  readonly fee: (qty: number) => number;
}

/** Turns an intent without a quantity into units, positive; the engine snaps them to the step. NaN where it cannot. */
export type Sizer = (request: SizingRequest) => number;

/** The sizer part of a run file. `at`: sized when the order is sent, or when its price is known. */
export type SizerSpec = (
  | { readonly model: 'fixed'; readonly qty: number }
  | { readonly model: 'notional'; readonly notional: number }
  | { readonly model: 'fraction-of-equity'; readonly fraction: number }
  | { readonly model: 'fixed-fractional'; readonly risk: number }
) & { readonly at?: 'signal' | 'fill' | undefined };
