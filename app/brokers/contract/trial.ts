import { Blotter, type OrderState } from '../../../engine/broker/blotter.ts';
import type { AccountSnapshot, BrokerEvent, Command, KnownOrders, LiveBroker, OrderEvent } from '../../../engine/broker/broker.ts';
import type { Fill } from '../../../engine/model/fill.ts';
import { snapNearest } from '../../../engine/model/grid.ts';
import type { Instrument } from '../../../engine/model/instrument.ts';
import type { OrderId, OrderRequest, OrderStatus } from '../../../engine/model/order.ts';
import { type Millis, millis } from '../../../engine/model/time.ts';
import { Breach, hold } from './breach.ts';
import type { Line, Stage, Subject } from './subject.ts';

/** The terms of an order as a case writes them: one unit bought at the market, where nothing else is said. */
export type Terms = Partial<OrderRequest>;

const BEGIN = millis(0);

/** A session that does what a case says, and writes down what the broker tells of it; an unlawful event is a Breach at once. */
export class Trial {
  stage: Stage;
  readonly subject: Subject;
  readonly blotter: Blotter;
  readonly events: BrokerEvent[] = [];
  readonly fills: Fill[] = [];
  readonly execIds = new Set<string>();
  /** How often the broker said that there is something new. */
  wakes = 0;
  /** The account as it was when the broker connected. */
  first: AccountSnapshot | undefined;
  /** What a case has done to the account otherwise than by its orders: nothing is compared with the truth any more. */
  isForeign = false;
  readonly #abort = new AbortController();
  readonly #sent = new Map<OrderId, number>();
  readonly #requests = new Map<OrderId, OrderRequest>();
  #mid = 0;

  constructor(stage: Stage, subject: Subject) {
    this.stage = stage;
    this.subject = subject;
    this.blotter = new Blotter(stage.instruments.map(({ steps }) => steps));
  }

  get instrument(): Instrument {
    return this.stage.instruments[0]!;
  }

  /** The broker, where a case needs one on the other side of a network. */
  get live(): LiveBroker {
    hold(this.stage.live !== undefined, 'Expected a broker on the other side of a network, but it was another');
    return this.stage.live;
  }

  /** What lies between the broker and its venue. */
  get line(): Line {
    hold(this.stage.line !== undefined, 'Expected a line that can be touched, but there was none');
    return this.stage.line;
  }

  /** Looks where the market stands: prices of a case count from there. */
  async look(): Promise<void> {
    const { bid, ask } = await this.stage.market();
    this.#mid = snapNearest(this.instrument.ticks, (bid + ask) / 2);
  }

  /** Connects, and goes on with what the session knows. */
  async start(): Promise<void> {
    if (this.stage.live === undefined) return;
    await this.connect();
    this.recall();
  }

