import type { VenueOrder } from '../../../engine/broker/broker.ts';
import type { VenueFault, VenueNews } from '../../../engine/broker/live/venue.ts';
import { DAY } from '../../../engine/model/time.ts';
import { money } from '../bybit/listed.ts';
import type { Handling, Line, Listener, Manners, Reply, Request } from '../generic-ccxt/wire-server.ts';
import type { Shop } from '../generic-ccxt/wire-world.ts';
import type { Treatment } from '../hostile/exchange.ts';
import type { Ear } from '../hostile/front.ts';
import { fromGrid, type RestingOrder } from '../hostile/resting-order.ts';
import { publicAnswer } from './market-answers.ts';
import { MarketStream } from './market-stream.ts';
import { type Listed, listedOf, numberOf } from './names.ts';
import { checkFunds, listedIn, requestOf } from './place.ts';
import { Refusal, replyOf } from './refusal.ts';
import { verify, verifyParams } from './signature.ts';
import { orderRow, report, tradeRow } from './spot-rows.ts';

/** What a fake account may be otherwise. */
export interface BinanceSettings {
  canWithdraw: boolean;
  isHedged: boolean;
  ipRestrict: boolean;
  /** Positions may be short at spot: what no real account of it can have. */
  allowsShort: boolean;
}

export const settingsOf = (): BinanceSettings => ({ canWithdraw: false, isHedged: false, ipRestrict: true, allowsShort: false });

/** Binance spot as binance-spot-api-docs have it. */
export class SpotManners implements Manners {
  readonly settings: BinanceSettings;
  readonly #shop: Shop;
  readonly #listed: readonly Listed[];

  constructor(shop: Shop, settings = settingsOf()) {
    this.#shop = shop;
    this.settings = settings;
    this.#listed = shop.instruments.map(listedOf);
  }

