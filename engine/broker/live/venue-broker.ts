import type { Instrument } from '../../model/instrument.ts';
import type { OrderId, RejectReason } from '../../model/order.ts';
import type { Millis } from '../../model/time.ts';
import type { Wall } from '../../model/wall.ts';
import type { AccountSnapshot, BrokerEvent, Command, Health, KnownOrders, LiveBroker, VenueFill, VenueOrder } from '../broker.ts';
import { BARE_ORDER } from './bare.ts';
import { clearOut } from './clear-out.ts';
import { ClientIds } from './client-ids.ts';
import { Connection } from './connection.ts';
import { Conversation } from './conversation.ts';
import type { Counter } from './counter.ts';
import { gapsOf } from './executions.ts';
import { Exits } from './exits.ts';
import { bookFee } from './fees.ts';
import { Lanes } from './lanes.ts';
import { Limiter } from './limiter.ts';
import { Mailbox } from './mailbox.ts';
import { DEFAULTS, type Note, type VenueBrokerOptions, type VenueBrokerParts } from './options.ts';
import { OrderLife, type Standing } from './order-life.ts';
import { unsupportedBy } from './unsupported.ts';
import type { Venue, VenueCapabilities, VenueNews } from './venue.ts';

/**
 * A broker of any venue: commands leave within its limits, once; what it says, in whatever order, comes out as lawful events.
 * Exits that it holds itself (`emulateExits`) are ours to send and to cancel: they die with this process.
 */
export class VenueBroker implements LiveBroker, Counter {
  readonly name: string;
  readonly supports: VenueCapabilities;
  readonly venue: Venue;
  readonly wall: Wall;
  readonly lanes: Lanes;
  readonly ids: ClientIds;
  readonly options: VenueBrokerOptions;
  readonly #instruments: readonly Instrument[];
  readonly #currencies: readonly string[];
  readonly #onNote: (note: Note) => void;
  readonly #limiter: Limiter;
  readonly #connection: Connection;
  readonly #mailbox = new Mailbox();
  readonly #exits: Exits;
  readonly #orders = new Map<OrderId, Conversation>();
  /** Those that are not over, or are open at the venue all the same. */
  readonly #live = new Set<Conversation>();
  /** Those that are over, oldest first. */
  readonly #over: Conversation[] = [];
  /** Which order a venue's own id belongs to. */
  readonly #venueIds = new Map<string, OrderId>();
  /** Said of orders before we were told what the session knows. */
  #unclaimed: (() => void)[] | undefined = [];
  #known: KnownOrders | undefined;
  /** What of orders was filled by their word alone, before. */
  readonly #gaps = new Map<OrderId, number>();
  #haltedBy = '';
  #isClearing = false;
  #isClosed = false;

