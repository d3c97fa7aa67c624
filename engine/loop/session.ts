import type { Blotter } from '../broker/blotter.ts';
import type { Broker, BrokerEvent, OrderEvent, SimulatedBroker } from '../broker/broker.ts';
import type { Batch } from '../feed/merge.ts';
import { ConfigError, must } from '../model/errors.ts';
import { snapTowardZero } from '../model/grid.ts';
import type { Instrument } from '../model/instrument.ts';
import type { OrderDraft, OrderId, RejectReason } from '../model/order.ts';
import type { PeriodOptions } from '../model/periods.ts';
import type { Bars, Series } from '../model/series.ts';
import { type Millis, millis } from '../model/time.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { LossBreakers } from '../risk/breakers.ts';
import { exits } from '../risk/checks.ts';
import type { Desk } from '../strategy/desk.ts';
import type { Host } from '../strategy/host.ts';
import type { Exit, Target } from '../strategy/order-options.ts';
import type { Plot } from '../strategy/plot.ts';
import { Clock } from './clock.ts';
import { closeOf } from './close-of.ts';
import { CloseOuts } from './close-outs.ts';
import type { Input } from './order-of-events.ts';
import { type Intent, type Policy, Router } from './router.ts';
import { Timers } from './timers.ts';

/** Answers to answers end here: what is still unsent waits for the next event. */
const ROUNDS = 8;

/** A message of a strategy, with the time of the event it was written in. */
export interface LogLine {
  readonly ts: number;
  readonly strategy: string;
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** What a session is made of. */
export interface SessionParts {
  readonly instruments: readonly Instrument[];
  readonly portfolio: Portfolio;
  readonly blotter: Blotter;
  readonly breakers: LossBreakers;
  readonly random: () => number;
  /** Makes bars of a longer timeframe and adds them to the feeds; only before the first event. */
  readonly resample: (strategy: number, feed: Bars, timeframe: string, options: PeriodOptions | undefined) => Bars;
  /** Takes a line that is to be drawn with the result. */
  readonly plot: (strategy: number, plot: Plot) => void;
}

/** One run of strategies against one broker: backtest, paper and live are this, driven by different drivers. */
export class Session implements Desk {
  readonly clock = new Clock();
  readonly timers = new Timers();
  readonly account: Portfolio;
  readonly instruments: readonly Instrument[];
  readonly blotter: Blotter;
  readonly logs: LogLine[] = [];
  /** What a loss limit did, as a warning of the result. */
  readonly notices: string[] = [];
  readonly random: () => number;
  readonly #parts: SessionParts;
  #router: Router | undefined;
  #broker: Broker | undefined;
  #sim: SimulatedBroker | undefined;
  #hosts: readonly Host[] = [];
  readonly #outbox: Intent[] = [];
  #sent = 0;
  #written = 0;
  #orders = 0;
  readonly #closeOuts: CloseOuts;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.account = parts.portfolio;
    this.instruments = parts.instruments;
    this.blotter = parts.blotter;
    this.random = parts.random;
    this.#closeOuts = new CloseOuts(this.account, this.blotter, this.instruments, this.notices, () => ++this.#orders);
  }

  /** Connects a broker; the simulator is also shown the market. */
  connect(broker: Broker, policy: Policy): Router {
    this.#broker = broker;
    this.#sim = 'onMarket' in broker ? (broker as SimulatedBroker) : undefined;
    this.#router = new Router(this.instruments, this.account, this.blotter, broker, policy);
    return this.#router;
  }

  /** Sets the timers going: the first event is at `ts`. */
  start(ts: Millis): void {
    this.timers.start(ts);
    this.#sim?.start(ts);
    this.#setAlarm();
  }

  /** Puts the strategies in; their order is the order in which they run. */
  host(hosts: readonly Host[]): void {
    this.#hosts = hosts;
  }

  get now(): number {
    return this.clock.now;
  }

  /** The next moment at which something is due though no data comes: a timer, the end of an order's time. */
  get alarm(): number {
    return this.#alarm;
  }

  #alarm = Number.POSITIVE_INFINITY;
  /** Told of every change of the alarm: the driver's source of events. */
  onAlarm: (ts: number) => void = () => {};

