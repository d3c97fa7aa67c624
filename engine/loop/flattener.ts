import type { OrderId } from '../model/order.ts';
import type { Series } from '../model/series.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { TradingStates } from '../risk/trading-states.ts';
import type { Underway } from './underway.ts';

/** What can be done about orders and positions without being asked whether it may. */
export interface Hands {
  cancel(id: OrderId): void;
  /** Sends a market order that closes a position. */
  close(strategy: number, instrument: number, held: number, tag: string): OrderId;
}

/** What is being closed: orders by slot, and instruments that are to be looked at. */
export interface SavedFlattener {
  readonly busy: boolean;
  readonly once: boolean;
  readonly closing: readonly (readonly [slot: number, id: OrderId])[];
  readonly due: readonly number[];
}

/**
 * Cancels every order and closes every position of strategies that are to be flat, however many steps it takes: an order that is on
 * its way may still fill, a cancel may come too early, a market may be closed or give only a part.
 */
export class Flattener {
  /** Whether something is left to do. */
  #isBusy = false;
  readonly #states: TradingStates;
  readonly #account: Portfolio;
  readonly #underway: Underway;
  readonly #instruments: number;
  readonly #hands: Hands;
  /** The order that closes a position, by slot. */
  readonly #closing = new Map<number, OrderId>();
  /** Instruments that have moved or filled since it was last tried. */
  readonly #due = new Set<number>();
  /** Everything is to be closed once, whatever comes after. */
  #once = false;

  constructor(states: TradingStates, account: Portfolio, underway: Underway, instruments: number, hands: Hands) {
    this.#states = states;
    this.#account = account;
    this.#underway = underway;
    this.#instruments = instruments;
    this.#hands = hands;
  }

  /** Begins with all there is. */
  begin(): void {
    for (let i = 0; i < this.#instruments; i++) this.#due.add(i);
    this.#isBusy = true;
  }

  /** Cancels and closes, once, what there is at this moment. */
  closeAll(): void {
    this.#once = true;
    this.#isBusy = true;
  }

  /** Something has filled: what is to be flat must stay so. */
  fill(strategy: number, instrument: number): void {
    if (this.#states.flattens(strategy) === undefined) return;
    this.#due.add(instrument);
    this.#isBusy = true;
  }

  /** Does what can be done now: once a step, before strategies ask for more. */
  go(moved: readonly Series[], count: number): void {
    if (!this.#isBusy) return;
    for (let k = 0; k < count; k++) if (moved[k]!.executes) this.#due.add(moved[k]!.instrument);
    let isLeft = false;
    for (let s = 0; s < this.#account.strategies; s++) {
      const who = this.#states.flattens(s);
      if (this.#once && who === undefined) this.#closeAll(s);
      if (who !== undefined && this.#goOn(s, who)) isLeft = true;
    }
    this.#due.clear();
    this.#once = false;
    this.#isBusy = isLeft;
  }

  #closeAll(strategy: number): void {
    for (const id of this.#underway.blotter.openOrders(strategy, -1)) this.#hands.cancel(id);
    for (let i = 0; i < this.#instruments; i++) {
      const held = this.#account.closableOf(strategy, i);
      if (held !== 0) this.#hands.close(strategy, i, held, 'close-all');
    }
  }

  /** Whether something of a strategy was there, so that it has to be looked at again. */
  #goOn(strategy: number, who: string): boolean {
    const closing = new Set(this.#closing.values());
    const open = this.#underway.blotter.openOrders(strategy, -1);
    for (const id of open) if (!closing.has(id) && !this.#underway.isLeaving(id)) this.#hands.cancel(id);
    let isLeft = open.length > 0;
    for (let i = 0; i < this.#instruments; i++) {
      const held = this.#account.closableOf(strategy, i);
      if (held === 0) continue;
      isLeft = true;
      const slot = strategy * this.#instruments + i;
      const before = this.#closing.get(slot);
      if (!this.#due.has(i) || (before !== undefined && this.#underway.blotter.isOpen(before))) continue;
      this.#closing.set(slot, this.#hands.close(strategy, i, held, who));
    }
    return isLeft;
  }

  save(): SavedFlattener {
    return { busy: this.#isBusy, once: this.#once, closing: [...this.#closing], due: [...this.#due] };
  }

  restore({ busy, once, closing, due }: SavedFlattener): void {
    this.#isBusy = busy;
    this.#once = once;
    for (const set of [this.#closing, this.#due]) set.clear();
    for (const [slot, id] of closing) this.#closing.set(slot, id);
    for (const i of due) this.#due.add(i);
  }
}