  /** Throws a ConfigError where the venue cannot take client ids of the session's tag. */
  constructor(venue: Venue, parts: VenueBrokerParts) {
    const { wall, random, instruments, currencies, tag, onNote = () => {} } = parts;
    this.name = venue.name;
    this.supports = venue.supports;
    this.venue = venue;
    this.wall = wall;
    this.options = { ...DEFAULTS, ...parts.options };
    this.ids = new ClientIds(tag, venue.supports.clientIds);
    this.#instruments = instruments;
    this.#currencies = currencies;
    this.#onNote = onNote;
    this.#limiter = new Limiter(venue, wall.now());
    this.lanes = new Lanes(wall, this.#limiter, this.options.deadline);
    this.#exits = new Exits(wall, (id) => this.#orders.get(id));
    this.#connection = new Connection(venue, wall, this.lanes, this.options, random, {
      hear: (news) => this.#hear(news),
      up: (snapshot) => this.#up(snapshot),
      down: (why) => this.#down(why),
      look: (snapshot) => this.hearAccount(snapshot),
      note: (what, text) => this.note(what, text),
    });
  }

  poll(): BrokerEvent | undefined {
    return this.#mailbox.take();
  }

  async connect(wake: () => void, signal: AbortSignal, since: Millis): Promise<AccountSnapshot> {
    this.#mailbox.wake = wake;
    const snapshot = this.#named(await this.#connection.connect(signal, since));
    this.hearAccount(snapshot);
    this.#tell({ kind: 'connection', ts: this.wall.now(), id: 0, up: true });
    this.#open();
    return snapshot;
  }

  /** Between `connect` and this nothing leaves, and what is heard of orders of this session waits. */
  recall(known: KnownOrders): void {
    this.#known = known;
    this.#exits.before = (strategy, instrument) => known.qtyOf(strategy, instrument);
    for (const [clientId, qty] of gapsOf(known.execIds)) {
      const { id } = this.ids.read(clientId);
      this.#gaps.set(id, (this.#gaps.get(id) ?? 0) + qty);
    }
    for (let id = 1; id <= known.length; id++) if (known.request(id) !== undefined) this.#remember(id, known);
    const unclaimed = this.#unclaimed ?? [];
    this.#unclaimed = undefined;
    for (const hear of unclaimed) hear();
    for (const about of this.#live) if (about.placement.isUnknown) about.doubt();
    this.#open();
  }

  /** What is sent before `recall` waits for it. A command that the venue cannot hold, or must not get now, is refused by an event. */
  send(command: Command): void {
    if (command.kind === 'submit') this.#submit(command);
    else if (command.kind === 'cancel') this.#cancel(command);
    else this.#replace(command);
  }

  inquire(commands: readonly Command[]): void {
    for (const command of commands) {
      const about = this.#orders.get(command.id);
      if (command.kind === 'submit' && about === undefined) this.#ask(this.#converse(command.id, command));
      else if (about === undefined || about.life.isOver) continue;
      else if (command.kind === 'submit') this.#ask(about);
      else if (command.kind === 'cancel') about.cancel('user', true);
      else if (about.isOurs) this.#replace(command);
      else {
        about.amendments.remember({ qty: command.qty, price: command.price, trigger: command.trigger });
        about.doubt();
      }
    }
  }

  async snapshot(since: Millis): Promise<AccountSnapshot> {
    const snapshot = this.#named(await this.lanes.ask('snapshot', () => this.venue.snapshot(since)));
    this.hearAccount(snapshot);
    return snapshot;
  }

  async cancelAll(): Promise<void> {
    this.#isClearing = true;
    this.lanes.sift();
    const { venue, wall, lanes, options } = this;
    const isUnderWay = (): boolean => [...this.#live].some(({ placement }) => placement.isUnderWay);
    const hearAccount = (snapshot: AccountSnapshot): void => this.hearAccount(snapshot);
    const isOver = (): boolean => this.#isClosed;
    await clearOut({ venue, wall, lanes, options, isUnderWay, hearAccount, isOver, cancel: (order) => this.#cancelForeign(order) });
    this.#isClearing = false;
  }

  halt(why: string): void {
    this.#haltedBy = why;
    this.lanes.sift();
  }

  release(): void {
    this.#haltedBy = '';
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.lanes.close();
    for (const about of this.#orders.values()) about.inquiry.end();
    await this.#connection.close();
  }

  health(): Health {
    const { isUp, why, isOff, skew, streams } = this.#connection;
    const unknown = [...this.#live].filter(({ isUnsure }) => isUnsure).length;
    const matter = [why, this.#haltedBy, isOff ? 'our clock is off' : ''].find((text) => text !== '') ?? '';
    return { up: isUp, why: matter, lastSeen: streams.lastSeen, skew: skew.value, unknown };
  }

  refusalOf(about: Conversation, addsExposure: boolean): RejectReason | undefined {
    if (this.#haltedBy !== '' || this.#isClearing) return 'trading-halted';
    const { order } = about.life;
    if (!addsExposure || (order.reduceOnly && this.supports.reduceOnly)) return undefined;
    if (this.#connection.isOff) return 'clock-skew';
    for (const other of this.#live)
      if (other !== about && other.isUnsure && other.life.order.instrument === order.instrument) return 'outcome-unknown';
    return undefined;
  }

  note(what: string, text: string): void {
    this.#onNote({ ts: this.wall.now(), what, text });
  }

  hearAccount({ ts, orders, fills }: AccountSnapshot): void {
    for (const order of orders) if (order.venueId !== '') this.#learn(order);
    for (const fill of fills) this.#hearFill(fill);
    for (const order of orders) this.hearOrder(order);
    const there = new Set(orders.map(({ clientId }) => clientId));
    for (const about of this.#live) if (!there.has(about.clientId)) about.miss(ts);
  }

  hearOrder(news: VenueOrder, reason = ''): void {
    const { id } = this.ids.read(news.clientId);
    this.#learn(news);
    if (id === 0) return;
    const about = news.status === 'open' ? this.#find(id) : this.#orders.get(id);
    if (about !== undefined) about.hear(news, reason);
    else if (this.#unclaimed !== undefined) this.#unclaimed.push(() => this.hearOrder(news, reason));
  }

  booked(about: Conversation, execId: string, qty: number, price: number): void {
    about.life.fill(execId, qty, { price, ts: this.wall.now(), liquidity: 'taker' }, () => 0);
    this.#exits.filled(about, qty);
  }

  ended(about: Conversation): void {
    this.#live.delete(about);
    this.#over.push(about);
    this.#exits.ended(about);
  }

  revived(about: Conversation): void {
    this.#live.add(about);
  }

  stop(why: string): void {
    this.#connection.stop(why);
    this.note('alert', `${this.name} refuses our keys: ${why}`);
  }

  checkClock(): void {
    this.#connection.checkClock();
  }

  #tell(event: BrokerEvent): void {
    this.#mailbox.add(event);
  }

  #open(): void {
    this.lanes.isOpen = this.#connection.isUp && this.#unclaimed === undefined;
  }

  #hear(news: VenueNews): void {
    if (news.kind === 'heard') this.#connection.streams.hear(news.stream);
    else if (news.kind === 'order') this.hearOrder(news.order, news.reason);
    else if (news.kind === 'fill') this.#hearFill(news.fill);
    else if (news.kind === 'limit') this.#limiter.hear(news.limit, news.left, news.until, this.wall.now());
    else this.#connection.lose(news.why);
  }

  #up(snapshot: AccountSnapshot): void {
    this.hearAccount(snapshot);
    this.#tell({ kind: 'connection', ts: this.wall.now(), id: 0, up: true });
    this.#open();
  }

  #down(why: string): void {
    this.#open();
    this.note('connection', why);
    this.#tell({ kind: 'connection', ts: this.wall.now(), id: 0, up: false });
  }

  #learn({ clientId, venueId }: VenueOrder): void {
    const { id } = this.ids.read(clientId);
    if (id === 0 || venueId === '') return;
    this.#venueIds.set(venueId, id);
    const about = this.#orders.get(id);
    if (about !== undefined) about.venueId = venueId;
  }

  #hearFill(fill: VenueFill): void {
    const id = this.ids.read(fill.clientId).id || this.#venueIds.get(fill.venueId) || 0;
    if (this.#known?.execIds.has(fill.execId) === true) return;
    const about = this.#find(id);
    if (about !== undefined) this.#book(about, fill);
    else if (this.#unclaimed !== undefined) this.#unclaimed.push(() => this.#hearFill(fill));
    else this.note('foreign', `${fill.side} ${fill.qty} ${fill.instrument} at ${fill.price} (${fill.execId}) is of no order of ours`);
  }

  #book(about: Conversation, news: VenueFill): void {
    const { life } = about;
    const { executions, instrument } = life;
    if (executions.has(news.execId)) return;
    about.placement.land();
    const qty = executions.add(news.execId, news.qty, news.price);
    if (qty > 0) {
      const beside: BrokerEvent[] = [];
      life.fill(news.execId, qty, news, (fill) => {
        const booked = bookFee(fill, news, instrument, this.#currencies);
        beside.push(...booked.beside);
        if (booked.lost !== '')
          this.note('fee', `the fee of ${news.execId}, ${booked.lost}, is in a currency that the account does not have`);
        return booked.fee;
      });
      for (const event of beside) this.#tell(event);
      this.#exits.filled(about, qty);
    }
    about.follow();
  }

  #submit(command: Extract<Command, { kind: 'submit' }>): void {
    const { id, order } = command;
    const about = this.#converse(id, command);
    const unsupported = unsupportedBy(this.supports, order, this.options.emulateExits);
    if (unsupported !== undefined) this.#refuse(about, unsupported);
    else if (order.parent !== 0 && this.supports.contingent === 'native' && about.placement.ride(this.#orders.get(order.parent)!.placement))
      return;
    else if (about.isOurs && !this.#exits.add(about)) about.end({ kind: 'rejected', ts: this.wall.now(), reason: 'unknown-parent' });
    else if (!this.#exits.isAsleep(id) && !about.life.isOver)
      about.placement.begin(order.reduceOnly ? 'reduce' : 'submit', this.wall.now() + this.options.maxCommandAge);
  }

  /** An entry does not go without the exits it was sent with. */
  #refuse(about: Conversation, why: string): void {
    const { id, order } = about.life;
    this.note('unsupported', `${this.name} cannot hold order ${id}: ${why}`);
    about.end({ kind: 'rejected', ts: this.wall.now(), reason: 'unsupported' });
    const parent = this.#orders.get(order.parent);
    if (parent?.placement.withdraw() === true) this.#refuse(parent, `its exit ${id} cannot be held`);
  }

  #cancel({ id }: Extract<Command, { kind: 'cancel' }>): void {
    const about = this.#orders.get(id);
    if (about === undefined) this.#tell({ kind: 'cancel-rejected', ts: this.wall.now(), id });
    else about.cancel('user', true);
  }

  #replace({ id, qty, price, trigger }: Extract<Command, { kind: 'replace' }>): void {
    const about = this.#orders.get(id);
    const ts = this.wall.now();
    if (about === undefined || about.life.isOver) this.#tell({ kind: 'replace-rejected', ts, id, reason: 'venue' });
    else if (about.isOurs) this.#exits.replace(id, qty, price, trigger);
    else if (this.supports.amend === 'none') {
      this.note('unsupported', `${this.name} cannot change order ${id}: it changes none`);
      about.refuseChange('unsupported');
    } else about.amendments.add({ qty, price, trigger }, ts + this.options.maxCommandAge);
  }

  #converse(
    id: OrderId,
    { order, ts }: { readonly order: Conversation['life']['order']; readonly ts: Millis },
    at?: Standing,
  ): Conversation {
    this.#prune();
    const instrument = this.#instruments[order.instrument]!;
    const life = new OrderLife(id, order, instrument, ts, (event) => this.#tell(event), at);
    const isLinked = order.parent !== 0 || order.group !== 0;
    const about = new Conversation(life, this, isLinked && this.supports.contingent === 'emulated');
    this.#orders.set(id, about);
    this.#live.add(about);
    return about;
  }

  /** Goes on with an order of before: one that is over, if the venue still speaks of it. */
  #remember(id: OrderId, known: KnownOrders): Conversation {
    const state = known.state(id);
    const price = Number.isNaN(state.price) ? undefined : state.price;
    const trigger = Number.isNaN(state.trigger) ? undefined : state.trigger;
    const order = known.request(id) ?? { ...BARE_ORDER, ...state, price, trigger };
    const at = { ...state, price, trigger, gaps: this.#gaps.get(id) ?? 0 };
    const about = this.#converse(id, { order, ts: this.wall.now() }, at);
    const isAsleep = about.isOurs && order.parent !== 0 && Number.isNaN(at.qty);
    if (about.life.isOver) this.ended(about);
    else if (about.isOurs) {
      this.#find(order.parent);
      if (!this.#exits.add(about, !isAsleep)) about.end({ kind: 'canceled', ts: this.wall.now(), reason: 'parent-closed' });
    }
    if (!isAsleep) about.placement.remember(about.life.isKnown);
    about.isRemembered = true;
    return about;
  }

  /** The conversation about an order of this session; undefined where there is none. */
  #find(id: OrderId): Conversation | undefined {
    const about = this.#orders.get(id);
    if (about !== undefined || this.#known === undefined || id === 0 || id > this.#known.length) return about;
    return this.#remember(id, this.#known);
  }

  #ask(about: Conversation): void {
    about.placement.remember(false);
    about.doubt();
  }

  async #cancelForeign(order: VenueOrder): Promise<void> {
    const index = this.#instruments.findIndex(({ id }) => id === order.instrument);
    const instrument = this.#instruments[index];
    if (instrument === undefined || order.clientId === '') return;
    const { side, type, qty, price, trigger, reduceOnly } = order;
    const request = { ...BARE_ORDER, instrument: index, side, type, qty, price, trigger, reduceOnly };
    await this.lanes.ask('cancel', () => this.venue.cancel(order.clientId, request, instrument), 'cancel');
  }

  /** The venue leaves the session's numbers to us: it does not know how client ids are made. */
  #named(snapshot: AccountSnapshot): AccountSnapshot {
    const orders = snapshot.orders.map((order) => ({ ...order, id: this.ids.read(order.clientId).id }));
    for (const order of orders) this.#learn(order);
    const fills = snapshot.fills.map((fill) => ({ ...fill, id: this.ids.read(fill.clientId).id || this.#venueIds.get(fill.venueId) || 0 }));
    return { ...snapshot, orders, fills };
  }

  /** Forgets orders that have been over for long. */
  #prune(): void {
    const before = this.wall.now() - this.options.memory;
    while (this.#over[0] !== undefined && this.#over[0].closedAt < before) {
      const about = this.#over.shift()!;
      if (this.#live.has(about)) continue;
      this.#orders.delete(about.life.id);
      this.#venueIds.delete(about.venueId);
    }
  }
}
