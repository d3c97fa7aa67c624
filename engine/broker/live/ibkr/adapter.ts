import type { Order } from '@stoqey/ib';
import type { Instrument } from '../../../model/instrument.ts';
import type { OrderRequest } from '../../../model/order.ts';
import { type Millis, millis } from '../../../model/time.ts';
import type { Wall } from '../../../model/wall.ts';
import type { AccountSnapshot, VenueOrder } from '../../broker.ts';
import { type Change, type Venue, type VenueCapabilities, VenueFault, type VenueNews, type VenueRequest } from '../venue.ts';
import { AccountRead } from './account-read.ts';
import { type Address, Gateway, type Told } from './gateway.ts';
import { COSTS, LIMITS } from './limits.ts';
import { meaningOf } from './map/codes.ts';
import { type Market, Markets } from './map/contract.ts';
import { changedBody, isChanged } from './map/order-change.ts';
import { isOpen, type ToldOrder } from './map/order-in.ts';
import { ORDER_TYPES, orderBody } from './map/order-out.ts';
import { throwIfRefused } from './map/refusal.ts';
import { OrderTable } from './order-table.ts';
import { accountOf, qualify } from './qualify.ts';
import { TwsNews } from './tws-news.ts';

/** What the adapter is made with. */
export interface IbkrOptions {
  readonly instruments: readonly Instrument[];
  readonly wall: Wall;
  readonly address: Address;
  /** Whether the account has paper money: one of the other kind is refused. */
  readonly isPaper: boolean;
  /** Which of the login's accounts is traded, where there are several. */
  readonly account?: string | undefined;
  /** Whether orders may fill outside of the regular hours, too. */
  readonly outsideHours?: boolean | undefined;
}

/** Milliseconds after which TWS is asked for its time, so that a connection that is quiet is known to be there. */
const BEAT = 8_000;

/** For how long the SDK keeps a timer after everything it sends: a session that is closed leaves none behind. */
const TIMERS = 101;

/** The time of TWS has no fractions of a second: the middle of one is the best guess. */
const HALF = 500;

const SUPPORTS: VenueCapabilities = {
  types: ORDER_TYPES,
  tifs: new Set(['gtc', 'day', 'gtd', 'ioc', 'fok']),
  contingent: 'emulated',
  amend: 'in-place',
  // Orders have numbers, which are the client's; `orderRef` is free text, and nothing checks that it is used once.
  uniqueIds: 'never',
  findsById: false,
  reduceOnly: false,
  postOnly: false,
  iceberg: true,
  clientIds: { length: 40, pattern: /^[A-Za-z0-9-]+$/ },
};

/**
 * Interactive Brokers by a TWS or IB Gateway: stocks, currencies, futures, options and coins. Orders carry our client id as their
 * `orderRef`; none is ever sent twice, as nothing there would notice. What became of one whose answer is lost is found among the open
 * orders, those that are over, and the executions of the day. Its brackets outlive a position that was closed otherwise, and know no
 * distance from a fill: exits are orders of our own, held by us until their entry fills.
 */
export class IbkrVenue implements Venue {
  readonly name = 'ibkr';
  readonly supports = SUPPORTS;
  readonly limits = LIMITS;
  readonly costs = COSTS;
  readonly #options: IbkrOptions;
  readonly #markets: Markets;
  readonly #table = new OrderTable();
  readonly #news: TwsNews;
  #read: AccountRead | undefined;
  #gateway: Gateway | undefined;
  #wasOpen = false;
  #opening: AbortController | undefined;
  /** The number of the next order: it never goes back, whatever TWS says after a restart. */
  #nextId = 0;
  #stopBeat: () => void = () => {};

  /** Throws a ConfigError for instruments that cannot be IB's. */
  constructor(options: IbkrOptions) {
    this.#options = options;
    this.#markets = new Markets(options.instruments);
    const { wall, address } = options;
    this.#news = new TwsNews({ wall, markets: this.#markets, table: this.#table, clientId: address.clientId });
  }