  async connect(): Promise<AccountSnapshot> {
    const connected = this.live.connect(() => void this.wakes++, this.#abort.signal, BEGIN);
    const snapshot = await this.stage.clock.settled(connected, 10 * this.subject.patience);
    this.first ??= snapshot;
    this.drain();
    return snapshot;
  }

  recall(): void {
    this.live.recall(this.#known);
    this.drain();
  }

  /** The process dies, and another one goes on; `lost` commands were never sent by it. */
  async restart(): Promise<void> {
    this.stage = await this.stage.restart!();
  }

  /** The price so many ticks above where the market stood at first. */
  at(ticks: number): number {
    const { tickSize, ticks: grid } = this.instrument;
    return snapNearest(grid, this.#mid + ticks * tickSize);
  }

  /** A price to which the market does not come by itself: below it for who buys. */
  away(side: 'buy' | 'sell'): number {
    return this.at(side === 'buy' ? -this.subject.far : this.subject.far);
  }

  /** So many units. */
  qty(units: number): number {
    return snapNearest(this.instrument.steps, units * this.stage.unit);
  }

  /** Moves the market: a tick of spread on each side of so many ticks from where it stood at first. */
  async move(ticks: number, units = 1_000, instrument = 0): Promise<void> {
    await this.stage.move!({ bid: this.at(ticks - 1), ask: this.at(ticks + 1), size: this.qty(units) }, instrument);
    this.drain();
  }

  submit(terms: Terms = {}): OrderId {
    const id = this.blotter.length + 1;
    const order = this.order(terms);
    const ts = this.stage.clock.now();
    this.blotter.submit(id, order, ts);
    this.#requests.set(id, order);
    this.send({ kind: 'submit', ts, id, order });
    return id;
  }

  /** Writes an order down without sending it. */
  note(terms: Terms = {}): Command {
    const id = this.blotter.length + 1;
    const order = this.order(terms);
    const ts = this.stage.clock.now();
    this.blotter.submit(id, order, ts);
    this.#requests.set(id, order);
    this.#sent.set(id, ts);
    return { kind: 'submit', ts, id, order };
  }

  cancel(id: OrderId): void {
    this.send({ kind: 'cancel', ts: this.stage.clock.now(), id });
  }

  replace(id: OrderId, { qty, price, trigger }: { qty?: number; price?: number; trigger?: number }): void {
    this.send({ kind: 'replace', ts: this.stage.clock.now(), id, qty, price, trigger });
  }

  /** Throws a Breach where the broker does. */
  send(command: Command): void {
    if (command.kind === 'submit') this.#sent.set(command.id, command.ts);
    try {
      this.stage.broker.send(command);
    } catch (error) {
      throw new Breach(`Expected send to throw nothing, but it was "${error instanceof Error ? error.message : error}"`);
    }
    this.drain();
  }

  order(terms: Terms): OrderRequest {
    const { price, trigger } = terms;
    const type = trigger === undefined ? (price === undefined ? 'market' : 'limit') : price === undefined ? 'stop' : 'stop-limit';
    return { ...PLAIN, type, qty: this.qty(1), ...terms };
  }

  async pass(ms: number): Promise<void> {
    await this.stage.clock.pass(ms);
    this.drain();
  }

  /** Waits until something holds; a Breach where it does not in time. */
  async until(holds: () => boolean, expected: string): Promise<void> {
    const { clock } = this.stage;
    const over = clock.now() + this.subject.patience;
    for (let step = 5; ; step = Math.min(step * 1.3, this.subject.patience / 50)) {
      this.drain();
      if (holds()) return;
      hold(clock.now() < over, `Expected ${expected}, but within ${this.subject.patience} ms it was not so${this.#tail()}`);
      await clock.pass(step);
    }
  }

  /** Waits until an order stands so. */
  async becomes(id: OrderId, ...statuses: readonly OrderStatus[]): Promise<void> {
    const expected = (): string => `order ${id} to become ${statuses.map((one) => `"${one}"`).join(' or ')}`;
    await this.until(() => statuses.includes(this.status(id)), expected());
  }

  /** Waits until the broker has said that it does not know what became of an order. */
  async doubted(id: OrderId): Promise<void> {
    await this.until(() => this.count(id, 'unknown-outcome') > 0, `the outcome of order ${id} to be told unknown`);
  }

  /** Lets so much time pass that nothing is under way any more. */
  async quiet(): Promise<void> {
    for (let k = 0; k < 10; k++) await this.pass(this.subject.rest / 10);
  }

  drain(): void {
    for (let event = this.stage.broker.poll(); event !== undefined; event = this.stage.broker.poll()) this.#take(event);
  }

  state(id: OrderId): OrderState {
    return this.blotter.state(id);
  }

  status(id: OrderId): OrderStatus {
    return this.blotter.state(id).status;
  }

  request(id: OrderId): OrderRequest {
    return this.#requests.get(id)!;
  }

  /** The kinds of events that were told of an order, oldest first. */
  told(id: OrderId): readonly BrokerEvent['kind'][] {
    return this.events.flatMap((event) => (event.id === id ? [event.kind] : []));
  }

  /** How often an event of a kind was told of an order. */
  count(id: OrderId, kind: BrokerEvent['kind']): number {
    return this.told(id).filter((one) => one === kind).length;
  }

  fillsOf(id: OrderId): readonly Fill[] {
    return this.fills.filter(({ orderId }) => orderId === id);
  }

  /** Units of an instrument that the events of the session have come to. */
  held(instrument = 0): number {
    const sum = this.fills.reduce(
      (held, fill) => (fill.instrument === instrument ? held + (fill.side === 'buy' ? fill.qty : -fill.qty) : held),
      0,
    );
    return snapNearest(this.stage.instruments[instrument]!.steps, sum);
  }

  async truth(): Promise<AccountSnapshot> {
    return this.stage.clock.settled(Promise.resolve(this.stage.truth!()));
  }

  /** What a promise of the broker comes to. */
  settled<T>(promise: Promise<T>): Promise<T> {
    return this.stage.clock.settled(promise, 10 * this.subject.patience).finally(() => this.drain());
  }

  get #known(): KnownOrders {
    const { blotter } = this;
    return {
      length: blotter.length,
      request: (id) => blotter.request(id),
      state: (id) => blotter.state(id),
      qtyOf: (_, instrument) => this.held(instrument),
      execIds: this.execIds,
    };
  }

  #take(event: BrokerEvent): void {
    this.events.push(event);
    if (event.kind === 'filled' || event.kind === 'adjusted') this.#book(event.fill, event.execId);
    if (event.id === 0) return;
    if (!this.#sent.has(event.id)) {
      const isRefusal = event.kind === 'cancel-rejected' || event.kind === 'replace-rejected';
      hold(isRefusal, `Expected events of orders that were sent, but it was "${event.kind}" of order ${event.id}`);
      return;
    }
    hold(event.ts >= this.#sent.get(event.id)!, `Expected "${event.kind}" of order ${event.id} not before its command, but it was earlier`);
    try {
      this.blotter.apply(event as OrderEvent);
    } catch (error) {
      throw new Breach(`${error instanceof Error ? error.message : error}${this.#tail()}`);
    }
  }

  #book(fill: Fill, execId: string | undefined): void {
    this.fills.push(fill);
    if (execId === undefined) return;
    hold(!this.execIds.has(execId), `Expected every execution once, but "${execId}" was told twice`);
    this.execIds.add(execId);
  }

  /** What was told last, for who has to find out. */
  #tail(): string {
    const last = this.events.slice(-8).map(({ id, kind }) => (id === 0 ? kind : `${id} ${kind}`));
    return last.length === 0 ? ' (nothing was told)' : ` (told last: ${last.join(', ')})`;
  }

  /** When an order was sent. */
  sentAt(id: OrderId): Millis {
    return millis(this.#sent.get(id)!);
  }
}

const PLAIN: OrderRequest = {
  type: 'market',
  instrument: 0,
  strategy: 0,
  side: 'buy',
  qty: 1,
  fraction: undefined,
  price: undefined,
  trigger: undefined,
  trail: undefined,
  offset: undefined,
  tif: 'gtc',
  expiresAt: undefined,
  parent: 0,
  group: 0,
  reduceOnly: false,
  postOnly: false,
  display: undefined,
  words: undefined,
};
