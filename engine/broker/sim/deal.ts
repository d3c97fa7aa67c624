import type { AccountView } from '../../model/account.ts';
import type { Liquidity } from '../../model/fill.ts';
import { snapDown } from '../../model/grid.ts';
import { type Instrument, valueAt } from '../../model/instrument.ts';
import { Line } from '../../model/line.ts';
import type { CancelReason } from '../../model/order.ts';
import { BarSeries, type Series } from '../../model/series.ts';
import { unitsTaken } from './fees/in-kind.ts';
import { type Opening, refuseToOpen } from './margin.ts';
import { marketable } from './matching.ts';
import type { Resting } from './resting.ts';
import type { SimRules } from './rules.ts';
import { NO_SLIPPAGE } from './slippage.ts';

/** What an order meets: a price, and the row of the market in which it stands. */
export interface Meeting {
  readonly market: number;
  readonly liquidity: Liquidity;
  readonly series: Series;
  readonly row: number;
  /** Units that may still fill at that price. */
  readonly room: number;
  /** Units that may still fill at that moment in all, and the price of the last of them: a quote may have more levels. */
  readonly total: number;
  readonly last: number;
  /** Whether the order pays slippage: it takes, and is no limit order. */
  readonly slips: boolean;
  /** Whether the price is one at which all the market trades: an open, an auction, a quote, a print. */
  readonly posted: boolean;
  readonly ts: number;
}

/** What an order gets when it meets the market: one for all orders, written anew for each. */
export class Deal {
  qty = Number.NaN;
  /** Per unit, slippage included. */
  price = Number.NaN;
  fee = Number.NaN;
  /** Units of what is bought that the fee takes; undefined where it is paid in money. */
  feeQty: number | undefined = undefined;
  /** Units that were held before and that no order could close: exits of an entry cover them with it. */
  loose = 0;
  /** Why what is left of the order ends now; undefined if it stays or nothing is left. */
  rest: CancelReason | undefined = undefined;
  /** Whether it closes some of the strategy's position. */
  closes = false;
  /** What of it was last asked to open something. */
  readonly opening: { -readonly [K in keyof Opening]: Opening[K] } = {
    instrument: 0,
    side: 'buy',
    qty: Number.NaN,
    closes: Number.NaN,
    price: Number.NaN,
    fee: Number.NaN,
    market: Number.NaN,
  };
}

/** Writes the quantity, price and fee at which an order fills; or says why it ends without, or that it must wait for more volume. */
export function dealOf(
  order: Resting,
  meeting: Meeting,
  instrument: Instrument,
  account: AccountView,
  rules: SimRules,
  deal: Deal,
): 'dealt' | CancelReason | 'no-room' {
  const request = order.order;
  const { room } = meeting;
  const own = account.qtyOf(request.strategy, request.instrument);
  // Fees taken off what was bought leave less than a step, which no order can close.
  const closable = Math.max(snapDown(instrument.steps, order.buys ? -own : own), 0);
  const exits = request.reduceOnly || (order.leavesQty ?? Number.POSITIVE_INFINITY) <= closable;
  const asked = order.leavesQty ?? sizeOf(order, priceOf(order, meeting, 0, instrument, exits, rules), meeting, instrument, rules);
  if (typeof asked === 'string') return asked;

  const wanted = request.reduceOnly ? Math.min(asked, closable) : asked;
  if (!(wanted > 0)) {
    // A child of whose total nothing is left waits for the next fill of its parent.
    const waits = order.leavesQty === 0 && (closable > 0 || !request.reduceOnly);
    return waits ? 'no-room' : request.reduceOnly ? 'no-position' : 'zero-quantity';
  }
  let qty = Math.min(wanted, room);
  if (request.tif === 'fok' && qty < wanted && !fillsInAll(order, meeting, wanted, instrument, account, rules)) return 'fok-unfilled';
  if (qty <= 0) return 'no-room';
  // A reduce-only order that closes all there is must not wait for the next position.
  let rest: CancelReason | undefined = wanted < asked && qty === wanted ? 'no-position' : undefined;
  let price = priceOf(order, meeting, qty, instrument, exits, rules);
  charge(deal, order, qty, price, own, meeting, instrument, rules);
  if (Number.isNaN(deal.fee)) return 'no-rate';
  // Without credit a strategy sells what is its own; on margin the account's net position counts.
  const held = account.type === 'cash' ? own : account.qty(request.instrument);
  const closes = Math.min(qty, Math.max(order.buys ? -held : held, 0));
  if (closes < qty) {
    const { opening } = deal;
    opening.instrument = request.instrument;
    opening.side = request.side;
    opening.qty = qty - (deal.feeQty ?? 0) - closes;
    opening.closes = closes;
    opening.price = price;
    opening.fee = deal.fee;
    opening.market = meeting.market;
    const refusal = refuseToOpen(account, instrument, opening);
    if (refusal !== undefined) {
      // What only closes may always pass.
      qty = snapDown(instrument.steps, closes);
      if (qty === 0) return refusal;
      rest = refusal;
      price = priceOf(order, meeting, qty, instrument, exits, rules);
      charge(deal, order, qty, price, own, meeting, instrument, rules);
    }
  }
  if (rest !== undefined && request.tif === 'fok') return 'fok-unfilled';
  if (rest === undefined && request.tif === 'ioc' && qty < asked && !(qty < wanted && room < meeting.total)) rest = 'ioc-remainder';
  deal.qty = qty;
  deal.price = price;
  deal.rest = rest;
  deal.closes = order.buys ? own < 0 : own > 0;
  return 'dealt';
}

