import { meant, remainder, snapTowardZero } from '../../model/grid.ts';
import type { CancelReason, OrderId } from '../../model/order.ts';
import { snapLimit, snapStop } from '../../model/price-level.ts';
import type { Wall } from '../../model/wall.ts';
import type { Conversation } from './conversation.ts';

/** What ties an order to others. */
interface Tie {
  readonly about: Conversation;
  /** The quantity it was sent with; undefined where it covers its parent. */
  whole: number | undefined;
  /** What other members of its group have filled. */
  taken: number;
  /** The most it may fill in all: its share of what its parent has filled. */
  cap: number;
  /** Waits for its parent's first fill. */
  isAsleep: boolean;
  /** Distance of its level from the parent's average fill price; undefined once its level is its own. */
  offset: number | undefined;
}

/**
 * Linked orders that no venue sees as linked, by the rules of docs/fills.md section 6: children are sent as their parent fills,
 * members of a group share a quantity, exits never cover more than is held. All of it happens in this process and ends with it.
 */
export class Exits {
  readonly #wall: Wall;
  readonly #find: (id: OrderId) => Conversation | undefined;
  readonly #live: Iterable<Conversation>;
  readonly #ties = new Map<OrderId, Tie>();
  readonly #held = new Map<string, number>();
  readonly #stops = new Set<() => void>();
  /** What a strategy held before. */
  before: (strategy: number, instrument: number) => number = () => 0;

  constructor(wall: Wall, find: (id: OrderId) => Conversation | undefined, live: Iterable<Conversation>) {
    this.#live = live;
    this.#wall = wall;
    this.#find = find;
  }

