import { COINS, meant } from './grid.ts';
import type { OrderId, Side } from './order.ts';
import type { Millis } from './time.ts';

/** Whether the order added liquidity or took it. */
export type Liquidity = 'maker' | 'taker';

/**
 * What the data proves of a fill. `exact`: they leave no other price. `assumed`: the level was traded, a fill at it is
 * taken for granted. `ambiguous`: the bar also allows another outcome.
 */
export type Certainty = 'exact' | 'assumed' | 'ambiguous';

/** One execution of (part of) an order. */
export interface Fill {
  /** When it happened: a bar's open time for a fill at its open, its close time for one inside it. */
  readonly ts: Millis;
  readonly orderId: OrderId;
  readonly instrument: number;
  readonly strategy: number;
  readonly side: Side;
  /** Units, positive. */
  readonly qty: number;
  /** Per unit, slippage included. */
  readonly price: number;
  /** Money in quote currency; negative is a rebate. */
  readonly fee: number;
  /** Units of what was bought that the fee took, worth `fee` at `price`: so many less arrive. Absent where it was paid in money. */
  readonly feeQty?: number | undefined;
  /** Price given away against the undisturbed price, per unit; positive is worse. */
  readonly slippage: number;
  readonly liquidity: Liquidity;
  readonly certainty: Certainty;
  /** The other price the bar allows, where the fill is ambiguous and that price is known. */
  readonly otherPrice: number | undefined;
  /** The level of an exit that the bar which filled an entry may have hit, where the fill is ambiguous for that. */
  readonly otherExit: number | undefined;
  readonly tag: string | undefined;
  /** The close time of the bar that filled it; `ts` itself for a fill on a quote or trade. */
  readonly barTs: Millis;
}

/** Units by which a fill moves a position: what was bought less what its fee took of it. */
export const unitsOf = ({ qty, feeQty }: Pick<Fill, 'qty' | 'feeQty'>): number =>
  feeQty === undefined ? qty : meant(COINS, qty - feeQty, qty);
