import type { Certainty } from '../../model/fill.ts';
import type { Series } from '../../model/series.ts';
import { type Other, otherOutcome } from './ambiguity.ts';
import type { Dealer } from './dealer.ts';
import { triggerUnfilled, waitForMore } from './ends.ts';
import { bestOf, fillsAtTrigger, marketable, priceInside, provenInside, triggers, triggersInside } from './matching.ts';
import type { BarAhead } from './print.ts';
import type { Queue } from './queue.ts';
import type { Resting } from './resting.ts';
import type { SimRules } from './rules.ts';
import { levelFrom, showTrail, standAt, trailByClose } from './trail.ts';
import type { Venue } from './venue.ts';

/** How orders fill inside a bar at prices of their own, and which outcome of an ambiguous bar is taken. */
export class Inside {
  readonly #venue: Venue;
  readonly #markets: readonly Series[];
  readonly #rules: SimRules;
  readonly #dealer: Dealer;
  /** Orders that are to meet the present moment. */
  readonly #queue: Queue;
  /** Orders of this moment whose ambiguity has been decided. */
  readonly #decided = new Set<Resting>();

  constructor(venue: Venue, markets: readonly Series[], rules: SimRules, dealer: Dealer, queue: Queue) {
    this.#venue = venue;
    this.#markets = markets;
    this.#rules = rules;
    this.#dealer = dealer;
    this.#queue = queue;
  }

  /** A new moment: everything is open again. */
  begin(): void {
    if (this.#decided.size > 0) this.#decided.clear();
  }

  /** Judges an order against a whole bar. */
  meet(order: Resting, bar: BarAhead): void {
    const price = priceInside(order, bar, this.#rules.touch);
    if (!Number.isNaN(price)) this.fill(order, bar, price);
    else if (triggersInside(order, bar)) triggerUnfilled(this.#venue, order);
    else if (order.trail !== undefined) this.#trail(order, bar);
  }

  /** Fills an order at its own price inside a bar, and says what else the bar allows. */
  fill(order: Resting, bar: BarAhead, price: number): void {
    const { links } = this.#venue;
    const takes = fillsAtTrigger(order);
    const asked = order.order.group !== 0 || links.attached > 0 || order.trail !== undefined;
    const other = asked ? otherOutcome(order, price, bar, this.#venue, this.#rules) : undefined;
    if (other !== undefined && this.#choosesOther(order, other)) {
      this.#takeOther(order, other, bar, price);
      return;
    }
    const sure = !takes && order.triggeredAt !== this.#venue.now && provenInside(order, bar);
    const certainty: Certainty = other !== undefined ? 'ambiguous' : sure ? 'exact' : 'assumed';
    this.#fillOrWait(order, price, takes, certainty, other, bar);
  }

  /**
   * The good side of the bar comes last and moves a trailing stop. A close beyond its new level proves that it was hit on
   * the way there, at a price nobody knows: the worst of what the bar allows.
   */
  #trail(order: Resting, bar: BarAhead): void {
    const instrument = this.#venue.instruments[order.order.instrument]!;
    if (this.#rules.trailBy === 'close') {
      trailByClose(order, bar, instrument);
      return;
    }
    const had = order.trigger ?? levelFrom(order, order.trail!.activation ?? bar.open, instrument);
    showTrail(order, bestOf(order, bar), instrument);
    if (!triggers(order, bar.close)) return;
    const moved = order.trigger!;
    const worst = order.buys ? Math.min(bar.high, had) : Math.max(bar.low, had);
    const waits = order.manner === 'stop-limit' && !marketable(order, moved);
    const turned = worst === moved || waits ? undefined : { price: moved, exit: undefined, rival: undefined };
    if (turned !== undefined && this.#choosesOther(order, turned)) {
      this.#takeOther(order, turned, bar, worst);
      return;
    }
    standAt(order, worst, instrument);
    const other = turned ?? otherOutcome(order, worst, bar, this.#venue, this.#rules);
    if (waits) triggerUnfilled(this.#venue, order);
    else this.#fillOrWait(order, worst, true, other === undefined ? 'assumed' : 'ambiguous', other, bar);
  }

  #fillOrWait(order: Resting, price: number, takes: boolean, certainty: Certainty, other: Other | undefined, bar: BarAhead): void {
    const row = this.#markets[order.order.instrument]!.row + 1;
    if (!this.#dealer.fill(order, price, row, takes ? 'taker' : 'maker', certainty, other, bar.ts)) waitForMore(this.#venue, order);
  }

  /** Whether a forked run takes the other outcome here; asked once for an order and what rivals it in a bar, never on a walk. */
  #choosesOther(order: Resting, { rival }: Other): boolean {
    const { choose, path } = this.#rules;
    if (choose === undefined || path !== 'pessimistic' || this.#decided.has(order)) return false;
    this.#decided.add(order);
    if (rival !== undefined) this.#decided.add(rival);
    return choose();
  }

  /** The other outcome: its rival goes first; the good extreme moved the trail first; the exit is hit on the bar of the entry. */
  #takeOther(order: Resting, other: Other, bar: BarAhead, price: number): void {
    if (other.rival !== undefined) this.#queue.add(order);
    else if (other.exit === undefined) {
      showTrail(order, bestOf(order, bar), this.#venue.instruments[order.order.instrument]!);
      this.#fillOrWait(order, order.trigger!, true, 'ambiguous', other, bar);
    } else {
      this.#fillOrWait(order, price, fillsAtTrigger(order), 'ambiguous', other, bar);
      for (const child of this.#venue.links.childrenOf(order.id)) {
        if (child.dormant) continue;
        child.arrival = bar.openTs;
        this.#queue.add(child);
      }
    }
  }
}
