import type { Certainty, Liquidity } from '../../model/fill.ts';
import { remainder, sumOf } from '../../model/grid.ts';
import type { OrderRequest } from '../../model/order.ts';
import type { Series } from '../../model/series.ts';
import { type Millis, millis } from '../../model/time.ts';
import type { Other } from './ambiguity.ts';
import { Deal, dealOf, type Meeting } from './deal.ts';
import type { Offer } from './depth.ts';
import { followPosition, releaseChildren, shrinkSiblings } from './exits.ts';
import { KEEPER } from './keepers.ts';
import type { Resting } from './resting.ts';
import type { SimRules } from './rules.ts';
import { trigger } from './trigger.ts';
import type { Venue } from './venue.ts';
import { Room } from './volume.ts';

/** Fills orders: how much and at what price, what volume and money allow, and what that does to the orders linked to them. */
export class Dealer {
  readonly room: Room;
  /** What the last order to be filled has got: 0 if it ended or found nothing. */
  filled = 0;
  readonly #venue: Venue;
  readonly #markets: readonly Series[];
  readonly #rules: SimRules;
  /** A fill that shrank a position whose exits must follow, once it is booked. */
  #shrunk: OrderRequest | undefined;
  /** What the order meets: written anew for each. */
  readonly #meeting: { -readonly [K in keyof Meeting]: Meeting[K] };
  readonly #deal = new Deal();

  constructor(venue: Venue, markets: readonly Series[], rules: SimRules) {
    this.#venue = venue;
    this.#markets = markets;
    this.#rules = rules;
    this.room = new Room(venue.instruments, markets, rules);
    this.#meeting = {
      market: Number.NaN,
      liquidity: 'taker',
      series: markets[0]!,
      row: 0,
      room: Number.NaN,
      total: Number.NaN,
      last: Number.NaN,
      posted: false,
      slips: false,
      ts: Number.NaN,
    };
  }

  /** Lets exits follow a position that the last fill has shrunk, now that it is booked; false where there is nothing to do. */
  followsUp(): boolean {
    if (this.#shrunk === undefined) return false;
    const order = this.#shrunk;
    this.#shrunk = undefined;
    followPosition(this.#venue, order);
    return true;
  }

  /**
   * Fills an order as far as it may, or ends it; false where there is no volume left for it. An `offer` says how much there
   * is where that is not the volume of the row.
   */
  fill(
    order: Resting,
    market: number,
    row: number,
    liquidity: Liquidity,
    certainty: Certainty,
    other: Other | undefined,
    barTs: Millis,
    offer?: Offer,
  ): boolean {
    this.filled = 0;
    if (order.id === KEEPER) {
      this.#venue.call(order, market, certainty, barTs);
      this.#venue.waiting.keepers?.note(order.order.instrument, market, barTs);
      return true;
    }
    const request = order.order;
    const { instrument, strategy, side } = request;
    const series = this.#markets[instrument]!;
    const meeting = this.#meeting;
    meeting.market = market;
    meeting.liquidity = liquidity;
    meeting.series = series;
    meeting.row = row;
    meeting.ts = this.#venue.now;
    // A taker's fill is exact only where the price was there for all.
    meeting.posted = certainty === 'exact';
    meeting.room = offer === undefined ? this.room.left(instrument, row) : offer.qty;
    meeting.total = offer === undefined ? meeting.room : offer.total;
    meeting.last = offer === undefined ? market : offer.last;
    meeting.slips = liquidity === 'taker' && (offer === undefined ? order.manner !== 'limit' : offer.slips);
    const terms = this.#venue.instruments[instrument]!;
    const deal = this.#deal;
    const outcome = dealOf(order, meeting, terms, this.#venue.account, this.#rules, deal);
    if (outcome === 'no-room') return false;
    if (outcome !== 'dealt') {
      this.#venue.cancel(order, outcome);
      return true;
    }
    const { qty, price, fee, feeQty, loose, rest, closes } = deal;
    const leaves = remainder(terms.steps, order.leavesQty ?? qty, qty);
    if (leaves > 0 && rest === undefined && order.manner !== 'market' && order.manner !== 'limit') trigger(this.#venue, order);
    this.filled = qty;
    order.total ??= qty + leaves;
    order.leavesQty = leaves;
    order.filledQty = order.filledQty === 0 ? qty : sumOf(terms.steps, order.filledQty, qty);
    order.paid += price * qty;
    if (feeQty !== undefined) order.feeQty += feeQty;
    if (loose > 0 && !this.#isFillingBeside(order)) order.feeQty -= loose;
    if (offer === undefined && meeting.room !== Number.POSITIVE_INFINITY) this.room.take(instrument, qty);
    const ts = millis(this.#venue.now);
    const fill = {
      ts,
      orderId: order.id,
      instrument,
      strategy,
      side,
      qty,
      price,
      fee,
      feeQty,
      slippage: order.buys ? price - market : market - price,
      liquidity,
      certainty: offer !== undefined && certainty === 'exact' && qty > offer.shown ? 'assumed' : certainty,
      otherPrice: other?.price,
      otherExit: other?.exit,
      tag: request.words?.tag,
      barTs,
    } as const;
    this.#rules.filled?.(fill, terms, leaves <= 0 || rest !== undefined);
    this.#venue.emit({ kind: 'filled', ts, id: order.id, fill, leavesQty: leaves });
    this.#venue.waiting.keepers?.note(instrument, market, barTs);
    const linked = this.#venue.links.attached > 0;
    if (leaves <= 0) this.#venue.drop(order);
    if (request.group !== 0) shrinkSiblings(this.#venue, order, qty);
    if (linked) this.#settleLinks(order, price, closes);
    // Only now, when what it did fill has released its children.
    if (leaves > 0 && rest !== undefined) this.#venue.cancel(order, rest);
    return true;
  }

  /** Whether another purchase of the same has filled in part: what is less than a step so far is its own, and may become one. */
  #isFillingBeside({ id, order: { instrument, strategy } }: Resting): boolean {
    return this.#venue.waiting
      .list(instrument)
      .some((other) => other.id !== id && other.buys && other.filledQty > 0 && !other.done && other.order.strategy === strategy);
  }

  #settleLinks(order: Resting, price: number, closes: boolean): void {
    releaseChildren(this.#venue, order, price);
    const { parent, reduceOnly } = order.order;
    const entry = parent === 0 || !reduceOnly ? undefined : this.#venue.waiting.get(parent);
    if (entry !== undefined) this.#venue.cancel(entry, 'exit-filled');
    if (closes) this.#shrunk = order.order;
  }
}
