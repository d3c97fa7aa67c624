import type { Instrument } from '../../model/instrument.ts';
import type { OrderId, OrderRequest, RejectReason } from '../../model/order.ts';
import { type Millis, millis } from '../../model/time.ts';
import type { Wall } from '../../model/wall.ts';
import type { AccountSnapshot, BrokerEvent, Command, Health, KnownOrders, LiveBroker } from '../broker.ts';
import { clearOut } from './clear-out.ts';
import { ClientIds } from './client-ids.ts';
import { Connection } from './connection.ts';
import { Conversation } from './conversation.ts';
import type { Counter } from './counter.ts';
import { Dispatch, type DispatchParts } from './dispatch.ts';
import { Exits } from './exits.ts';
import { Hearing } from './hearing.ts';
import { Lanes } from './lanes.ts';
import { Limiter } from './limiter.ts';
import { Mailbox } from './mailbox.ts';
import { DEFAULTS, type Note, type VenueBrokerOptions, type VenueBrokerParts } from './options.ts';
import { OrderLife, type Standing } from './order-life.ts';
import { Recalled } from './recalled.ts';
import { Register } from './register.ts';
import { SetAside } from './set-aside.ts';
import { isHeldByUs } from './unsupported.ts';
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
  readonly hearing: Hearing;
  readonly #instruments: readonly Instrument[];
  readonly #onNote: (note: Note) => void;
  readonly #isHalted: () => boolean;
  readonly #limiter: Limiter;
  readonly #connection: Connection;
  readonly #mailbox = new Mailbox();
  readonly #register: Register;
  readonly #exits: Exits;
  readonly #setAside: SetAside;
  readonly #dispatch: Dispatch;
  /** What the session knew when we came. */
  #recalled: Recalled | undefined;
  /** From when on the account was asked for when we came. */
  #since: Millis = millis(0);
  #haltedBy = '';
  #letsExits = false;
  #isClearing = false;
  #isClosed = false;

  /** Throws a ConfigError where the venue cannot take client ids of the session's tag. */
  constructor(venue: Venue, parts: VenueBrokerParts) {
    const { wall, random, instruments, currencies, tag, onNote = () => {}, isHalted = () => false } = parts;
    this.name = venue.name;
    this.supports = venue.supports;
    this.venue = venue;
    this.wall = wall;
    this.options = { ...DEFAULTS, ...parts.options };
    this.ids = new ClientIds(tag, venue.supports.clientIds);
    this.#instruments = instruments;
    this.#onNote = onNote;
    this.#isHalted = isHalted;
    this.#limiter = new Limiter(venue, wall.now());
    this.lanes = new Lanes(wall, this.#limiter, this.options.deadline);
    const register = new Register(this.ids);
    const exits = new Exits(wall, (id) => register.get(id), register.live);
    const tell = (event: BrokerEvent): void => this.#mailbox.add(event);
    const remember = (id: OrderId): Conversation | undefined => this.#remember(id);
    this.#register = register;
    this.#exits = exits;
    this.#setAside = new SetAside(this, register, exits);
    this.hearing = new Hearing({ counter: this, ids: this.ids, register, exits, instruments, currencies, tell, remember });
    const converse = (command: Parameters<DispatchParts['converse']>[0]): Conversation => this.#converse(command.id, command);
    this.#dispatch = new Dispatch({ counter: this, register, exits, setAside: this.#setAside, tell, converse });
    this.#connection = new Connection(venue, wall, this.lanes, this.options, random, {
      hear: (news) => this.#hear(news),
      up: (snapshot) => this.#up(snapshot),
      down: (why) => this.#down(why),
      look: (snapshot) => this.hearing.account(snapshot),
      note: (what, text) => this.note(what, text),
    });
  }

  poll(): BrokerEvent | undefined {
    return this.#mailbox.take();
  }

  async connect(wake: () => void, signal: AbortSignal, since: Millis): Promise<AccountSnapshot> {
    this.#mailbox.wake = wake;
    this.#since = since;
    const snapshot = this.#named(await this.#connection.connect(signal, since), since);
    this.hearing.account(snapshot);
    this.#mailbox.add({ kind: 'connection', ts: this.wall.now(), id: 0, up: true });
    this.#open();
    return snapshot;
  }

  /** Between `connect` and this nothing leaves, and what is heard of orders of this session waits. */
  recall(known: KnownOrders): void {
    this.#recalled = new Recalled(known, this.ids);
    this.#exits.before = (strategy, instrument) => known.qtyOf(strategy, instrument);
    // What was sent since we connected waits, and is known.
    for (const id of this.#recalled.open) if (this.#register.get(id) === undefined) this.#remember(id);
    this.hearing.claim(known.execIds);
    for (const about of [...this.#register.live]) if (about.placement.isUnknown) about.doubt();
    this.#open();
  }

  /** What is sent before `recall` waits for it. A command that the venue cannot hold, or must not get now, is refused by an event. */
  send(command: Command): void {
    this.#dispatch.take(command);
  }

  inquire(commands: readonly Command[]): void {
    for (const command of commands) this.#dispatch.ask(command);
  }

  async snapshot(since: Millis): Promise<AccountSnapshot> {
    const snapshot = this.#named(await this.lanes.ask('snapshot', () => this.venue.snapshot(since)), since);
    this.hearing.account(snapshot);
    return snapshot;
  }

  async cancelAll(): Promise<void> {
    this.#isClearing = true;
    this.lanes.sift();
    await clearOut(this, this.#instruments, {
      isUnderWay: () => [...this.#register.live].some(({ placement }) => placement.isUnderWay),
      isOver: () => this.#isClosed,
    }).finally(() => {
      this.#isClearing = false;
    });
  }

  halt(why: string, letExits = false): void {
    this.#haltedBy = why;
    this.#letsExits = letExits;
    this.lanes.sift();
  }

  release(): void {
    this.#haltedBy = '';
    for (const about of [...this.#register.live]) about.follow();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.lanes.close();
    this.#register.close();
    this.#exits.close();
    this.#setAside.close();
    await this.#connection.close();
  }

  health(): Health {
    const { isUp, why, isOff, skew, streams } = this.#connection;
    const unknown = [...this.#register.live].filter(({ isUnsure }) => isUnsure).length;
    const matter = [why, this.#haltedBy, isOff ? 'our clock is off' : ''].find((text) => text !== '') ?? '';
    return { up: isUp, why: matter, lastSeen: streams.lastSeen, skew: skew.value, unknown };
  }

  refusalOf(about: Conversation, addsExposure: boolean): RejectReason | undefined {
    const { order } = about.life;
    if (this.#isClearing || this.#isHalted()) return 'trading-halted';
    if (this.#haltedBy !== '' && !(this.#letsExits && order.reduceOnly)) return 'trading-halted';
    if (!addsExposure || (order.reduceOnly && this.supports.reduceOnly)) return undefined;
    if (this.#connection.isOff) return 'clock-skew';
    for (const other of this.#register.live)
      if (other !== about && other.isUnsure && other.life.order.instrument === order.instrument) return 'outcome-unknown';
    return undefined;
  }

  note(what: string, text: string): void {
    this.#onNote({ ts: this.wall.now(), what, text });
  }

  ended(about: Conversation): void {
    this.#register.end(about);
    this.#exits.ended(about);
    this.#setAside.look();
  }

  followed(): void {
    this.#setAside.look();
  }

  revived(about: Conversation): void {
    this.#register.live.add(about);
  }

  stop(why: string): void {
    this.#connection.stop(why);
    this.note('alert', `${this.name} refuses our keys: ${why}`);
  }

  checkClock(): void {
    this.#connection.checkClock();
  }

  #open(): void {
    this.lanes.isOpen = this.#connection.isUp && !this.hearing.waits;
  }

  #hear(news: VenueNews): void {
    if (news.kind === 'heard') this.#connection.streams.hear(news.stream);
    else if (news.kind === 'order') this.hearing.order(news.order, news.reason);
    else if (news.kind === 'fill') this.hearing.fill(news.fill);
    else if (news.kind === 'limit') this.#limiter.hear(news.limit, news.left, news.until, this.wall.now());
    else if (news.kind === 'note') this.note(news.what, news.text);
    else this.#connection.lose(news.why);
  }

  #up(snapshot: AccountSnapshot): void {
    this.hearing.account(snapshot);
    this.#mailbox.add({ kind: 'connection', ts: this.wall.now(), id: 0, up: true });
    this.#open();
  }

  #down(why: string): void {
    this.#open();
    this.note('connection', why);
    this.#mailbox.add({ kind: 'connection', ts: this.wall.now(), id: 0, up: false });
  }

  #converse(id: OrderId, { order, ts }: { readonly order: OrderRequest; readonly ts: Millis }, at?: Standing): Conversation {
    this.#register.forget(this.wall.now() - this.options.memory);
    const life = new OrderLife(id, order, this.#instruments[order.instrument]!, ts, (event) => this.#mailbox.add(event), at);
    const about = new Conversation(life, this, isHeldByUs(this.supports, order));
    this.#register.add(about);
    return about;
  }

  /** Goes on with an order of before this process, also with one that is over; undefined where there was none of this number. */
  #remember(id: OrderId): Conversation | undefined {
    const before = this.#recalled?.find(id);
    if (before === undefined) return undefined;
    const { order, at, isAsleep } = before;
    const about = this.#converse(id, { order, ts: this.#since }, at);
    const parent = isAsleep || about.isOurs ? (this.#register.get(order.parent) ?? this.#remember(order.parent)) : undefined;
    if (!isAsleep) about.placement.remember(about.life.isKnown);
    else if (!about.isOurs && parent !== undefined) about.placement.join(parent.placement);
    about.isRemembered = true;
    if (about.life.isOver) this.ended(about);
    else if (about.isOurs) {
      if (!this.#exits.add(about, !isAsleep)) about.end({ kind: 'canceled', ts: this.wall.now(), reason: 'parent-closed' });
    }
    return about;
  }

  /**
   * The venue leaves the session's numbers to us: it does not know how client ids are made. Fills and payments of long before what was
   * asked for are left out: they may be booked and forgotten.
   */
  #named(snapshot: AccountSnapshot, since: Millis): AccountSnapshot {
    const orders = snapshot.orders.map((order) => ({ ...order, id: this.ids.read(order.clientId).id }));
    for (const order of orders) this.#register.learn(order);
    const from = since - this.options.overlap;
    return {
      ...snapshot,
      orders,
      fills: snapshot.fills.filter(({ ts }) => ts >= from).map((fill) => ({ ...fill, id: this.#register.idOf(fill) })),
      ...(snapshot.payments !== undefined && { payments: snapshot.payments.filter(({ ts }) => ts >= from) }),
    };
  }
}