  /** THE STEP: everything of one timestamp, in the order of docs/event-order.md. */
  step(batch: Batch, inputs?: readonly Input[]): void {
    const { ts, count, moved } = batch;
    this.clock.advance(ts);
    if (inputs !== undefined) this.#take(inputs);
    const sim = this.#sim;
    if (sim !== undefined && sim.waiting.count > 0 && count > 0) this.#meetMarket(sim, batch);
    if (batch.moment === 'close') this.#show(moved, count);
    const rings = ts >= this.#alarm;
    if (rings) this.#expire(ts, count === 0);
    for (let s = 0; s < this.#hosts.length; s++) this.#hosts[s]!.run(batch);
    if (rings) this.#ring(ts);
    if (this.#sent < this.#written) this.#act(ts as Millis);
  }

  /** Cursors move, and the account is valued at what they show. */
  #show(moved: readonly Series[], count: number): void {
    let paced = false;
    for (let k = 0; k < count; k++) {
      const series = moved[k]!;
      series.advance();
      if (series.converts > 0) this.account.rate(series.converts, series.mark);
      else if (series.executes) {
        const { mark } = series;
        // A quote with one side absent says nothing of the price.
        if (!Number.isNaN(mark)) this.account.price(series.instrument, mark);
      }
      if (series.paces) paced = true;
    }
    if (paced) this.#value();
  }

  /** Intents leave; what comes back is answered, and the answers leave too. */
  #act(ts: Millis): void {
    for (let round = 0; this.#sent < this.#written && round < ROUNDS; round++) {
      this.#route(ts);
      this.#drain();
      for (let s = 0; s < this.#hosts.length; s++) this.#hosts[s]!.answer();
    }
  }

  /** After the last event: strategies may look back once more, and what filled at the last close is valued. */
  finish(): void {
    for (const host of this.#hosts) host.stop();
    this.account.curve.amend(this.account.equity);
    this.account.curve.end();
  }

  /** Orders that were there meet the market; each fill is booked before the next order is judged. */
  #meetMarket(sim: SimulatedBroker, batch: Batch): void {
    const { moved, count, moment, ts } = batch;
    if (moment === 'open') for (let k = 0; k < count; k++) this.account.price(moved[k]!.instrument, moved[k]!.openAhead);
    sim.onMarket(moved, count, moment, millis(ts));
    this.#drain();
  }

  #value(): void {
    const { account, now: ts } = this;
    if (account.holds) account.exposedBatches++;
    if (account.isExhausted) this.#liquidate(millis(ts));
    if (this.#closeOuts.unsettled && this.#closeOuts.settle(millis(ts))) must(this.#router, 'a router').state = 'halted';
    account.curve.push(ts, account.equity);
    if (this.#parts.breakers.active) this.#watch(ts);
  }

  #liquidate(ts: Millis): void {
    if (this.#sim === undefined || this.#closeOuts.underWay) return;
    if (this.#sent < this.#written) this.#act(ts);
    this.#closeOuts.liquidate(this.#sim, ts);
    this.#drain();
  }

  #watch(ts: number): void {
    const broken = this.#parts.breakers.watch(ts, this.account.equity);
    const router = must(this.#router, 'a router');
    if (broken === undefined || router.state !== 'active') return;
    router.state = 'reducing';
    this.#cancelEntries();
    this.notices.push(
      `${broken} was reached at ${new Date(ts).toISOString()}: from then on only orders that reduce a position were let through`,
    );
  }

  /** What waits to open or add may no longer do so; exits stay. */
  #cancelEntries(): void {
    for (let s = 0; s < this.#hosts.length; s++) {
      for (const id of this.openOrders(s, -1)) if (!exits(this.blotter.request(id)!, this.account)) this.#write({ kind: 'cancel', id });
    }
  }

  #expire(ts: number, quiet: boolean): void {
    this.account.unsettled.settle(ts);
    if (this.#sim === undefined || ts < this.#sim.nextExpiry) return;
    this.#sim.onTime(millis(ts), quiet);
    this.#drain();
  }

  #ring(ts: number): void {
    for (let s = 0; s < this.#hosts.length; s++) {
      this.#hosts[s]!.handler = 'timer';
      this.timers.ring(s, ts);
      this.#hosts[s]!.handler = '';
    }
    this.#setAlarm();
  }

  #route(ts: Millis): void {
    const until = this.#written;
    const router = must(this.#router, 'a router');
    while (this.#sent < until) {
      const intent = this.#outbox[this.#sent++]!;
      const reason = router.route(intent, ts);
      if (reason !== undefined) this.#tellRefusal(intent, ts, reason);
    }
    if (this.#sent === this.#written) this.#sent = this.#written = 0;
  }

  #tellRefusal(intent: Intent, ts: Millis, reason: RejectReason): void {
    const { id, kind } = intent;
    const strategy = kind === 'submit' ? intent.order.strategy : this.blotter.request(id)!.strategy;
    this.#hosts[strategy]!.tell(kind === 'submit' ? { kind: 'rejected', ts, id, reason } : { kind: 'replace-rejected', ts, id, reason });
  }

  /** Broker events -> blotter -> portfolio -> the strategy's inbox. */
  #drain(): void {
    const broker = must(this.#broker, 'a broker');
    for (let event = broker.poll(); event !== undefined; event = broker.poll()) this.#apply(event);
    this.#setAlarm();
  }

  #setAlarm(): void {
    const venue = this.#sim === undefined ? Number.POSITIVE_INFINITY : this.#sim.nextExpiry;
    const alarm = Math.min(this.timers.next, this.account.unsettled.next, venue);
    if (alarm === this.#alarm) return;
    this.#alarm = alarm;
    this.onAlarm(alarm);
  }

  #apply(event: BrokerEvent): void {
    switch (event.kind) {
      case 'connection':
        return;
      case 'paid':
        this.account.post(event.payment);
        return;
      case 'split':
        this.account.split(event.instrument, event.ratio, event.ts);
        this.blotter.split(event.instrument, event.ratio);
        return;
      case 'ended':
        this.#closeOuts.end(must(this.#sim, 'a simulator'), event);
        return;
      case 'called':
        this.#closeOuts.call(must(this.#sim, 'a simulator'), event);
        return;
      default:
        this.#applyToOrder(event);
    }
  }

