import type { APIResponseV3, CancelAllOrdersParamsV5, RestClientV5 } from 'bybit-api';
import type { Instrument } from '../../../model/instrument.ts';
import type { OrderRequest, OrderType } from '../../../model/order.ts';
import { type Millis, millis } from '../../../model/time.ts';
import type { AccountSnapshot, VenueOrder } from '../../broker.ts';
import { type Change, type Venue, VenueFault, type VenueNews, type VenueRequest } from '../venue.ts';
import { AccountRead } from './account-read.ts';
import { checkAccount, dcpTopics, setCancelOnDisconnect, setLeverage } from './checks.ts';
import type { Hosts } from './hosts.ts';
import { COSTS, limitsOf } from './limits.ts';
import type { Asking } from './map/fault.ts';
import { fillOf, isDeal } from './map/fill.ts';
import type { KeyFacts } from './map/key.ts';
import { categoryOf, type Market, Markets, marketOf } from './map/market.ts';
import { orderOf, reasonOf } from './map/order.ts';
import { amendBody, cancelBodies, createBody, isReached } from './map/request.ts';
import type { Category, WireExecution, WireOrder } from './map/wire.ts';
import { OrderStream } from './order-stream.ts';
import { Rest } from './rest.ts';
import { listen, type StreamMessage } from './stream.ts';
import { supportsOf } from './supports.ts';

/** What the adapter is made with. */
export interface BybitOptions {
  readonly instruments: readonly Instrument[];
  readonly key: string;
  /** Of the key, or a private RSA key in PEM. */
  readonly secret: string;
  readonly hosts: Omit<Hosts, 'publicRest'>;
  /** Set for every contract at connect; what the account has stays where nothing is said. */
  readonly leverage?: number | undefined;
  /** Seconds (3 to 300) without us after which the venue cancels all orders; only institutional accounts have that. */
  readonly cancelOnDisconnect?: number | undefined;
  /** How orders, their changes and cancels are sent; by REST where nothing is said. */
  readonly orders?: 'rest' | 'stream' | undefined;
}

/** The filters of orders on spot: without one, to cancel all ends only plain orders there (docs/v5/order/cancel-all, orderFilter). */
const SPOT_FILTERS = ['Order', 'StopOrder', 'tpslOrder', 'OcoOrder', 'BidirectionalTpslOrder'] as const;

/**
 * Bybit V5: pairs, linear and inverse contracts of a unified account in one-way mode. Take-profit and stop-loss that Bybit attaches carry
 * no client ids, and after a restart could not be told from a person's: exits are conditional orders of our own, held until their entry fills.
 */
export class BybitVenue implements Venue {
  readonly name = 'bybit';
  readonly supports: Venue['supports'];
  readonly limits: Venue['limits'];
  readonly costs = COSTS;
  readonly #options: BybitOptions;
  readonly #markets: Markets;
  readonly #rest: Rest;
  readonly #read: AccountRead;
  /** What orders that wait for a trigger on spot were placed as: Bybit does not say in which direction they wait. */
  readonly #waiting = new Map<string, OrderType>();
  #facts: KeyFacts | undefined;
  #orders: OrderStream | undefined;
  #opening: AbortController | undefined;
  #hangUp: () => void = () => {};

