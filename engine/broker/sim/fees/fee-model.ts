import type { Fill, Liquidity } from '../../../model/fill.ts';
import type { Instrument } from '../../../model/instrument.ts';
import type { OrderId } from '../../../model/order.ts';

/**
 * What a fill costs, in settlement currency; negative is a rebate, NaN where a rate that it needs is not known. `qty` is
 * positive, `orderId` 0 for an order that is only thought of. It changes nothing: what is asked need not happen.
 */
export type FeeModel = (
  qty: number,
  price: number,
  instrument: Instrument,
  liquidity: Liquidity,
  orderId: OrderId,
  buys: boolean,
  ts: number,
) => number;

/** What fees remember, as numbers in lists. */
export type SavedFees = number | null | readonly SavedFees[];

/** A fee, and what it remembers of fills. */
export interface Fees {
  readonly fee: FeeModel;
  /** Whether what a purchase of spot costs is taken off what was bought. */
  readonly inKind?: boolean | undefined;
  /** Told of every fill once it is charged, `done` where it was the order's last; absent where nothing is remembered. */
  readonly filled?: ((fill: Fill, instrument: Instrument, done: boolean) => void) | undefined;
  /** Writes down what is remembered, and goes on with what others wrote; absent where nothing is. */
  readonly save?: (() => SavedFees) | undefined;
  readonly restore?: ((saved: SavedFees) => void) | undefined;
}

/** The fee that was charged for a fill, asked again: before it is remembered. */
export const feeOf = (fee: FeeModel, { qty, price, liquidity, orderId, side, ts }: Fill, instrument: Instrument): number =>
  fee(qty, price, instrument, liquidity, orderId, side === 'buy', ts);

/** What fees may know of the run, in set-up. */
export interface FeeDesk {
  readonly instruments: readonly Instrument[];
  /** Account money per unit of a currency, NaN before its first rate; undefined for a currency that the account does not know. */
  rateOf(currency: string): (() => number) | undefined;
}
