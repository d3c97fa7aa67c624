import { remainder, snapTowardZero } from '../../model/grid.ts';
import type { OrderRequest } from '../../model/order.ts';
import type { Conversation } from './conversation.ts';
import type { Counter } from './counter.ts';
import type { Exits } from './exits.ts';
import type { Register } from './register.ts';

/** An order that sells what others have bound. */
interface Seller {
  readonly about: Conversation;
  /** It does not leave later. */
  readonly until: number;
  /** What its strategy held beyond it when it was asked for. */
  readonly spare: number;
  readonly held: number;
  /** Ends its patience; undefined once it has been sent. */
  stop: (() => void) | undefined;
}

/**
 * What a venue sets aside at spot of what an order is to sell (capability `setsAside`): who sells the same units has to wait until they
 * are free. An order that trades at once has exits step back for it; they return with what is left to them once it is over.
 */
export class SetAside {
  readonly #counter: Counter;
  readonly #register: Register;
  readonly #exits: Exits;
  readonly #sellers = new Map<Conversation, Seller>();
  readonly #steppedBack = new Set<Conversation>();

  constructor(counter: Counter, register: Register, exits: Exits) {
    this.#counter = counter;
    this.#register = register;
    this.#exits = exits;
  }

  /** Why an exit could not be carried out beside the others of its entry, in words; undefined where it could. */
  refusal(about: Conversation): string | undefined {
    const { parent } = about.life.order;
    if (parent === 0 || !this.#sellsCoins(about)) return undefined;
    const bought = this.#register.get(parent)?.life.terms.qty;
    // That its entry is not there is a reason of its own.
    if (bought === undefined) return undefined;
    let share = 0;
    for (const { life: exit } of this.#register.live)
      if (exit.order.parent === parent) share += exit.order.fraction ?? (exit.order.qty === undefined ? 1 : exit.order.qty / bought);
    return share <= 1 + NOISE ? undefined : 'it sets aside what is to be sold, and the exits of its entry sell more than that buys';
  }

  /** Sends an order as soon as what it sells is free: at once, unless something that binds it is on its way out. */
  send(about: Conversation, until: number): void {
    const madeRoom = this.#sellsCoins(about) && this.#keeps(about) && this.#clear(about);
    if (!madeRoom && !this.#isBound(about)) {
      this.#begin(about, until);
      return;
    }
    const held = this.#heldOf(about);
    const seller: Seller = { about, until, held, spare: Math.max(0, held - about.life.leavesQty), stop: undefined };
    this.#sellers.set(about, seller);
    seller.stop = this.#counter.wall.after(until - this.#counter.wall.now() + 1, () => this.#leave(seller));
    // What stepped back had perhaps not left yet.
    this.look();
  }

  /** Something has become known of an order: who waits for it may go, and exits return behind one that is over. */
  look(): void {
    for (const seller of this.#sellers.values()) {
      if (seller.about.life.isOver) this.#end(seller);
      else if (seller.stop !== undefined && !this.#isBound(seller.about)) this.#leave(seller);
    }
  }

  close(): void {
    for (const { stop } of this.#sellers.values()) stop?.();
  }

  #sellsCoins({ life: { order, instrument } }: Conversation): boolean {
    return this.#counter.venue.supports.setsAside !== undefined && instrument.contract === 'spot' && order.side === 'sell';
  }

  /** Whether an order keeps what it sells from others: one that waits for its price does not everywhere. */
  #keeps({ life: { order, status } }: Conversation): boolean {
    const waits = order.trigger !== undefined && status !== 'triggered' && status !== 'partially-filled';
    return this.#counter.venue.supports.setsAside === 'all' || !waits;
  }

  #heldOf({ life: { order } }: Conversation): number {
    return this.#exits.heldOf(order.strategy, order.instrument);
  }

  /** Orders at the venue, or on their way there, that keep what an order is to sell; the oldest first. */
  #rivalsOf(about: Conversation): Conversation[] {
    const keeps = (other: Conversation): boolean =>
      other !== about && !other.life.isOver && !other.placement.isUnsent && other.life.order.side === 'sell' && this.#keeps(other);
    return [...this.#register.live].filter((other) => areOfOne(about, other) && keeps(other));
  }

  /** Has exits step back until there is enough for an order that trades at once; whether any did. */
  #clear(about: Conversation): boolean {
    const { order, leavesQty } = about.life;
    if (!tradesAtOnce(order)) return false;
    const staying = this.#rivalsOf(about).filter((rival) => !isGoing(rival));
    const held = this.#heldOf(about);
    let needed = leavesQty + leavesOf(staying);
    let steppedBack = false;
    for (const rival of staying) {
      if (!isMore(needed, held)) break;
      if (!rival.isOurs || rival.life.order.parent === 0) continue;
      needed -= rival.life.leavesQty;
      steppedBack = true;
      this.#steppedBack.add(rival);
      rival.renewal.stepBack();
    }
    return steppedBack;
  }