  /** Throws a ConfigError for instruments that cannot be Bybit's. */
  constructor(options: BybitOptions) {
    this.#options = options;
    this.#markets = new Markets(options.instruments);
    this.supports = supportsOf(this.#markets);
    this.limits = limitsOf(this.#markets.categories);
    this.#rest = new Rest(options.hosts.rest, options.key, options.secret);
    this.#read = new AccountRead(this.#rest, this.#markets, (wire, category) => this.#orderOf(wire, category));
  }

  async open(hear: (news: VenueNews) => void, signal: AbortSignal): Promise<void> {
    await this.close();
    const opening = new AbortController();
    this.#opening = opening;
    const callOff = (): void => opening.abort();
    signal.addEventListener('abort', callOff, { once: true });
    if (signal.aborted) callOff();
    try {
      this.#rest.hear = hear;
      await this.#check(hear);
      opening.signal.throwIfAborted();
      const hangUp = await this.#listen(hear, opening.signal);
      if (opening.signal.aborted) hangUp();
      opening.signal.throwIfAborted();
      this.#hangUp = hangUp;
      if (this.#options.orders === 'stream') await this.#openOrders(hear, opening.signal);
    } catch (error) {
      if (opening.signal.aborted) throw new VenueFault('not-sent', 'it was called off');
      throw error;
    } finally {
      signal.removeEventListener('abort', callOff);
    }
  }

  async close(): Promise<void> {
    this.#opening?.abort();
    this.#opening = undefined;
    this.#rest.stopReading();
    this.#hangUp();
    this.#hangUp = () => {};
    this.#orders?.hangUp();
  }

  async place({ clientId, order, instrument }: VenueRequest): Promise<void> {
    const market = this.#marketOf(instrument);
    const body = createBody(clientId, order, market, order.trigger !== undefined && isReached(order, await this.#lastOf(market)));
    if (market.category === 'spot' && body.triggerPrice !== undefined) this.#waiting.set(clientId, order.type);
    await this.#write('order', 'create', body, (client) => client.submitOrder(body));
  }

  async amend(clientId: string, _order: OrderRequest, instrument: Instrument, change: Change): Promise<void> {
    const body = amendBody(clientId, this.#marketOf(instrument), change);
    await this.#write('repeatable', 'amend', body, (client) => client.amendOrder(body));
  }

  async cancel(clientId: string, order: OrderRequest, instrument: Instrument): Promise<void> {
    const bodies = cancelBodies(clientId, order, this.#marketOf(instrument));
    for (const [k, body] of bodies.entries()) {
      try {
        await this.#write('repeatable', 'cancel', body, (client) => client.cancelOrder(body));
        return;
      } catch (error) {
        if (k === bodies.length - 1 || !(error instanceof VenueFault && error.kind === 'not-found')) throw error;
      }
    }
  }

  async cancelAll(): Promise<void> {
    const { categories } = this.#markets;
    if (categories.includes('spot'))
      for (const orderFilter of SPOT_FILTERS)
        await this.#rest.ask('repeatable', 'cancel-all', (client) =>
          client.cancelAllOrders({ category: 'spot', orderFilter } as CancelAllOrdersParamsV5),
        );
    if (categories.includes('linear'))
      for (const settleCoin of ['USDT', 'USDC'])
        await this.#rest.ask('repeatable', 'cancel-all', (client) => client.cancelAllOrders({ category: 'linear', settleCoin }));
    if (!categories.includes('inverse')) return;
    // Of inverse contracts it has to be said which, and all of them are listed.
    const { result } = await this.#read.openOrders('inverse');
    for (const symbol of new Set(result.map(({ instrument }) => instrument.replace('.BYBIT', ''))))
      await this.#rest.ask('repeatable', 'cancel-all', (client) => client.cancelAllOrders({ category: 'inverse', symbol }));
  }

  find(clientId: string, instrument: Instrument): Promise<VenueOrder | undefined> {
    const { category, symbol } = this.#marketOf(instrument);
    return this.#read.find(clientId, category, symbol);
  }

  async snapshot(since: Millis): Promise<AccountSnapshot> {
    this.#facts ??= await checkAccount(this.#rest, this.#markets);
    return this.#read.snapshot(this.#facts.account, since);
  }

  async time(): Promise<Millis> {
    const { result } = await this.#rest.ask('read', '', (client) => client.getServerTime());
    return millis(Math.floor(Number(result.timeNano) / 1e6));
  }

  /** Sends what changes an order, the way that was chosen. */
  async #write(
    asking: Asking,
    limit: 'create' | 'amend' | 'cancel',
    body: object,
    send: (client: RestClientV5) => Promise<APIResponseV3<unknown>>,
  ): Promise<void> {
    if (this.#options.orders !== 'stream') await this.#rest.ask(asking, limit, send);
    else if (this.#orders === undefined) throw new VenueFault('not-sent', 'the stream of orders is not open');
    else await this.#orders.send(asking, limit, `order.${limit}`, body);
  }

  async #openOrders(hear: (news: VenueNews) => void, signal: AbortSignal): Promise<void> {
    const { key, secret, hosts } = this.#options;
    const ears = { heard: () => hear({ kind: 'heard', stream: 'trade' }), lost: (why: string) => hear({ kind: 'down', why }) };
    const orders = await OrderStream.open({ host: hosts.privateStream, key, secret }, ears, signal);
    orders.hear = hear;
    this.#orders = orders;
    if (signal.aborted) orders.hangUp();
    signal.throwIfAborted();
  }

  /** What has to hold is asked for once: a session does not outlive a change of its account's modes unnoticed, as orders are refused then. */
  async #check(hear: (news: VenueNews) => void): Promise<void> {
    if (this.#facts !== undefined) return;
    const { leverage, cancelOnDisconnect } = this.#options;
    const facts = await checkAccount(this.#rest, this.#markets);
    if (leverage !== undefined) await setLeverage(this.#rest, this.#markets, leverage);
    if (cancelOnDisconnect !== undefined) await setCancelOnDisconnect(this.#rest, this.#markets, cancelOnDisconnect);
    for (const text of facts.warnings) hear({ kind: 'note', what: 'key', text });
    this.#facts = facts;
  }

  #listen(hear: (news: VenueNews) => void, signal: AbortSignal): Promise<() => void> {
    const { key, secret, hosts, cancelOnDisconnect } = this.#options;
    const own = cancelOnDisconnect === undefined ? [] : dcpTopics(this.#markets);
    const topics = ['order', 'execution', 'position', 'wallet', ...own];
    const ears = {
      heard: () => hear({ kind: 'heard', stream: 'private' }),
      said: (message: StreamMessage) => this.#said(message, hear),
      lost: (why: string) => hear({ kind: 'down', why }),
    };
    return listen({ host: hosts.privateStream, category: 'private', topics, key, secret }, ears, signal);
  }

  /** What the stream says of positions and the wallet follows from fills, and is compared when the account is looked at. */
  #said({ topic, data }: StreamMessage, hear: (news: VenueNews) => void): void {
    try {
      if (topic === 'order') for (const wire of data as readonly WireOrder[]) this.#saidOrder(wire, hear);
      if (topic === 'execution') for (const wire of data as readonly WireExecution[]) this.#saidFill(wire, hear);
    } catch (error) {
      // What cannot be read may be ours: the account is asked for.
      hear({ kind: 'down', why: (error as Error).message });
    }
  }

  #saidOrder(wire: WireOrder, hear: (news: VenueNews) => void): void {
    const category = categoryOf(wire.category);
    if (category !== undefined) hear({ kind: 'order', order: this.#orderOf(wire, category), reason: reasonOf(wire) });
  }

  #saidFill(wire: WireExecution, hear: (news: VenueNews) => void): void {
    const category = categoryOf(wire.category);
    if (category === undefined || !isDeal(wire)) return;
    hear({ kind: 'fill', fill: fillOf(wire, category, this.#markets.find(category, wire.symbol)) });
  }

  #orderOf(wire: WireOrder, category: Category): VenueOrder {
    const order = orderOf(wire, category, this.#waiting.get(wire.orderLinkId));
    if (order.status !== 'open') this.#waiting.delete(order.clientId);
    return order;
  }

  /** Where the market stands: a trigger that it has reached would be refused, or on spot wait for the other direction. */
  async #lastOf({ category, symbol }: Market): Promise<number> {
    try {
      const { result } = await this.#rest.ask<{ readonly list: readonly { readonly lastPrice: string }[] }>('read', '', (client) =>
        category === 'spot' ? client.getTickers({ category, symbol }) : client.getTickers({ category, symbol }),
      );
      const last = Number(result.list[0]?.lastPrice);
      if (last > 0) return last;
    } catch (error) {
      if (error instanceof VenueFault && error.kind === 'busy') throw error;
    }
    throw new VenueFault('not-sent', `where ${symbol} stands could not be asked, and so not whether its trigger is reached`);
  }

  #marketOf(instrument: Instrument): Market {
    return this.#markets.all.find((market) => market.instrument.id === instrument.id) ?? marketOf(instrument);
  }
}
