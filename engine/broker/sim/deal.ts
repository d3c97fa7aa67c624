import type { AccountView } from '../../model/account.ts';
import type { Liquidity } from '../../model/fill.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { CancelReason } from '../../model/order.ts';
import { refuseToOpen } from './margin.ts';
import { marketable } from './matching.ts';
import type { Resting } from './resting.ts';
import type { SimRules } from './rules.ts';

/** What an order gets when it meets the market. */
export interface Deal {
  readonly qty: number;
  /** Per unit, slippage included. */
  readonly price: number;
  readonly fee: number;
  /** Why what is left of the order ends now; undefined if it stays or nothing is left. */
  readonly rest: CancelReason | undefined;
  /** Whether it closes some of the strategy's position. */
  readonly closes: boolean;
}

/** The quantity, price and fee at which an order fills when the market stands at `market`, or why it gets nothing. */
export function dealOf(
  order: Resting,
  market: number,
  liquidity: Liquidity,
  instrument: Instrument,
  account: AccountView,
  rules: SimRules,
): Deal | CancelReason {
  const request = order.order;
  const own = account.qtyOf(request.strategy, request.instrument);
  const closable = Math.max(order.buys ? -own : own, 0);
  const exits = request.reduceOnly || (order.leavesQty ?? Number.POSITIVE_INFINITY) <= closable;
  const price = priceOf(order, market, liquidity, instrument, exits, rules);
  const asked = order.leavesQty ?? sizeOf(order, price, liquidity, instrument, rules);
  if (typeof asked === 'string') return asked;

  let qty = request.reduceOnly ? Math.min(asked, closable) : asked;
  if (!(qty > 0)) return request.reduceOnly ? 'no-position' : 'zero-quantity';
  // A reduce-only order that closes all there is must not wait for the next position.
  let rest: CancelReason | undefined = qty < asked ? 'no-position' : undefined;
  let fee = rules.fee(qty, price, instrument, liquidity);
  // Without credit a strategy sells what is its own; on margin the account's net position counts.
  const held = account.type === 'cash' ? own : account.qty(request.instrument);
  const closes = Math.min(qty, Math.max(order.buys ? -held : held, 0));
  if (closes < qty) {
    const freed = closes === 0 ? 0 : closes * Math.abs(account.last(request.instrument)) * instrument.multiplier;
    const refusal = refuseToOpen(account, request.side, qty - closes, price * instrument.multiplier, fee / qty, freed);
    if (refusal !== undefined) {
      // What only closes may always pass.
      if (closes === 0) return refusal;
      rest = refusal;
      qty = closes;
      fee = rules.fee(qty, price, instrument, liquidity);
    }
  }
  if (rest !== undefined && request.tif === 'fok') return 'fok-unfilled';
  return { qty, price, fee, rest, closes: closable > 0 };
}

/** The quantity of an order that was sent without one. */
const sizeOf = (order: Resting, price: number, liquidity: Liquidity, instrument: Instrument, rules: SimRules): number | CancelReason =>
  rules.size(order.id, order.order, price, (units) => rules.fee(units, price, instrument, liquidity));

/** A taker pays slippage; a limit order's price is its own. */
function priceOf(order: Resting, market: number, liquidity: Liquidity, instrument: Instrument, exits: boolean, rules: SimRules): number {
  const { type } = order.order;
  if (liquidity === 'maker' || type === 'limit') return market;
  const slip = rules.slippage(market, instrument, exits);
  const price = order.buys ? market + slip : market - slip;
  return type === 'stop-limit' && !marketable(order, price) ? order.price! : price;
}
