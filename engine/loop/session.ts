import type { Blotter } from '../broker/blotter.ts';
import type { Broker, BrokerEvent, Command, OrderEvent, SimulatedBroker } from '../broker/broker.ts';
import type { Batch } from '../feed/merge.ts';
import type { Single } from '../feed/single.ts';
import { must } from '../model/errors.ts';
import type { Fill } from '../model/fill.ts';
import type { Instrument } from '../model/instrument.ts';
import type { OrderId, RejectReason } from '../model/order.ts';
import type { BarSeries, Series } from '../model/series.ts';
import { type Millis, millis } from '../model/time.ts';
import type { RiskRecord } from '../model/trading-state.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { Host } from '../strategy/host.ts';
import { Clock } from './clock.ts';
import { closeBooks } from './close-books.ts';
import { closeOf } from './close-of.ts';
import { CloseOuts } from './close-outs.ts';
import { Guardian } from './guardian.ts';
import type { Input } from './order-of-events.ts';
import { Outbox } from './outbox.ts';
import { recorded } from './recorded.ts';
import { type Intent, type Policy, Router } from './router.ts';
import { type LogLine, SessionDesk } from './session-desk.ts';
import type { SessionParts } from './session-parts.ts';
import { sharesOf } from './shares-of.ts';
import { stopOf } from './speaker.ts';
import { Timers } from './timers.ts';
import { Underway } from './underway.ts';

/** Answers to answers end here: what is still unsent waits for the next event. */
const ROUNDS = 8;

/** One run of strategies against one broker: backtest, paper and live are this, driven by different drivers. */
export class Session {
  readonly clock = new Clock();
  readonly timers = new Timers();
  readonly account: Portfolio;
  readonly instruments: readonly Instrument[];
  readonly blotter: Blotter;
  /** What a loss limit did, as a warning of the result. */
  readonly notices: string[] = [];
  /** What strategies may ask of it. */
  readonly desk: SessionDesk;
  #router: Router | undefined;
  #broker: Broker | undefined;
  #sim: SimulatedBroker | undefined;
  #hosts: readonly Host[] = [];
  readonly #outbox = new Outbox();
  readonly #underway: Underway;
  readonly #closeOuts: CloseOuts;
  readonly #guardian: Guardian;