/** Writes what a quantity costs at a price; `own` is what the strategy held before. */
function charge(
  deal: Deal,
  order: Resting,
  qty: number,
  price: number,
  own: number,
  { liquidity, ts }: Meeting,
  instrument: Instrument,
  rules: SimRules,
): void {
  deal.fee = rules.fee(qty, price, instrument, liquidity, order.id, order.buys, ts);
  deal.feeQty = undefined;
  deal.loose = 0;
  if (rules.inKind !== true || !order.buys) return;
  if (order.filledQty === 0 && own > 0) deal.loose = own - snapDown(instrument.steps, own);
  const units = unitsTaken(instrument, own, qty, price, deal.fee);
  if (units === 0) return;
  deal.feeQty = units;
  deal.fee = valueAt(instrument, units, price);
}

/** Whether the levels of a quote fill all of an order, and the account can pay for it even at the last of them. */
function fillsInAll(
  order: Resting,
  meeting: Meeting,
  wanted: number,
  instrument: Instrument,
  account: AccountView,
  rules: SimRules,
): boolean {
  if (meeting.total < wanted) return false;
  const deal = new Deal();
  const last = { ...meeting, market: meeting.last, room: wanted, total: wanted };
  return dealOf(order, last, instrument, account, rules, deal) === 'dealt' && deal.qty === wanted;
}

/** The quantity of an order that was sent without one. */
function sizeOf(order: Resting, price: number, { liquidity, ts }: Meeting, instrument: Instrument, rules: SimRules): number | CancelReason {
  const { id, buys } = order;
  return rules.size(id, order.order, price, (units) => rules.fee(units, price, instrument, liquidity, id, buys, ts));
}

/** A taker pays slippage; a limit order's price is its own. */
function priceOf(order: Resting, meeting: Meeting, qty: number, instrument: Instrument, exits: boolean, rules: SimRules): number {
  const { market, slips, series, row, posted } = meeting;
  if (!slips) return market;
  const slip = rules.slippage === NO_SLIPPAGE ? 0 : rules.slippage(market, instrument, exits, qty, order.buys, series, row, posted);
  let price = order.buys ? market + slip : market - slip;
  if (rules.clip && series instanceof BarSeries) price = Math.min(Math.max(price, Line.at(series.low, row)), Line.at(series.high, row));
  return order.manner !== 'market' && order.price !== undefined && !marketable(order, price) ? order.price! : price;
}
