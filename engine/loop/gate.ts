import type { Instrument } from '../model/instrument.ts';
import type { OrderDraft, OrderId, OrderRequest, RejectReason } from '../model/order.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { Asked, RiskCheck } from '../risk/check.ts';
import { closesParent, exits } from '../risk/exits.ts';
import type { TradingStates } from '../risk/trading-states.ts';
import { misfits } from './misfits.ts';
import type { Underway } from './underway.ts';
import { Working } from './working.ts';

/** When an order is looked at: as it is sent, as it is changed, or once a quantity is worked out at its fill. */
export type Occasion = 'sent' | 'changed' | 'filling';

/** What each check remembers. */
export type SavedGate = readonly unknown[];

/** May this order leave? What may be traded at all, then the run's checks, one after the other. */
export class Gate {
  readonly #instruments: readonly Instrument[];
  readonly #account: Portfolio;
  readonly #underway: Underway;
  readonly #states: TradingStates;
  readonly #checks: readonly RiskCheck[];
  /** Exits are sent reduce-only. */
  readonly #exitsReduce: boolean;
  readonly #working: Working;
  /** What the checks were last asked. */
  #asked: Asked | undefined;
  #isExit = false;

  constructor(
    instruments: readonly Instrument[],
    account: Portfolio,
    underway: Underway,
    states: TradingStates,
    checks: readonly RiskCheck[],
  ) {
    this.#instruments = instruments;
    this.#account = account;
    this.#underway = underway;
    this.#states = states;
    this.#checks = checks;
    this.#exitsReduce = checks.some((check) => check.exitsReduce === true);
    this.#working = new Working(underway, account, instruments.length);
  }

  /** Whether nothing is asked of an order. */
  get isOpen(): boolean {
    return this.#checks.length === 0 && this.#states.quiet;
  }

  /** Why nothing like it is traded now: exits aside, or exits too. */
  stops(order: OrderRequest): 'trading-halted' | undefined {
    if (this.#states.quiet) return undefined;
    const state = this.#states.of(order.strategy);
    return state === 'active' || (state === 'reducing' && exits(order, this.#account)) ? undefined : 'trading-halted';
  }

  /** Why a change may not be made while positions may only shrink: beside other exits a longer one may turn a position. */
  stopsGrowth(order: OrderRequest): 'trading-halted' | undefined {
    return order.reduceOnly || this.#states.of(order.strategy) === 'active' ? undefined : 'trading-halted';
  }

  /** Asks every check what it can say now: of an order that is sized at its fill, the rest is asked when there is a quantity. */
  check(id: OrderId, order: OrderRequest, price: number, occasion: Occasion, now: number): RejectReason | undefined {
    if (this.#checks.length === 0) return undefined;
    const parent = this.#underway.blotter.request(order.parent);
    const covers = parent !== undefined && order.qty === undefined && order.fraction === undefined;
    const qty = order.qty ?? (covers ? this.#underway.most(order.parent) : undefined);
    if (qty !== undefined && Number.isNaN(price)) return 'no-fresh-price';
    const [account, instruments, working] = [this.#account, this.#instruments, this.#working.besides(id, order, qty ?? 0)];
    this.#asked = { id, order, qty: qty ?? Number.NaN, price, now, replaces: occasion === 'changed', account, instruments, working };
    const closes = exits(order, account);
    // A change makes no order reduce-only: what was sent without a quantity could be left behind by another exit.
    const staysSafe = !this.#exitsReduce || order.reduceOnly || (occasion !== 'changed' && this.#fits(id, order));
    this.#isExit = closesParent(order, parent) || (closes && staysSafe);
    for (const check of this.#checks) {
      if ((this.#isExit && check.asksExits !== true) || (check.sized ? qty === undefined : occasion === 'filling')) continue;
      const refusal = check.refuse(this.#asked);
      if (refusal === undefined) continue;
      if (!closes || check.asksExits === true || occasion === 'changed') return refusal;
      // What only closes may always leave: as an exit, which can do no more.
      this.#isExit = true;
    }
    return undefined;
  }

  /** Whether a position is closed by an order, and not already by market orders on their way: then it opens the other side. */
  #fits(id: OrderId, order: OrderRequest): boolean {
    return exits(order, this.#account, order.qty! + this.#working.closing(id, order));
  }

  /** The order that was asked for last leaves. */
  leave(): void {
    for (const check of this.#checks) check.leave?.(this.#asked!);
  }

  /** A new order that passed leaves. Where positions may only shrink it can do no more; returns what must make room for it. */
  release(order: OrderDraft): readonly OrderId[] {
    this.leave();
    if (this.#exitsReduce && this.#isExit) order.reduceOnly = true;
    if (this.#states.of(order.strategy) !== 'active') order.reduceOnly = true;
    return this.yielding(order.strategy);
  }

  /** What has no room any more now that an order of a strategy is new or larger, where its positions may only shrink. */
  yielding(strategy: number): readonly OrderId[] {
    return this.#states.of(strategy) === 'active' ? NONE : misfits(this.#underway, this.#account, strategy);
  }

  save(): SavedGate {
    return this.#checks.map((check) => check.save?.() ?? null);
  }

  restore(saved: SavedGate): void {
    this.#checks.forEach((check, k) => {
      check.restore?.(saved[k]);
    });
  }
}

const NONE: readonly OrderId[] = [];
