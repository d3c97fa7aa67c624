import { Blotter } from '../../../../engine/broker/blotter.ts';
import type { AccountSnapshot, BrokerEvent, Command, LiveBroker } from '../../../../engine/broker/broker.ts';
import type { Note } from '../../../../engine/broker/live/options.ts';
import { VenueBroker } from '../../../../engine/broker/live/venue-broker.ts';
import { seededRandom } from '../../../../engine/loop/random.ts';
import { type Reconciliation, reconcile } from '../../../../engine/loop/reconcile.ts';
import { remainder, snapNearest, sumOf } from '../../../../engine/model/grid.ts';
import type { OrderRequest } from '../../../../engine/model/order.ts';
import { millis } from '../../../../engine/model/time.ts';
import { Portfolio } from '../../../../engine/portfolio/portfolio.ts';
import { HostileWorld } from '../../../venues/hostile/hostile-world.ts';
import { orderOf } from '../../../venues/hostile/orders.ts';
import { VirtualWall } from '../../../venues/virtual-wall.ts';
import { bars } from '../../world.ts';

/** A session without a strategy: orders at random, a blotter that throws at an unlawful event, and what is held. */
export class RandomSession {
  readonly wall = new VirtualWall();
  readonly world: HostileWorld;
  broker: VenueBroker;
  readonly blotter: Blotter;
  readonly notes: Note[] = [];
  readonly events: BrokerEvent[] = [];
  readonly account: Portfolio;
  /** Replaces and cancels that were not answered yet. */
  readonly pending: Command[] = [];
  /** What reconciliations said, oldest first. */
  readonly findings: string[] = [];
  readonly execIds = new Set<string>();
  readonly #seed: number;
  readonly #random: () => number;
  /** In ticks. */
  readonly #mids: number[];
  readonly #emulates: boolean;

  constructor(seed: number, { chaos = 20_000, emulates = seed % 2 === 0 }: { chaos?: number; emulates?: boolean } = {}) {
    this.world = new HostileWorld({ seed, wall: this.wall, chaos });
    const { instruments } = this.world;
    this.#random = seededRandom(seed);
    this.#emulates = emulates;
    this.blotter = new Blotter(instruments.map(({ steps }) => steps));
    const markets = instruments.map(({ id }) => bars(id, '1h', [[100, 100, 100, 100]]));
    this.account = new Portfolio({ cash: 1_000_000, type: 'margin', leverage: 3, currency: 'USD' }, instruments, markets, markets, [
      Number.NaN,
    ]);
    this.#mids = instruments.map(() => 10_000);
    this.world.market.follow((move) => {
      if (move.kind === 'quote') this.#mids[move.instrument] = move.bid + 1;
    });
    this.#seed = seed;
    this.broker = this.#newBroker();
  }

