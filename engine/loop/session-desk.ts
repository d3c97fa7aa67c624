import { ConfigError } from '../model/errors.ts';
import { snapTowardZero } from '../model/grid.ts';
import type { Instrument } from '../model/instrument.ts';
import type { OrderDraft, OrderId } from '../model/order.ts';
import type { PeriodOptions } from '../model/periods.ts';
import type { Bars } from '../model/series.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { Desk } from '../strategy/desk.ts';
import type { Exit, Target } from '../strategy/order-options.ts';
import type { Plot } from '../strategy/plot.ts';
import { guard } from './guarded.ts';
import type { Outbox } from './outbox.ts';
import type { Intent } from './router.ts';
import type { Session } from './session.ts';
import type { SessionParts } from './session-parts.ts';

/** A message of a strategy, with the time of the event it was written in. */
export interface LogLine {
  readonly ts: number;
  readonly strategy: string;
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** What strategies may ask of a session: its account to read, and where their intents go. */
export class SessionDesk implements Desk {
  readonly account: Portfolio;
  readonly instruments: readonly Instrument[];
  readonly random: () => number;
  readonly logs: LogLine[] = [];
  readonly #session: Session;
  readonly #outbox: Outbox;
  readonly #parts: SessionParts;

  constructor(session: Session, outbox: Outbox, parts: SessionParts) {
    this.account = parts.portfolio;
    this.instruments = parts.instruments;
    this.random = parts.random;
    this.#session = session;
    this.#outbox = outbox;
    this.#parts = parts;
  }

  get now(): number {
    return this.#session.clock.now;
  }

  submit(order: OrderDraft, sizeAt: 'signal' | 'fill' | undefined, stopLoss: Exit | undefined, targets: readonly Target[]): OrderId {
    const id = this.#outbox.take((stopLoss === undefined ? 0 : 1) + targets.length);
    this.#outbox.write({ kind: 'submit', id, order, sizeAt, stopLoss, targets });
    return id;
  }

  /** Says what was recorded in place of what the session itself would do now; `take` gives the number of a new order. */
  repeat(say: (take: () => OrderId, write: (intent: Intent) => void) => void): void {
    const outbox = this.#outbox;
    outbox.restore(this.#session.blotter.length, []);
    say(
      () => outbox.take(0),
      (intent) => outbox.write(intent),
    );
  }

  cancel(strategy: number, id: OrderId): void {
    if (this.#session.isFollowing) return;
    this.#own(strategy, id);
    this.#outbox.write({ kind: 'cancel', id });
  }

  replace(strategy: number, id: OrderId, qty: number | undefined, price: number | undefined, trigger: number | undefined): void {
    if (this.#session.isFollowing) return;
    this.#own(strategy, id);
    this.#outbox.write({ kind: 'replace', id, qty, price, trigger });
  }

  openOrders(strategy: number, instrument: number): readonly OrderId[] {
    return this.#session.blotter.openOrders(strategy, instrument);
  }

  childrenOf(strategy: number, id: OrderId): readonly OrderId[] {
    return this.#session.blotter.openOrders(strategy, -1).filter((child) => this.#session.blotter.request(child)!.parent === id);
  }

  isOpen(id: OrderId): boolean {
    return this.#session.blotter.isOpen(id);
  }

  toStep(instrument: number, qty: number): number {
    return snapTowardZero(this.instruments[instrument]!.steps, qty);
  }

  every(strategy: number, interval: string | number, run: () => void): void {
    const { failed } = this.#parts;
    this.#session.timers.add(
      strategy,
      interval,
      failed === undefined ? run : guard(run, this.#session, strategy, 'timer', failed),
      this.now,
    );
    this.#session.findAlarm();
  }

  resample(strategy: number, feed: Bars, timeframe: string, options: PeriodOptions | undefined): Bars {
    return this.#parts.resample(strategy, feed, timeframe, options);
  }

  plot(strategy: number, plot: Plot): void {
    this.#parts.plot(strategy, plot);
  }

  log(strategy: number, message: string, fields: Readonly<Record<string, unknown>> | undefined): void {
    const line = { ts: this.now, strategy: this.#session.nameOf(strategy), message };
    this.logs.push(fields === undefined ? line : { ...line, fields });
  }

  #own(strategy: number, id: OrderId): void {
    const order = this.#session.blotter.request(id);
    if (order !== undefined && order.strategy !== strategy)
      throw new ConfigError(`Expected an order of this strategy, but order ${id} is another's`);
    if (!(id >= 1 && id <= this.#outbox.orders)) throw new ConfigError(`Expected the id of an order, but it was "${id}"`);
  }
}