  /** Whether what an order sells is kept by one that is on its way out, and there is not enough besides. */
  #isBound(about: Conversation): boolean {
    if (!this.#sellsCoins(about) || !this.#keeps(about)) return false;
    const rivals = this.#rivalsOf(about);
    return rivals.some(isGoing) && isMore(about.life.leavesQty + leavesOf(rivals), this.#heldOf(about));
  }

  /** Sends one that has waited. What was sold meanwhile it does not sell once more. */
  #leave(seller: Seller): void {
    const { about, held, spare, until } = seller;
    seller.stop?.();
    seller.stop = undefined;
    const { life } = about;
    const { order, instrument, terms } = life;
    const gone = held - this.#heldOf(about);
    const excess = order.reduceOnly ? Math.max(0, gone - spare) : 0;
    const qty = remainder(instrument.steps, terms.qty, excess);
    if (!(qty > 0)) {
      about.end({ kind: 'canceled', ts: this.#counter.wall.now(), reason: 'position-closed' });
      return;
    }
    if (excess > 0) life.restate({ ...terms, qty }, this.#counter.wall.now());
    this.#begin(about, until);
  }

  #begin(about: Conversation, until: number): void {
    this.#trim(about);
    about.placement.begin(about.life.order.reduceOnly ? 'reduce' : 'submit', until);
  }

  /** A reduce-only order that rests sells no more than is there, which at spot no venue sees to: what is asked may be more by a fee in the coin. */
  #trim(about: Conversation): void {
    const { life } = about;
    const { order, instrument, leavesQty, terms } = life;
    if (!this.#sellsCoins(about) || !this.#keeps(about) || !order.reduceOnly || about.isOurs || tradesAtOnce(order)) return;
    const free = snapTowardZero(instrument.steps, this.#heldOf(about) - leavesOf(this.#rivalsOf(about)));
    if (free > 0 && isMore(leavesQty, free)) life.restate({ ...terms, qty: free }, this.#counter.wall.now());
  }

  #end({ about, stop }: Seller): void {
    stop?.();
    this.#sellers.delete(about);
    const isOf = (other: Conversation): boolean => areOfOne(about, other);
    if ([...this.#sellers.keys()].some(isOf)) return;
    for (const exit of [...this.#steppedBack].filter(isOf)) {
      this.#steppedBack.delete(exit);
      exit.renewal.stepForward();
    }
  }
}

const tradesAtOnce = ({ type, tif }: OrderRequest): boolean => type === 'market' || tif === 'ioc' || tif === 'fok';

/** Whether two orders sell out of one pocket. */
const areOfOne = ({ life: { order } }: Conversation, { life: { order: other } }: Conversation): boolean =>
  order.strategy === other.strategy && order.instrument === other.instrument;

/** It is on its way out, and what it keeps is free soon. */
const isGoing = ({ withdrawal, renewal }: Conversation): boolean => withdrawal.isWanted && (!renewal.isWanted || renewal.isBack);

const leavesOf = (orders: readonly Conversation[]): number => orders.reduce((sum, { life }) => sum + life.leavesQty, 0);

/** Shares add up to one but for rounding, and sums of units to what they are. */
const NOISE = 1e-9;
const isMore = (a: number, b: number): boolean => a - b > (a + b) * 1e-12;