  #newBroker(): VenueBroker {
    return new VenueBroker(this.world.venue, {
      instruments: this.world.instruments,
      currencies: ['USD'],
      wall: this.wall,
      tag: 'rnd',
      random: seededRandom(this.#seed + 1),
      onNote: (note) => this.notes.push(note),
      options: { emulateExits: this.#emulates, staleAfter: 5_000, connectTries: 100 },
    });
  }

  /** Connects, takes what a reconciliation says, and goes on. */
  async start(): Promise<void> {
    const { wall, broker, blotter, account } = this;
    const snapshot = await wall.settled(broker.connect(() => this.drain(), new AbortController().signal, BEGIN));
    this.reconcile(snapshot);
    broker.recall({
      length: blotter.length,
      request: (id) => blotter.request(id),
      state: (id) => blotter.state(id),
      qtyOf: (strategy, instrument) => account.qtyOf(strategy, instrument),
      execIds: this.execIds,
    });
    broker.inquire(this.pending.splice(0));
  }

  reconcile(snapshot: AccountSnapshot): Reconciliation {
    const { blotter, account, execIds } = this;
    const { instruments } = this.world;
    const compare = (): Reconciliation =>
      reconcile(
        { instruments, currencies: ['USD'], blotter, books: account, execIds, snapshot },
        { foreign: 'refuse', adoptedBy: 0, cash: 'refuse', fullHistory: false },
      );
    const found = compare();
    for (const { event, why } of found.events) {
      this.findings.push(why);
      this.#take(event);
    }
    const again = compare();
    if (again.events.length > 0) throw new Error(`said twice: ${JSON.stringify(again.events)}`);
    return again;
  }

  /** The process dies: what it had not heard is lost, what it had not sent is never sent. */
  crash(): void {
    this.broker.poll = () => undefined;
    void this.broker.close();
    this.broker = this.#newBroker();
  }

  async run(crashes = 0): Promise<void> {
    const { wall, world } = this;
    await this.start();
    const times = Array.from({ length: crashes }, () => wall.now() + this.#random() * (world.calmFrom - wall.now())).sort((a, b) => a - b);
    while (wall.now() < world.calmFrom) {
      this.act();
      await wall.pass(Math.floor(this.#random() * 400));
      if (!(times[0]! < wall.now())) continue;
      times.shift();
      this.crash();
      await wall.pass(Math.floor(this.#random() * 3_000));
      await this.start();
    }
  }

  /** Cancels all, and waits until nothing moves. */
  async rest(): Promise<void> {
    await this.wall.pass(150_000);
    await this.wall.settled(this.broker.cancelAll());
    await this.wall.pass(60_000);
    this.drain();
  }

  async close(): Promise<void> {
    await this.wall.settled(this.broker.close());
    this.world.close();
  }

  drain(): void {
    for (let event = this.broker.poll(); event !== undefined; event = this.broker.poll()) this.#take(event);
  }

  #take(event: BrokerEvent): void {
    this.events.push(event);
    if (event.kind === 'filled' || event.kind === 'adjusted') {
      if (this.execIds.has(event.execId!)) throw new Error(`booked twice: ${event.execId}`);
      this.execIds.add(event.execId!);
    }
    if (event.kind === 'filled') {
      const { filledQty, qty } = this.blotter.state(event.id);
      const steps = this.world.instruments[event.fill.instrument]!.steps;
      const left = remainder(steps, qty, sumOf(steps, filledQty, event.fill.qty));
      if (!Number.isNaN(qty) && Math.abs(left - event.leavesQty) > 1e-9)
        throw new Error(`order ${event.id}: ${left} is left, not ${event.leavesQty}`);
    }
    if (event.kind === 'filled' || event.kind === 'adjusted') this.account.book(event.fill);
    if (ANSWERS.has(event.kind)) this.#answered(event.id);
    if (event.id > 0) this.blotter.apply(event as Parameters<Blotter['apply']>[0]);
  }

  #answered(id: number): void {
    const isOver = !this.blotter.isOpen(id);
    const at = this.pending.findIndex((command) => command.id === id);
    if (at >= 0) this.pending.splice(at, 1);
    if (isOver) this.pending.splice(0, this.pending.length, ...this.pending.filter((command) => command.id !== id));
  }

  act(): void {
    const dice = this.#random();
    const ids = this.blotter.openOrders(0, -1);
    const id = ids[Math.floor(this.#random() * ids.length)];
    if (dice < 0.6 || id === undefined) this.#submit();
    else if (dice < 0.8) this.#send({ kind: 'cancel', ts: this.wall.now(), id });
    else {
      const { qty, price, instrument } = this.blotter.state(id);
      const { tickSize, stepSize, ticks, steps } = this.world.instruments[instrument]!;
      const more = this.#random() < 0.5 ? stepSize : 0;
      this.#send({
        kind: 'replace',
        ts: this.wall.now(),
        id,
        qty: Number.isNaN(qty) ? undefined : sumOf(steps, qty, more),
        price: Number.isNaN(price) ? undefined : snapNearest(ticks, price + tickSize),
        trigger: undefined,
      });
    }
    this.drain();
  }

  #submit(): void {
    const { instruments } = this.world;
    const instrument = Math.floor(this.#random() * instruments.length);
    const { tickSize, stepSize, ticks, steps } = instruments[instrument]!;
    const side = this.#random() < 0.5 ? 'buy' : 'sell';
    const mid = this.#mids[instrument]! * tickSize;
    const away = (side === 'buy' ? -1 : 1) * Math.floor(this.#random() * 6 - 1) * tickSize;
    const type = this.#random() < 0.4 ? 'market' : 'limit';
    const qty = snapNearest(steps, stepSize * (1 + Math.floor(this.#random() * 20)));
    const price = type === 'limit' ? snapNearest(ticks, mid + away) : undefined;
    const entry = orderOf({ instrument, side, type, qty, price, tif: this.#random() < 0.2 ? 'ioc' : 'gtc' });
    const id = this.#submitOrder(entry);
    if (!this.#emulates || this.#random() < 0.5) return;
    const exit = {
      ...entry,
      side: side === 'buy' ? 'sell' : 'buy',
      qty: undefined,
      tif: 'gtc',
      parent: id,
      group: -id,
      reduceOnly: true,
    } as const;
    const level = (away: number): number => snapNearest(ticks, mid + (side === 'buy' ? 1 : -1) * away * tickSize);
    this.#submitOrder({ ...exit, type: 'stop', price: undefined, trigger: level(-6) });
    this.#submitOrder({ ...exit, type: 'limit', price: level(6), trigger: undefined });
  }

  #submitOrder(order: OrderRequest): number {
    const id = this.blotter.length + 1;
    const ts = millis(this.wall.now());
    this.blotter.submit(id, order, ts);
    this.#send({ kind: 'submit', ts, id, order });
    return id;
  }

  #send(command: Command): void {
    if (command.kind !== 'submit') this.pending.push(command);
    (this.broker as LiveBroker).send(command);
  }
}

const BEGIN = millis(0);
/** What answers a change or a cancel. */
const ANSWERS: ReadonlySet<string> = new Set(['replaced', 'replace-rejected', 'canceled', 'cancel-rejected', 'expired', 'filled']);