  /** Takes a linked order that the venue is not told of as one; false where its parent is gone. */
  add(about: Conversation, isAwake = false): boolean {
    const { order, terms } = about.life;
    const parent = this.#find(order.parent);
    if (order.parent !== 0 && !isAwake && (parent === undefined || (parent.life.isOver && parent.life.executions.booked === 0)))
      return false;
    const isAsleep = order.parent !== 0 && !isAwake;
    const tie = { about, whole: order.qty, taken: 0, cap: isAwake ? terms.qty : 0, isAsleep, offset: order.offset };
    this.#ties.set(about.life.id, tie);
    if (!isAsleep) return true;
    about.life.accept(this.#wall.now());
    if (order.tif === 'gtd') this.#expire(tie);
    if (parent!.life.executions.booked > 0) this.#release(parent!, tie);
    return true;
  }

  isAsleep(id: OrderId): boolean {
    return this.#ties.get(id)?.isAsleep === true;
  }

  /** Signed units that a strategy holds of an instrument. */
  heldOf(strategy: number, instrument: number): number {
    return this.#held.get(`${strategy}:${instrument}`) ?? this.before(strategy, instrument);
  }

  /** An order has filled `qty`; its fee took `feeQty` units of that. */
  filled(about: Conversation, qty: number, feeQty = 0): void {
    const { order } = about.life;
    const was = this.heldOf(order.strategy, order.instrument);
    const signed = order.side === 'buy' ? qty : -qty;
    const { executions, instrument } = about.life;
    const held = meant(instrument.steps, was + signed - feeQty, Math.abs(was) + qty);
    this.#held.set(`${order.strategy}:${order.instrument}`, held);
    if (signed > 0 && was > 0 && executions.booked === qty && !this.#isFillingBeside(about))
      executions.feeQty -= was - snapTowardZero(instrument.steps, was);
    if (this.#ties.size === 0) return;
    for (const sibling of this.#siblingsOf(about)) {
      sibling.taken += qty;
      this.#resize(sibling, sibling.about.life.leavesQty - qty, 'linked-order-filled');
    }
    for (const child of this.#childrenOf(about.life.id)) this.#release(about, child);
    const parent = order.reduceOnly ? this.#find(order.parent) : undefined;
    if (parent !== undefined && !parent.life.isOver) parent.cancel('exit-filled', false);
    if (was * signed < 0) this.#follow(order.strategy, order.instrument, held);
  }

  /** An order is over: children that have nothing to protect end with it. */
  ended(about: Conversation): void {
    this.#ties.delete(about.life.id);
    for (const child of this.#childrenOf(about.life.id))
      if (child.isAsleep || about.life.executions.booked === 0) child.about.cancel('parent-closed', false);
  }

  /** An author changes one that we hold. */
  replace(id: OrderId, qty: number | undefined, price: number | undefined, trigger: number | undefined): void {
    const tie = this.#ties.get(id)!;
    const { life } = tie.about;
    const { terms } = life;
    if (price !== undefined || trigger !== undefined) tie.offset = undefined;
    if (qty !== undefined) {
      if (tie.isAsleep) tie.whole = qty;
      tie.taken = 0;
    }
    const most = tie.isAsleep || life.order.parent === 0 ? Number.POSITIVE_INFINITY : tie.cap;
    const to = { qty: qty === undefined ? terms.qty : Math.min(qty, most), price: price ?? terms.price, trigger: trigger ?? terms.trigger };
    if (to.qty <= life.executions.booked) {
      life.refuseReplace(this.#wall.now(), 'zero-quantity');
      return;
    }
    life.restate(to, this.#wall.now());
    tie.about.renewal.align();
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  /** Whether another purchase of the same has filled in part: what is less than a step so far is its own, and may become one. */
  #isFillingBeside({ life }: Conversation): boolean {
    const { strategy, instrument } = life.order;
    for (const { life: other } of this.#live) {
      const { order } = other;
      if (other === life || other.isOver || other.executions.booked === 0 || order.side !== 'buy') continue;
      if (order.strategy === strategy && order.instrument === instrument) return true;
    }
    return false;
  }

  #childrenOf(id: OrderId): Tie[] {
    return [...this.#ties.values()].filter(({ about }) => about.life.order.parent === id);
  }

  #siblingsOf({ life }: Conversation): Tie[] {
    const { group, strategy } = life.order;
    if (group === 0) return [];
    return [...this.#ties.values()].filter(
      ({ about }) => about.life !== life && about.life.order.group === group && about.life.order.strategy === strategy,
    );
  }

  /** Lets a child cover what its parent has filled so far. */
  #release(parent: Conversation, tie: Tie): void {
    const { life } = tie.about;
    const { order, instrument } = life;
    const { booked, avgPrice, feeQty } = parent.life.executions;
    let { price, trigger } = life.terms;
    if (tie.offset !== undefined) {
      const level = avgPrice * (1 + tie.offset);
      if (order.type === 'limit') price = snapLimit(instrument, order.side, level);
      else trigger = snapStop(instrument, order.side, level);
    }
    const share = Math.min(1, tie.whole === undefined ? (order.fraction ?? 1) : tie.whole / parent.life.terms.qty);
    // What a fee took has not arrived, and cannot be sold; what it left before can, together with this.
    tie.cap = remainder(instrument.steps, share * (parent.life.order.side === 'buy' ? booked - feeQty : booked), 0);
    const qty = tie.cap - tie.taken;
    if (tie.cap === 0) {
      if (parent.life.isOver) tie.about.cancel('parent-closed', false);
    } else if (!(qty > life.executions.booked)) tie.about.cancel('linked-order-filled', false);
    else {
      life.restate({ qty: snapTowardZero(instrument.steps, qty), price, trigger }, this.#wall.now(), 'released');
      if (tie.isAsleep) {
        tie.isAsleep = false;
        tie.about.placement.resume('reduce');
      } else tie.about.renewal.align();
    }
  }

  /** Exits never cover more than is held: what was closed otherwise takes its exits with it, oldest first. */
  #follow(strategy: number, instrument: number, held: number): void {
    const parents = new Map<OrderId, Tie[]>();
    for (const tie of this.#ties.values()) {
      const { order, isOver } = tie.about.life;
      if (tie.isAsleep || isOver || order.parent === 0 || !order.reduceOnly) continue;
      if (order.strategy === strategy && order.instrument === instrument)
        parents.set(order.parent, [...(parents.get(order.parent) ?? []), tie]);
    }
    let left = Math.abs(held);
    for (const [, exits] of [...parents].sort(([a], [b]) => b - a)) {
      const covers = exits[0]!.about.life.order.side === 'buy' ? held < 0 : held > 0;
      const widest = exits.reduce((most, { about }) => Math.max(most, about.life.leavesQty), 0);
      const keep = covers ? Math.min(left, widest) : 0;
      for (const exit of exits) this.#resize(exit, Math.min(exit.about.life.leavesQty, keep), 'position-closed');
      left -= keep;
    }
  }

  #resize(tie: Tie, leavesQty: number, reason: CancelReason): void {
    const { life } = tie.about;
    if (tie.isAsleep || life.isOver || leavesQty === life.leavesQty) return;
    const whole = snapTowardZero(life.instrument.steps, leavesQty);
    if (whole > 0) {
      life.restate({ ...life.terms, qty: life.executions.booked + whole }, this.#wall.now());
      tie.about.renewal.align();
    } else tie.about.cancel(reason, false);
  }

  #expire({ about }: Tie): void {
    const { id, order } = about.life;
    const stop = this.#wall.after(order.expiresAt! - this.#wall.now(), () => {
      this.#stops.delete(stop);
      if (this.isAsleep(id)) about.end({ kind: 'expired', ts: this.#wall.now() });
    });
    this.#stops.add(stop);
  }
}