  async open(hear: (news: VenueNews) => void, signal: AbortSignal): Promise<void> {
    await this.close();
    const opening = new AbortController();
    this.#opening = opening;
    const callOff = (): void => opening.abort();
    signal.addEventListener('abort', callOff, { once: true });
    if (signal.aborted) callOff();
    let gateway: Gateway | undefined;
    try {
      const ears = {
        heard: () => hear({ kind: 'heard', stream: 'tws' }),
        told: (what: Told) => this.#news.told(what),
        lost: (why: string) => hear({ kind: 'down', why }),
      };
      const { wall, address } = this.#options;
      gateway = await Gateway.open({ ...address, isAgain: this.#wasOpen }, wall, ears, opening.signal);
      opening.signal.throwIfAborted();
      this.#gateway = gateway;
      this.#wasOpen = true;
      this.#news.hear = hear;
      this.#nextId = Math.max(this.#nextId, gateway.nextId);
      this.#news.account = accountOf(gateway.accounts, this.#options);
      await qualify(gateway, this.#markets);
      const parts = { markets: this.#markets, table: this.#table, commissions: this.#news.commissions };
      const read = new AccountRead({ wall, gateway, account: this.#news.account, ...parts });
      this.#read = read;
      this.#news.askExecutions = () => void read.snapshot(wall.now()).catch(() => {});
      opening.signal.throwIfAborted();
      this.#beat(gateway);
    } catch (error) {
      gateway?.close();
      if (this.#gateway === gateway) this.#gateway = undefined;
      if (opening.signal.aborted) throw new VenueFault('not-sent', 'it was called off');
      throw error;
    } finally {
      signal.removeEventListener('abort', callOff);
    }
  }

  async close(): Promise<void> {
    this.#opening?.abort();
    this.#opening = undefined;
    this.#news.hear = () => {};
    this.#stopBeat();
    this.#news.commissions.close();
    const gateway = this.#gateway;
    this.#gateway = undefined;
    if (gateway === undefined) return;
    gateway.close();
    const rest = gateway.sentAt + TIMERS - this.#options.wall.now();
    if (rest > 0) await new Promise<void>((resolve) => void this.#options.wall.after(rest, resolve));
  }

  async place({ clientId, order, instrument }: VenueRequest): Promise<void> {
    const market = this.#marketOf(instrument);
    const body = orderBody(clientId, order, market, { account: this.#news.account, outsideHours: this.#options.outsideHours === true });
    const gateway = this.#connected();
    const id = this.#nextId++;
    const { clientId: sender } = this.#options.address;
    this.#table.sent(sender, id, market.contract, body);
    try {
      await gateway.ask(
        (ib) => ib.placeOrder(id, market.contract, body),
        (what) => this.#answered(what, id, () => true),
      );
    } catch (error) {
      if (error instanceof VenueFault && error.kind === 'refused') this.#table.forget(sender, id);
      throw error;
    }
  }

  async amend(clientId: string, _order: OrderRequest, instrument: Instrument, change: Change): Promise<void> {
    const told = this.#own(clientId);
    const market = this.#marketOf(instrument);
    const body = changedBody(told.order, change, market);
    await this.#connected().ask(
      (ib) => ib.placeOrder(told.orderId, market.contract, body),
      (what) => this.#answered(what, told.orderId, (order) => isChanged(order, body)),
    );
  }

  async cancel(clientId: string): Promise<void> {
    const { orderId } = this.#own(clientId);
    await this.#connected().ask(
      (ib) => ib.cancelOrder(orderId, {}),
      (what) => {
        if (what.kind === 'order-status' && what.id === orderId && this.#isOurs(what.clientId))
          return what.status === 'PendingCancel' || !isOpen(what.status) ? true : undefined;
        if (what.kind !== 'code' || what.id !== orderId) return undefined;
        return meaningOf(what.code) === 'canceled' ? true : throwIfRefused(what);
      },
    );
  }

  /** TWS cancels all orders of the account, whoever sent them, and says so of each. */
  async cancelAll(): Promise<void> {
    this.#connected().send((ib) => ib.reqGlobalCancel({}));
  }

  async find(clientId: string): Promise<VenueOrder | undefined> {
    const { orders } = await this.snapshot(millis(0));
    return orders.find((order) => order.clientId === clientId);
  }

  async snapshot(since: Millis): Promise<AccountSnapshot> {
    this.#connected();
    return this.#read!.snapshot(since);
  }

  async time(): Promise<Millis> {
    const seconds = await this.#connected().ask(
      (ib) => ib.reqCurrentTime(),
      (what) => (what.kind === 'time' ? what.seconds : undefined),
    );
    return millis(seconds * 1_000 + HALF);
  }

  #connected(): Gateway {
    if (this.#gateway !== undefined) return this.#gateway;
    throw new VenueFault('not-sent', 'there is no connection to TWS');
  }

  /** Asks for the time now and then: what is silent for longer than that is dead. */
  #beat(gateway: Gateway): void {
    this.#stopBeat = this.#options.wall.after(BEAT, () => {
      if (gateway !== this.#gateway) return;
      this.#beat(gateway);
      try {
        gateway.send((ib) => ib.reqCurrentTime());
      } catch {
        // That it is lost is told otherwise.
      }
    });
  }

  /** What is told of an order that was sent: taken once TWS shows it (`isIt`), refused where a code says so. */
  #answered(what: Told, id: number, isIt: (order: Order) => boolean): true | undefined {
    if (what.kind === 'open-order' && what.order.orderId === id && this.#isOurs(what.order.clientId))
      return isIt(what.order) ? true : undefined;
    if (what.kind !== 'code' || what.id !== id) return undefined;
    return throwIfRefused(what);
  }

  #isOurs(clientId: number | undefined): boolean {
    return clientId === this.#options.address.clientId;
  }

  /** An order that can be changed: TWS lets only who sent it do so, under its number. */
  #own(clientId: string): ToldOrder {
    const told = this.#table.find(clientId);
    if (told === undefined) throw new VenueFault('not-found', `TWS has not shown an order "${clientId}"`);
    if (this.#isOurs(told.clientId)) return told;
    throw new VenueFault('refused', `order "${clientId}" is of client id ${told.clientId}, which alone can change or cancel it`);
  }

  #marketOf(instrument: Instrument): Market {
    const market = this.#markets.of(instrument);
    if (market !== undefined) return market;
    throw new VenueFault('refused', `${instrument.id} is no instrument of this session`);
  }
}