  route(request: Request): Handling | undefined {
    const known = publicAnswer(this.#shop, this.#listed, request);
    if (known !== undefined) return { errand: 'time', name: '', act: known };
    const { method, path, given } = request;
    const name = given['newClientOrderId'] ?? given['origClientOrderId'] ?? '';
    const signed = (errand: Handling['errand'], act: (treatment: Treatment) => unknown): Handling => ({
      ...{ errand, name },
      act: (treatment) => {
        verify(request, this.#now);
        return act(treatment);
      },
    });
    switch (`${method} ${path}`) {
      case 'POST /api/v3/order':
        return signed('place', (treatment) => this.#place(given, treatment));
      case 'DELETE /api/v3/order':
        return signed('cancel', () => this.#cancel(given));
      case 'GET /api/v3/order':
        return signed('find', () => this.#row(this.#named(given, -2013, 'Order does not exist.')));
      case 'GET /api/v3/openOrders':
        return signed('snapshot', () => this.#rows(given, ({ isOpen }) => isOpen));
      case 'DELETE /api/v3/openOrders':
        return signed('cancel-all', () => this.#cancelAll(given));
      case 'GET /api/v3/allOrders':
        return signed('snapshot', () => this.#history(given));
      case 'GET /api/v3/myTrades':
        return signed('snapshot', () => this.#trades(given));
      case 'GET /api/v3/account':
        return signed('snapshot', () => this.#account());
      case 'GET /sapi/v1/account/apiRestrictions':
        return signed('snapshot', () => restrictionsOf(this.settings));
      default:
        return undefined;
    }
  }

  refusal(fault: VenueFault): Reply {
    return replyOf(fault);
  }

  lie(): Reply {
    return replyOf(new Refusal(-2013, 'Order does not exist.'));
  }

  stream(path: string, line: Line): Listener | undefined {
    if (path === '/ws-api/v3') return new UserStream(line, this.#shop, this.#listed);
    return path.startsWith('/ws') ? new MarketStream(line, this.#shop, this.#listed) : undefined;
  }

  get #now(): number {
    return this.#shop.world.exchange.now;
  }

  #place(given: Request['given'], treatment: Treatment): object {
    const { world } = this.#shop;
    const order = requestOf(this.#shop, this.#listed, given, 'spot');
    if (!this.settings.allowsShort) checkFunds(this.#shop, order, listedIn(this.#listed, given));
    const clientId = given['newClientOrderId'] ?? '';
    if (!/^[.A-Z:/a-z0-9_-]{1,36}$/.test(clientId)) throw new Refusal(-1100, "Illegal characters found in parameter 'newClientOrderId'.");
    world.exchange.place(clientId, order, treatment);
    const made = this.#named({ ...given, origClientOrderId: clientId }, -2013, '');
    return { ...(this.#row(made) as object), transactTime: Math.floor(made.ts), fills: [] };
  }

  #cancel(given: Request['given']): object {
    const order = this.#named(given, -2011, 'Unknown order sent.');
    this.#shop.world.exchange.cancel(order.clientId);
    return { ...(this.#row(order) as object), origClientOrderId: order.clientId, clientOrderId: `web_${numberOf(order.venueId)}` };
  }

  #cancelAll(given: Request['given']): object[] {
    const { index } = listedIn(this.#listed, given);
    const { exchange } = this.#shop.world;
    const meant = exchange.open.filter((order) => order.index === index);
    if (meant.length === 0) throw new Refusal(-2011, 'Unknown order sent.');
    for (const { clientId } of meant) if (exchange.find(clientId)?.status === 'open') exchange.cancel(clientId);
    return meant.map((order) => this.#row(order) as object);
  }

  /** The newest order of a name, by either id. */
  #named(given: Request['given'], code: number, message: string): RestingOrder {
    const { index } = listedIn(this.#listed, given);
    const { orderId, origClientOrderId } = given;
    const order = this.#shop.world.exchange.orders.findLast(
      (one) =>
        one.index === index && (orderId === undefined ? one.clientId === origClientOrderId : numberOf(one.venueId) === Number(orderId)),
    );
    if (order === undefined) throw new Refusal(code, message);
    return order;
  }

  #row(order: RestingOrder): unknown {
    return orderRow(order, this.#listed[order.index]!);
  }

  #rows(given: Request['given'], counts: (order: RestingOrder) => boolean): unknown[] {
    const index = given['symbol'] === undefined ? undefined : listedIn(this.#listed, given).index;
    const { orders } = this.#shop.world.exchange;
    return orders.filter((order) => (index === undefined || order.index === index) && counts(order)).map((order) => this.#row(order));
  }

  #history(given: Request['given']): unknown[] {
    const [from, until] = spanOf(given, this.#now);
    return this.#rows(given, ({ ts }) => ts >= from && ts <= until).slice(0, Number(given['limit'] ?? 500));
  }

  #trades(given: Request['given']): object[] {
    const listed = listedIn(this.#listed, given);
    const [from, until] = spanOf(given, this.#now);
    if (given['startTime'] !== undefined && given['endTime'] !== undefined && until - from > DAY)
      throw new Refusal(-1127, 'More than 24 hours between startTime and endTime.');
    const { fills } = this.#shop.world.exchange;
    const meant = fills.filter(({ instrument, ts }) => instrument === listed.instrument.id && ts >= from && ts <= until);
    const limit = Number(given['limit'] ?? 500);
    const page = given['startTime'] === undefined ? meant.slice(-limit) : meant.slice(0, limit);
    return page.map((fill) => tradeRow(fill, listed));
  }

  #account(): object {
    const { account } = this.#shop.world.exchange;
    const quote = this.#listed[0]!.instrument.quote;
    const coins = this.#listed.map(({ base, index, instrument }) => ({
      asset: base,
      free: fromGrid(instrument.steps, account.held[index]!),
    }));
    return {
      ...{ makerCommission: 0, takerCommission: 0, canTrade: true, canWithdraw: this.settings.canWithdraw, canDeposit: true },
      ...{ updateTime: Math.floor(this.#now), accountType: 'SPOT', permissions: ['SPOT'], uid: 354937868 },
      balances: [{ asset: quote, free: account.cash }, ...coins].map(({ asset, free }) => ({
        asset,
        free: money(free),
        locked: '0.00000000',
      })),
    };
  }
}

export const restrictionsOf = ({ canWithdraw, ipRestrict }: BinanceSettings): object => ({
  ...{ ipRestrict, createTime: 1_623_840_271_000, enableReading: true, enableWithdrawals: canWithdraw, enableInternalTransfer: false },
  ...{ enableMargin: false, enableFutures: true, permitsUniversalTransfer: false, enableVanillaOptions: false },
  enableSpotAndMarginTrading: true,
});

/** The span of time that is asked for. */
export function spanOf(given: Request['given'], now: number): readonly [from: number, until: number] {
  return [Number(given['startTime'] ?? 0), Number(given['endTime'] ?? now + DAY)];
}

/** The user stream of the WebSocket API: what happens to orders, for who has signed a request for it. */
class UserStream implements Listener {
  readonly #line: Line;
  readonly #shop: Shop;
  readonly #listed: readonly Listed[];
  #ear: Ear | undefined;

  constructor(line: Line, shop: Shop, listed: readonly Listed[]) {
    this.#line = line;
    this.#shop = shop;
    this.#listed = listed;
  }

  hear(text: string): void {
    if (this.#ear?.state === 'silent') return;
    const { id, method, params } = JSON.parse(text) as { id: string; method: string; params: Record<string, unknown> };
    if (method !== 'userDataStream.subscribe.signature')
      return void this.#line.send({ id, status: 400, error: { code: -1102, msg: 'Unknown method.' } });
    try {
      verifyParams(params, this.#shop.world.exchange.now);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return void this.#line.send({ id, status: error.status, error: { code: error.code, msg: error.message } });
    }
    this.#ear ??= this.#shop.world.front.listen((news) => this.#tell(news));
    this.#line.send({ id, status: 200, result: { subscriptionId: 0 } });
  }

  close(): void {
    if (this.#ear !== undefined) this.#shop.world.front.hangUp(this.#ear);
  }

  #tell(news: VenueNews): void {
    if (news.kind === 'down') return void this.#line.cut();
    const { exchange } = this.#shop.world;
    const push = (order: RestingOrder, told: VenueOrder, more: Parameters<typeof report>[4]): void => {
      const event = report(order, told, this.#listed[order.index]!, exchange.now, more);
      this.#line.send({ subscriptionId: 0, event });
    };
    if (news.kind === 'order') {
      const order = exchange.orders.findLast((one) => one.venueId === news.order.venueId);
      if (order === undefined || isDeal(news.order, news.reason)) return;
      push(order, news.order, { works: news.order.type === 'market' || news.order.type === 'limit' });
    }
    if (news.kind === 'fill') {
      const { fill } = news;
      const order = exchange.orders.findLast((one) => one.venueId === fill.venueId);
      if (order === undefined) return;
      const upTo = exchange.fills.slice(0, exchange.fills.findIndex(({ execId }) => execId === fill.execId) + 1);
      const own = upTo.filter(({ venueId }) => venueId === fill.venueId);
      const cum = own.reduce((sum, { qty }) => sum + qty, 0);
      const value = own.reduce((sum, { qty, price }) => sum + qty * price, 0);
      push(order, { ...order.told(), filledQty: cum, avgPrice: value / cum }, { fill, cum: Number(cum.toFixed(8)), works: true });
    }
  }
}

/** Whether an order's state is that of a deal, which is told with the deal itself. */
export const isDeal = ({ status, filledQty }: VenueOrder, reason: string | undefined): boolean =>
  status === 'filled' || (status === 'open' && filledQty > 0 && reason === undefined);
