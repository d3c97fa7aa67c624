import type { Blotter } from '../broker/blotter.ts';
import type { AccountEvent, SimulatedBroker } from '../broker/broker.ts';
import { snapNearest } from '../model/grid.ts';
import type { Instrument } from '../model/instrument.ts';
import type { OrderDraft, OrderId } from '../model/order.ts';
import { isoTime, type Millis } from '../model/time.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import { closeOf } from './close-of.ts';

/** Orders of the venue, with the ids they have in the blotter. */
export type Closing = readonly (readonly [OrderId, OrderDraft])[];

const NONE: Closing = [];

/** The orders that close a liquidated account, where there are any, and whether its debt has been told of. */
export interface SavedCloseOuts {
  readonly closing: Closing | null;
  readonly owes: boolean;
}

/** What the venue closes by itself: positions that the account can no longer carry, and those of instruments that have ended. */
export class CloseOuts {
  /** What it did, as warnings of the result. */
  readonly #notices: string[];
  readonly #account: Portfolio;
  readonly #blotter: Blotter;
  readonly #instruments: readonly Instrument[];
  readonly #nextId: () => OrderId;
  /** The orders that close a liquidated account. */
  #closing: Closing = NONE;
  /** It has been said what the account owes. */
  #owes = false;

  constructor(account: Portfolio, blotter: Blotter, instruments: readonly Instrument[], notices: string[], nextId: () => OrderId) {
    this.#account = account;
    this.#blotter = blotter;
    this.#instruments = instruments;
    this.#notices = notices;
    this.#nextId = nextId;
  }

  /** Whether orders that close the account are still under way. */
  get underWay(): boolean {
    return this.#closing.some(([id]) => this.#blotter.isOpen(id));
  }

  /** Whether it is still to be said what is left of the account: the broker has closed it, or it has lost too much by itself. */
  get unsettled(): boolean {
    return this.#closing !== NONE || (!this.#owes && this.#account.solvency.debt > 0);
  }

  /** The broker closes the account: every order ends, everything held is dealt at the newest prices, and what is lost is lost. */
  liquidate(sim: SimulatedBroker, ts: Millis): void {
    this.#closing = this.#instruments.flatMap(({ marginMode }, i) =>
      marginMode === 'isolated' ? [] : this.#closeOf(i, 'liquidation', ts, 1),
    );
    sim.liquidate(this.#closing, ts);
    this.#notices.push(`the account was liquidated at ${isoTime(ts)}`);
  }

  /** The market has reached the price at which a position can no longer be carried. */
  call(sim: SimulatedBroker, event: Omit<Extract<AccountEvent, { kind: 'called' }>, 'kind' | 'id'>): void {
    const closing = this.#closeOf(event.instrument, 'liquidation', event.ts, event.part);
    this.#closing = [...this.#closing, ...closing];
    sim.liquidate(closing, event.ts, event);
    const { id } = this.#instruments[event.instrument]!;
    this.#notices.push(`the position in "${id}" was liquidated at ${isoTime(event.ts)}, at the price of ${event.price}`);
  }

  /** What is held of an instrument that has ended is dealt at its last price. */
  end(sim: SimulatedBroker, { instrument, price, why, ts }: Extract<AccountEvent, { kind: 'ended' }>): void {
    const { id, settlement } = this.#instruments[instrument]!;
    const closing = this.#closeOf(instrument, why, ts, 1);
    if (closing.length === 0) return;
    if (why === 'expiry' && settlement === 'physical') this.#notices.push(`"${id}" was held into its delivery at ${isoTime(ts)}`);
    this.#account.price(instrument, price);
    sim.settle(closing, price, ts);
  }

  /** What is left of an account that holds nothing any more, once its last fill is heard of; whether it is nothing. */
  settle(ts: Millis): boolean {
    if (!this.#account.solvency.isFlat) return false;
    const how = this.#closing === NONE ? 'what it closed' : 'its liquidation';
    this.#closing = NONE;
    const { debt } = this.#account.solvency;
    const forgiven = this.#account.settleDebt(ts);
    this.#owes = forgiven < debt;
    if (forgiven > 0) this.#notices.push(`a debt of ${forgiven} was written off at ${isoTime(ts)}`);
    else if (debt > 0) this.#notices.push(`the account owed ${debt} after ${how} at ${isoTime(ts)}: prices had passed what it could carry`);
    return this.#account.solvency.isOver;
  }

  /** Orders that close a share of what all strategies hold of an instrument, a step at least. */
  #closeOf(instrument: number, tag: string, ts: Millis, part: number): Closing {
    const { steps, stepSize } = this.#instruments[instrument]!;
    const closing: (readonly [OrderId, OrderDraft])[] = [];
    for (let s = 0; s < this.#account.strategies; s++) {
      const held = this.#account.qtyOf(s, instrument);
      if (held === 0) continue;
      const units = part === 1 ? Math.abs(held) : Math.min(Math.max(snapNearest(steps, Math.abs(held) * part), stepSize), Math.abs(held));
      closing.push([this.#nextId(), closeOf(s, instrument, Math.sign(held) * units, tag)]);
    }
    for (const [id, order] of closing) this.#blotter.submit(id, order, ts);
    return closing;
  }

  save(): SavedCloseOuts {
    return { closing: this.#closing === NONE ? null : this.#closing, owes: this.#owes };
  }

  restore({ closing, owes }: SavedCloseOuts): void {
    this.#closing = closing ?? NONE;
    this.#owes = owes;
  }
}