  constructor(parts: SessionParts) {
    this.account = parts.portfolio;
    this.instruments = parts.instruments;
    this.blotter = parts.blotter;
    this.#underway = new Underway(this.blotter);
    this.desk = new SessionDesk(this, this.#outbox, parts);
    this.#closeOuts = new CloseOuts(this.account, this.blotter, this.instruments, this.notices, () => this.#nextOfVenue());
    this.#guardian = new Guardian(
      this.account,
      this.#underway,
      this.instruments.map(({ id }) => id),
      parts.risk ?? { spec: {}, strategies: [], capital: [] },
      { cancel: (id) => this.#outbox.write({ kind: 'withdraw', id }), close: (...position) => this.#close(...position) },
      this.notices,
    );
  }

  /** What became of trading: every restriction that came or went, and what the next session has to know. */
  get risk(): RiskRecord {
    return this.#guardian.record;
  }

  /** Whether nothing may leave that adds to what is held, of any strategy. */
  get isHalted(): boolean {
    return this.#guardian.states.of(-1) === 'halted';
  }

  /** The names of the strategies. */
  nameOf(strategy: number): string {
    return this.#hosts[strategy]?.name ?? '';
  }

  get logs(): LogLine[] {
    return this.desk.logs;
  }

  /** Connects a broker; the simulator is also shown the market. `record` is told of every command. */
  connect(broker: Broker, policy: Policy, record?: (command: Command) => void): Router {
    this.#broker = broker;
    this.#sim = 'onMarket' in broker ? (broker as SimulatedBroker) : undefined;
    const to = record === undefined ? broker : recorded(broker, record);
    this.#router = new Router(this.instruments, this.account, this.#underway, to, policy, this.#guardian.states);
    this.#guardian.follow(policy.checks);
    return this.#router;
  }

  /** Sets the timers going: the first event is at `ts`. */
  start(ts: Millis): void {
    this.timers.start(ts);
    this.#sim?.start(ts);
    this.findAlarm();
  }

  /** Puts the strategies in; their order is the order in which they run. */
  host(hosts: readonly Host[]): void {
    this.#hosts = hosts;
    this.#guardian.states.names = hosts.map(({ name }) => name);
  }

  /** What of it outlives a moment; see epoch.ts. */
  get memory(): { closeOuts: CloseOuts; guardian: Guardian; orders: number; unsent: readonly Intent[] } {
    const { orders, unsent } = this.#outbox;
    return { closeOuts: this.#closeOuts, guardian: this.#guardian, orders, unsent };
  }

  /** Goes on at `now` after so many orders, with intents that are still to leave. */
  resume(now: number, orders: number, unsent: readonly Intent[]): void {
    this.clock.now = now;
    this.#outbox.restore(orders, unsent);
    this.findAlarm();
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
    if (batch.isOpen !== true) this.#show(moved, count);
    const rings = ts >= this.#alarm;
    if (rings) this.#expire(ts, count === 0);
    if (this.#guardian.isAwake) this.#guardian.go(moved, count);
    for (let s = 0; s < this.#hosts.length; s++) this.#hosts[s]!.run(batch);
    if (rings) this.#ring(ts);
    if (this.#outbox.sent < this.#outbox.written) this.#act(ts as Millis);
  }

  /** Steps over calm bars: no order waits, nobody watches the account, and no timer is due. This is what the step comes to on them. */
  calm(source: Single, bars: BarSeries, { waiting }: SimulatedBroker): void {
    if (waiting.count > 0 || this.#guardian.isAwake) return;
    const { account, clock } = this;
    const host = this.#hosts[0]!;
    let asked = false;
    while (asked === false && source.nextClose()) {
      clock.advance(source.ts);
      bars.advance();
      account.show(bars);
      if (account.isExposed) account.exposedBatches++;
      account.value(clock);
      host.bar(bars, source.moved);
      asked = this.#outbox.sent < this.#outbox.written;
    }
    if (asked) this.#act(source.ts as Millis);
  }

  /** Cursors move, and the account is valued at what they show. */
  #show(moved: readonly Series[], count: number): void {
    let paced = false;
    let markets = 0;
    for (let k = 0; k < count; k++) {
      const series = moved[k]!;
      series.advance();
      if (series.converts > 0) this.account.rate(series.converts, series.mark);
      else if (series.executes === true) {
        this.account.show(series);
        markets++;
      }
      if (series.paces === true) paced = true;
    }
    if (paced) this.#value(markets);
    if (this.account.liquidation !== undefined) this.#sim?.follow();
    if (this.#guardian.isAwake) this.#attend(moved, count, paced);
  }

  #attend(moved: readonly Series[], count: number, paced: boolean): void {
    this.#guardian.show(moved, count, paced, this.now);
    if (this.#guardian.next < this.#alarm) this.findAlarm();
  }

  /** Whether what strategies ask for comes to nothing: what was recorded is followed in its place. */
  isFollowing = false;

  /** Sends commands that were recorded. Orders that were refused before they left are in no recording: their numbers are taken. */
  follow(commands: readonly Command[]): void {
    const router = must(this.#router, 'a router');
    for (const command of commands) {
      const { id, ts } = command;
      if (command.kind === 'submit') while (this.blotter.length < id - 1) this.blotter.skip(ts);
      router.route({ kind: 'again', id, command, stopLoss: command.kind === 'submit' ? stopOf(command, commands) : undefined }, ts);
    }
    if (commands.length > 0) this.#drain();
    this.#outbox.restore(this.blotter.length, []);
  }

  /** Intents leave; what comes back is answered, and the answers leave too. */
  #act(ts: Millis): void {
    if (this.isFollowing) {
      this.#outbox.restore(this.blotter.length, []);
      return;
    }
    for (let round = 0; this.#outbox.sent < this.#outbox.written && round < ROUNDS; round++) {
      this.#route(ts);
      this.#drain();
      this.#guardian.settle();
      for (let s = 0; s < this.#hosts.length; s++) this.#hosts[s]!.answer();
    }
  }

  /** After the last event: strategies may look back once more, and what filled at the last close is valued. */
  finish(): void {
    for (const host of this.#hosts) host.stop();
    this.notices.push(...closeBooks(this.account, this.instruments, this.now));
  }

  /** Orders that were there meet the market; each fill is booked before the next order is judged. */
  #meetMarket(sim: SimulatedBroker, batch: Batch): void {
    const { moved, count, isOpen, ts } = batch;
    if (isOpen) for (let k = 0; k < count; k++) this.account.open(moved[k]!);
    // All opens at one time are one moment, and inside a bar its open is known; those that nobody waits for among them.
    if (this.account.holds) this.account.takeOpens(isOpen ? ts + 1 : ts);
    sim.onMarket(moved, count, batch.moment, millis(ts));
    this.#drain();
  }

  /** Values the account once so many markets have moved; where all have, no bar of another is under way. */
  #value(markets: number): void {
    const { account, now: ts } = this;
    if (account.isExposed) account.exposedBatches++;
    if (this.instruments.length > 1 && !(account.inStep && markets === this.instruments.length)) account.takeOpens(ts);
    if (account.liquidation !== undefined) this.#judge(millis(ts));
    account.value(this.clock);
  }

  /** Whether the account, or an isolated position of it, can no longer be carried at the newest prices. */
  #judge(ts: Millis): void {
    const { account } = this;
    for (let i = account.solvency.spent; i >= 0 && this.#sim !== undefined; i = account.solvency.spent) {
      this.#closeOuts.call(this.#sim, { instrument: i, part: 1, price: account.last(i), certainty: 'assumed', ts, barTs: ts });
      this.#drain();
      if (account.qty(i) !== 0) break;
    }
    if (account.solvency.isExhausted) this.#liquidate(ts);
    if (this.#closeOuts.unsettled && this.#closeOuts.settle(ts))
      this.#guardian.hold('liquidation', -1, 'halted', false, ts, 'nothing was left');
  }

  #liquidate(ts: Millis): void {
    if (this.#sim === undefined || this.#closeOuts.underWay) return;
    if (this.#outbox.sent < this.#outbox.written) this.#act(ts);
    this.#closeOuts.liquidate(this.#sim, ts);
    this.#drain();
  }

  #expire(ts: number, quiet: boolean): void {
    this.account.unsettled.settle(ts);
    if (ts >= this.#guardian.next) this.#guardian.pass(ts);
    if (this.#sim === undefined || ts < this.#sim.nextExpiry) return;
    this.account.takeOpens(ts);
    this.#sim.onTime(millis(ts), quiet);
    this.#drain();
  }

  #ring(ts: number): void {
    for (let s = 0; s < this.#hosts.length; s++) {
      this.#hosts[s]!.runs('timer');
      this.timers.ring(s, ts);
      this.#hosts[s]!.rests();
    }
    this.findAlarm();
  }

  #route(ts: Millis): void {
    const outbox = this.#outbox;
    const until = outbox.written;
    const router = must(this.#router, 'a router');
    while (outbox.sent < until) {
      const intent = outbox.next();
      const reason = router.route(intent, ts);
      if (reason !== undefined) this.#tellRefusal(intent, ts, reason);
    }
    outbox.settle();
  }

  #tellRefusal(intent: Intent, ts: Millis, reason: RejectReason): void {
    const { id, ...own } = intent.kind === 'discard' ? intent.submit : intent;
    const strategy = own.kind === 'submit' ? own.order.strategy : this.blotter.request(id)!.strategy;
    this.#hosts[strategy]!.tell(
      own.kind === 'submit' ? { kind: 'rejected', ts, id, reason } : { kind: 'replace-rejected', ts, id, reason },
    );
  }

  /** Broker events -> blotter -> portfolio -> the strategy's inbox. */
  #drain(): void {
    const broker = must(this.#broker, 'a broker');
    for (let event = broker.poll(); event !== undefined; event = broker.poll()) this.#apply(event);
    this.findAlarm();
  }

  /** Looks for the next moment at which something is due: after every event, and when a timer was added. */
  findAlarm(): void {
    const venue = this.#sim === undefined ? Number.POSITIVE_INFINITY : this.#sim.nextExpiry;
    // What was heard of late may have been due before now.
    const alarm = Math.max(Math.min(this.timers.next, this.account.unsettled.next, venue, this.#guardian.next), this.clock.now);
    if (alarm === this.#alarm) return;
    this.#alarm = alarm;
    this.onAlarm(alarm);
  }

  #apply(event: BrokerEvent): void {
    switch (event.kind) {
      case 'connection':
        this.#guardian.connect(event.up, event.ts);
        return;
      case 'paid':
        for (const share of sharesOf(event.payment, this.account)) this.account.post(share);
        return;
      case 'adjusted':
        this.#book(event.fill, false);
        return;
      case 'split':
        this.account.split(event.instrument, event.ratio, event.ts);
        this.blotter.split(event.instrument, event.ratio);
        this.#guardian.split(event.instrument, event.ratio);
        return;
      case 'ended':
        this.#closeOuts.end(must(this.#sim, 'a simulator'), event);
        this.#guardian.end(event.instrument);
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
    if (event.kind === 'filled') this.#book(event.fill, order !== undefined);
    else if (event.kind === 'cancel-rejected') this.#guardian.refuseCancel(event.id);
    if (this.#underway.isBusy) this.#underway.hear(event);
    if (order !== undefined) this.#hosts[order.strategy]?.tell(event);
  }

  #book(fill: Fill, wasOpen: boolean): void {
    this.account.book(fill);
    if (!this.#guardian.states.quiet) this.#guardian.fill(fill, wasOpen);
  }

  #take(inputs: readonly Input[]): void {
    for (const input of inputs) {
      if (input.kind === 'broker') this.#apply(input.event);
      else this.#guardian.obey(input.order, input.ts);
    }
    this.findAlarm();
  }

  #close(strategy: number, instrument: number, held: number, tag: string): OrderId {
    const id = this.#outbox.take(0);
    this.#outbox.write({ kind: 'close', id, order: closeOf(strategy, instrument, held, tag) });
    return id;
  }

  /** A strategy threw: what it asked for at this moment is discarded, and it may only reduce until a person says otherwise. */
  fault(strategy: number, message: string): void {
    this.#outbox.discard(strategy, this.blotter);
    this.#guardian.hold('strategy', strategy, 'reducing', false, this.now, message);
  }

  /** The id of an order of the venue's own: what is still unsent is sent before it, for ids are written down in turn. */
  #nextOfVenue(): OrderId {
    if (this.#outbox.sent < this.#outbox.written) this.#route(millis(this.now));
    return this.#outbox.take(0);
  }
}
