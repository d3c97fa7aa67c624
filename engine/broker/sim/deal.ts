import type { AccountView } from '../../model/account.ts';
import type { Liquidity } from '../../model/fill.ts';
import type { Instrument } from '../../model/instrument.ts';
import { Line } from '../../model/line.ts';
import type { CancelReason } from '../../model/order.ts';
import { BarSeries, type Series } from '../../model/series.ts';
import { refuseToOpen } from './margin.ts';
import { marketable } from './matching.ts';
import type { Resting } from './resting.ts';
import type { SimRules } from './rules.ts';

/** What an order meets: a price, and the row of the market in which it stands. */
export interface Meeting {
  readonly market: number;
  readonly liquidity: Liquidity;
  readonly series: Series;
  readonly row: number;
  /** Units that may still fill on that row. */
  readonly room: number;
  /** Whether the price is one at which all the market trades: an open, an auction, a quote, a print. */
  readonly posted: boolean;
}

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

/** The quantity, price and fee at which an order fills; why it ends without; or that it must wait for more volume. */
export function dealOf(
  order: Resting,
  meeting: Meeting,
  instrument: Instrument,
  account: AccountView,
  rules: SimRules,
): Deal | CancelReason | 'no-room' {
  const request = order.order;
  const { liquidity, room } = meeting;
  const own = account.qtyOf(request.strategy, request.instrument);
  const closable = Math.max(order.buys ? -own : own, 0);
  const exits = request.reduceOnly || (order.leavesQty ?? Number.POSITIVE_INFINITY) <= closable;
  const asked = order.leavesQty ?? sizeOf(order, priceOf(order, meeting, 0, instrument, exits, rules), liquidity, instrument, rules);
  if (typeof asked === 'string') return asked;

  const wanted = request.reduceOnly ? Math.min(asked, closable) : asked;
  if (!(wanted > 0)) return request.reduceOnly ? 'no-position' : 'zero-quantity';
  let qty = Math.min(wanted, room);
  if (request.tif === 'fok' && qty < wanted) return 'fok-unfilled';
  if (qty <= 0) return 'no-room';
  // A reduce-only order that closes all there is must not wait for the next position.
  let rest: CancelReason | undefined = wanted < asked && qty === wanted ? 'no-position' : undefined;
  let price = priceOf(order, meeting, qty, instrument, exits, rules);
  let fee = rules.fee(qty, price, instrument, liquidity);
  // Without credit a strategy sells what is its own; on margin the account's net position counts.
  const held = account.type === 'cash' ? own : account.qty(request.instrument);
  const closes = Math.min(qty, Math.max(order.buys ? -held : held, 0));
  if (closes < qty) {
    const refusal = refuseToOpen(account, instrument, request, qty - closes, price, (fee / qty) * (qty - closes), closes);
    if (refusal !== undefined) {
      // What only closes may always pass.
      if (closes === 0) return refusal;
      rest = refusal;
      qty = closes;
      price = priceOf(order, meeting, qty, instrument, exits, rules);
      fee = rules.fee(qty, price, instrument, liquidity);
    }
  }
  if (rest !== undefined && request.tif === 'fok') return 'fok-unfilled';
  if (rest === undefined && request.tif === 'ioc' && qty < asked) rest = 'ioc-remainder';
  return { qty, price, fee, rest, closes: closable > 0 };
}

/** The quantity of an order that was sent without one. */
const sizeOf = (order: Resting, price: number, liquidity: Liquidity, instrument: Instrument, rules: SimRules): number | CancelReason =>
  rules.size(order.id, order.order, price, (units) => rules.fee(units, price, instrument, liquidity));

/** A taker pays slippage; a limit order's price is its own. */
function priceOf(order: Resting, meeting: Meeting, qty: number, instrument: Instrument, exits: boolean, rules: SimRules): number {
  const { market, liquidity, series, row, posted } = meeting;
  if (liquidity === 'maker' || order.manner === 'limit') return market;
  const slip = rules.slippage(market, instrument, exits, qty, order.buys, series, row, posted);
  let price = order.buys ? market + slip : market - slip;
  if (rules.clip && series instanceof BarSeries) price = Math.min(Math.max(price, Line.at(series.low, row)), Line.at(series.high, row));
  const limited = order.manner === 'stop-limit' || order.manner === 'limit-if-touched';
  return limited && !marketable(order, price) ? order.price! : price;
}
