import type { AccountSnapshot, Command, LiveBroker } from '../../../engine/broker/broker.ts';
import { BARE_ORDER } from '../../../engine/broker/live/bare.ts';
import { snapNearest } from '../../../engine/model/grid.ts';
import type { Instrument } from '../../../engine/model/instrument.ts';
import type { OrderId, OrderRequest, OrderStatus } from '../../../engine/model/order.ts';
import { type Millis, millis } from '../../../engine/model/time.ts';
import { Breach, hold } from './breach.ts';
import type { Line, Stage, Subject } from './subject.ts';
import { Told } from './told.ts';

/** The terms of an order as a case writes them: one unit bought at the market, where nothing else is said. */
export type Terms = Partial<OrderRequest>;

/** What an account has done is asked for from so long before a case on, milliseconds: it may have years behind it. */
const BEFORE = 3_600_000;

/** A session that does what a case says, and writes down what the broker tells of it; an unlawful event is a Breach at once. */
export class Trial extends Told {
  stage: Stage;
  readonly subject: Subject;
  /** Whatever a case has done was done since. */
  readonly since: Millis;
  /** How often the broker said that there is something new. */
  wakes = 0;
  /** The account as it was when the broker connected. */
  first: AccountSnapshot | undefined;
  /** What a case has done to the account otherwise than by its orders: nothing is compared with the truth any more. */
  isForeign = false;
  readonly #abort = new AbortController();
  #mid = 0;

  constructor(stage: Stage, subject: Subject) {
    super(stage.instruments);
    this.stage = stage;
    this.subject = subject;
    this.since = millis(stage.clock.now() - BEFORE);
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
    const connected = this.live.connect(() => void this.wakes++, this.#abort.signal, this.since);
    const snapshot = await this.stage.clock.settled(connected, 10 * this.subject.patience);
    this.first ??= snapshot;
    this.drain();
    return snapshot;
  }

  recall(): void {
    this.live.recall(this.known);
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
    const command = this.note(terms);
    this.send(command);
    return command.id;
  }

  /** Writes an order down without sending it. */
  note(terms: Terms = {}): Command {
    const order = this.order(terms);
    const ts = this.stage.clock.now();
    return { kind: 'submit', ts, id: this.write(order, ts), order };
  }

  cancel(id: OrderId): void {
    this.send({ kind: 'cancel', ts: this.stage.clock.now(), id });
  }

  replace(id: OrderId, { qty, price, trigger }: { qty?: number; price?: number; trigger?: number }): void {
    this.send({ kind: 'replace', ts: this.stage.clock.now(), id, qty, price, trigger });
  }

  /** Throws a Breach where the broker does. */
  send(command: Command): void {
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
    return { ...BARE_ORDER, type, instrument: 0, side: 'buy', qty: this.qty(1), price: undefined, trigger: undefined, ...terms };
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
      hold(clock.now() < over, `Expected ${expected}, but within ${this.subject.patience} ms it was not so${this.tail}`);
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
    for (let event = this.stage.broker.poll(); event !== undefined; event = this.stage.broker.poll()) this.hear(event);
  }

  async truth(): Promise<AccountSnapshot> {
    return this.stage.clock.settled(Promise.resolve(this.stage.truth!(this.since)));
  }

  /** What a promise of the broker comes to. */
  settled<T>(promise: Promise<T>): Promise<T> {
    return this.stage.clock.settled(promise, 10 * this.subject.patience).finally(() => this.drain());
  }
}