  #applyToOrder(event: OrderEvent): void {
    const order = this.blotter.request(event.id);
    this.blotter.apply(event);
    if (event.kind === 'filled') this.account.book(event.fill);
    if (order !== undefined) this.#hosts[order.strategy]?.tell(event);
  }

  #take(inputs: readonly Input[]): void {
    for (const input of inputs) {
      if (input.kind === 'broker') this.#apply(input.event);
      else if (input.order.kind === 'cancel') this.#write({ kind: 'cancel', id: input.order.id });
      else if (input.order.kind === 'trading-state') must(this.#router, 'a router').state = input.order.state;
      else this.#closeAll();
    }
  }

  #closeAll(): void {
    for (let s = 0; s < this.#hosts.length; s++) {
      for (const id of this.openOrders(s, -1)) this.#write({ kind: 'cancel', id });
      for (let i = 0; i < this.instruments.length; i++) {
        const held = this.account.qtyOf(s, i);
        if (held !== 0) this.submit(closeOf(s, i, held, 'close-all'), undefined, undefined, []);
      }
    }
  }

  #write(intent: Intent): void {
    this.#outbox[this.#written++] = intent;
  }

  submit(order: OrderDraft, sizeAt: 'signal' | 'fill' | undefined, stopLoss: Exit | undefined, targets: readonly Target[]): OrderId {
    const id = ++this.#orders;
    this.#orders += (stopLoss === undefined ? 0 : 1) + targets.length;
    this.#write({ kind: 'submit', id, order, sizeAt, stopLoss, targets });
    return id;
  }

  cancel(strategy: number, id: OrderId): void {
    this.#own(strategy, id);
    this.#write({ kind: 'cancel', id });
  }

  replace(strategy: number, id: OrderId, qty: number | undefined, price: number | undefined, trigger: number | undefined): void {
    this.#own(strategy, id);
    this.#write({ kind: 'replace', id, qty, price, trigger });
  }

  openOrders(strategy: number, instrument: number): readonly OrderId[] {
    return this.blotter.openOrders(strategy, instrument);
  }

  childrenOf(strategy: number, id: OrderId): readonly OrderId[] {
    return this.blotter.openOrders(strategy, -1).filter((child) => this.blotter.request(child)!.parent === id);
  }

  isOpen(id: OrderId): boolean {
    return this.blotter.isOpen(id);
  }

  toStep(instrument: number, qty: number): number {
    return snapTowardZero(this.instruments[instrument]!.steps, qty);
  }

  every(strategy: number, interval: string | number, run: () => void): void {
    this.timers.add(strategy, interval, run, this.now);
    this.#setAlarm();
  }

  resample(strategy: number, feed: Bars, timeframe: string, options: PeriodOptions | undefined): Bars {
    return this.#parts.resample(strategy, feed, timeframe, options);
  }

  plot(strategy: number, plot: Plot): void {
    this.#parts.plot(strategy, plot);
  }

  log(strategy: number, message: string, fields: Readonly<Record<string, unknown>> | undefined): void {
    const line = { ts: this.now, strategy: this.#hosts[strategy]?.name ?? '', message };
    this.logs.push(fields === undefined ? line : { ...line, fields });
  }

  #own(strategy: number, id: OrderId): void {
    const order = this.blotter.request(id);
    if (order !== undefined && order.strategy !== strategy)
      throw new ConfigError(`Expected an order of this strategy, but order ${id} is another's`);
    if (!(id >= 1 && id <= this.#orders)) throw new ConfigError(`Expected the id of an order, but it was "${id}"`);
  }
}
