import type { VenueFault } from '../../../engine/broker/live/venue.ts';
import { DAY } from '../../../engine/model/time.ts';
import type { Handling, Line, Listener, Manners, Reply, Request } from '../generic-ccxt/wire-server.ts';
import type { Shop } from '../generic-ccxt/wire-world.ts';
import type { Treatment } from '../hostile/exchange.ts';
import type { RestingOrder } from '../hostile/resting-order.ts';
import { publicAnswer } from './market-answers.ts';
import { MarketStream } from './market-stream.ts';
import { hasWaited, type Listed, listedOf, numberOf } from './names.ts';
import { listedIn, onFilter, requestOf } from './place.ts';
import { Refusal, replyOf } from './refusal.ts';
import { verify, verifyKey } from './signature.ts';
import { type BinanceSettings, restrictionsOf, settingsOf, spanOf } from './spot.ts';
import { accountOf, positionsOf } from './usdm-account.ts';
import { algoRow, orderIdOf, usdmRow, usdmTrade } from './usdm-rows.ts';
import { UserStream } from './usdm-stream.ts';

const LISTEN_KEY = 'pqia91ma19a5s61cv6a81va65sdf19v8a65a1a5s61cv6a81va65sdf19v8a65a1';

/** Binance USD-M futures in one-way mode, conditional orders at an endpoint of their own. */
export class UsdmManners implements Manners {
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
    const name = given['newClientOrderId'] ?? given['clientAlgoId'] ?? given['origClientOrderId'] ?? '';
    const signed = (errand: Handling['errand'], act: (treatment: Treatment) => unknown): Handling => ({
      ...{ errand, name },
      act: (treatment) => {
        verify(request, this.#now);
        return act(treatment);
      },
    });
    switch (`${method} ${path}`) {
      case 'POST /fapi/v1/listenKey':
      case 'PUT /fapi/v1/listenKey':
        return {
          ...{ errand: 'time', name: '' },
          act: () => {
            verifyKey(request);
            return { listenKey: LISTEN_KEY };
          },
        };
      case 'POST /fapi/v1/order':
        return signed('place', (treatment) => this.#place(given, 'plain', treatment));
      case 'POST /fapi/v1/algoOrder':
        return signed('place', (treatment) => this.#place(given, 'algo', treatment));
      case 'PUT /fapi/v1/order':
        return signed('amend', () => this.#amend(given));
      case 'DELETE /fapi/v1/order':
        return signed('cancel', () => this.#cancel(this.#named(given, -2011, 'Unknown order sent.')));
      case 'DELETE /fapi/v1/algoOrder':
        return signed('cancel', () => this.#cancelAlgo(given));
      case 'GET /fapi/v1/order':
        return signed('find', () => this.#row(this.#named(given, -2013, 'Order does not exist.')));
      case 'GET /fapi/v1/algoOrder':
        return signed('find', () => this.#algo(this.#waiting(given)));
      case 'GET /fapi/v1/openOrders':
        return signed('snapshot', () => this.#plain(given, ({ isOpen }) => isOpen));
      case 'GET /fapi/v1/openAlgoOrders':
        return signed('snapshot', () => this.#algos(given, ({ isOpen, sleeps }) => isOpen && sleeps));
      case 'GET /fapi/v1/allOrders':
        return signed('snapshot', () => this.#plain(given, this.#within(given)).slice(0, 500));
      case 'GET /fapi/v1/allAlgoOrders':
        return signed('snapshot', () => this.#algos(given, this.#within(given)).slice(0, 500));
      case 'DELETE /fapi/v1/allOpenOrders':
        return signed('cancel-all', () => this.#cancelAll(given, ({ sleeps }) => !sleeps));
      case 'DELETE /fapi/v1/algoOpenOrders':
        return signed('cancel-all', () => this.#cancelAll(given, ({ sleeps }) => sleeps));
      case 'GET /fapi/v1/userTrades':
        return signed('snapshot', () => this.#trades(given));
      case 'GET /fapi/v3/account':
        return signed('snapshot', () => accountOf(this.#shop, this.#listed));
      case 'GET /fapi/v3/positionRisk':
        return signed('snapshot', () => positionsOf(this.#shop, this.#listed, this.settings.isHedged));
      case 'GET /fapi/v1/leverageBracket':
        return signed('snapshot', () => this.#listed.map(({ symbol }) => ({ symbol, brackets: [BRACKET] })));
      case 'GET /fapi/v1/positionSide/dual':
        return signed('snapshot', () => ({ dualSidePosition: this.settings.isHedged }));
      case 'GET /sapi/v1/account/apiRestrictions':
        return signed('snapshot', () => restrictionsOf(this.settings));
      default:
        return undefined;
    }
  }

  refusal(fault: VenueFault, request: Request): Reply {
    if (fault.kind === 'duplicate') return { status: 400, body: { code: -4116, msg: 'ClientOrderId is duplicated.' } };
    if (fault.kind === 'not-found' && request.method === 'GET') return { status: 400, body: { code: -2013, msg: 'Order does not exist.' } };
    return replyOf(fault);
  }

  lie(): Reply {
    return replyOf(new Refusal(-2013, 'Order does not exist.'));
  }

  stream(path: string, line: Line): Listener | undefined {
    if (path === `/private/ws?listenKey=${LISTEN_KEY}`) return new UserStream(line, this.#shop, this.#listed);
    return path.startsWith('/ws') || path.startsWith('/market/ws') || path.startsWith('/public/ws')
      ? new MarketStream(line, this.#shop, this.#listed)
      : undefined;
  }

  get #now(): number {
    return this.#shop.world.exchange.now;
  }

  #place(given: Request['given'], kind: 'plain' | 'algo', treatment: Treatment): object {
    const { exchange } = this.#shop.world;
    const order = requestOf(this.#shop, this.#listed, given, kind);
    const clientId = (kind === 'plain' ? given['newClientOrderId'] : given['clientAlgoId']) ?? '';
    if (kind === 'algo' && given['algoType'] !== 'CONDITIONAL') throw new Refusal(-1102, "Mandatory parameter 'algoType' was not sent.");
    if (!/^[.A-Z:/a-z0-9_-]{1,36}$/.test(clientId)) throw new Refusal(-1100, "Illegal characters found in parameter 'newClientOrderId'.");
    exchange.place(clientId, order, treatment);
    const made = exchange.orders.findLast((one) => one.clientId === clientId)!;
    return kind === 'plain' ? this.#row(made) : this.#algo(made);
  }

  #amend(given: Request['given']): object {
    const order = this.#named(given, -2013, 'Order does not exist.');
    const { instrument } = this.#listed[order.index]!;
    const qty = onFilter(given, 'quantity', instrument.stepSize, 'LOT_SIZE');
    const price = onFilter(given, 'price', instrument.tickSize, 'PRICE_FILTER');
    if (given['side']?.toLowerCase() !== order.request.side) throw new Refusal(-1117, 'Invalid side.');
    this.#shop.world.exchange.amend(order.clientId, { qty, price, trigger: undefined });
    return this.#row(order);
  }

  #cancel(order: RestingOrder): object {
    this.#shop.world.exchange.cancel(order.clientId);
    return this.#row(order);
  }

  #cancelAlgo(given: Request['given']): object {
    const order = this.#waiting(given, -2011, 'Unknown order sent.');
    if (!order.sleeps) throw new Refusal(-2011, 'Unknown order sent.');
    this.#shop.world.exchange.cancel(order.clientId);
    return { algoId: numberOf(order.venueId), clientAlgoId: order.clientId, code: '200', msg: 'success' };
  }

  #cancelAll(given: Request['given'], counts: (order: RestingOrder) => boolean): object {
    const { index } = listedIn(this.#listed, given);
    const { exchange } = this.#shop.world;
    for (const order of exchange.open.filter((one) => one.index === index && counts(one)))
      if (exchange.find(order.clientId)?.status === 'open') exchange.cancel(order.clientId);
    return { code: 200, msg: 'The operation of cancel all open order is done.' };
  }

  /** An order that is one, by either id. */
  #named(given: Request['given'], code: number, message: string): RestingOrder {
    const { index } = listedIn(this.#listed, given);
    const { orderId, origClientOrderId } = given;
    const order = this.#shop.world.exchange.orders.findLast(
      (one) =>
        one.index === index &&
        !one.sleeps &&
        (orderId === undefined ? !hasWaited(one) && one.clientId === origClientOrderId : orderIdOf(one) === Number(orderId)),
    );
    if (order === undefined) throw new Refusal(code, message);
    return order;
  }

  /** A conditional order, whatever has come of it. */
  #waiting(given: Request['given'], code = -2013, message = 'Order does not exist.'): RestingOrder {
    const order = this.#shop.world.exchange.orders.findLast((one) => hasWaited(one) && one.clientId === given['clientAlgoId']);
    if (order === undefined) throw new Refusal(code, message);
    return order;
  }

  #row(order: RestingOrder): object {
    return usdmRow(order, this.#listed[order.index]!);
  }

  #algo(order: RestingOrder): object {
    return algoRow(order, this.#listed[order.index]!);
  }

  #orders(given: Request['given'], counts: (order: RestingOrder) => boolean): RestingOrder[] {
    const index = given['symbol'] === undefined ? undefined : listedIn(this.#listed, given).index;
    return this.#shop.world.exchange.orders.filter((order) => (index === undefined || order.index === index) && counts(order));
  }

  #plain(given: Request['given'], counts: (order: RestingOrder) => boolean): object[] {
    return this.#orders(given, (order) => !order.sleeps && counts(order)).map((order) => this.#row(order));
  }

  #algos(given: Request['given'], counts: (order: RestingOrder) => boolean): object[] {
    return this.#orders(given, (order) => hasWaited(order) && counts(order)).map((order) => this.#algo(order));
  }

  #within(given: Request['given']): (order: RestingOrder) => boolean {
    const [from, until] = spanOf(given, this.#now);
    return ({ ts }) => ts >= from && ts <= until;
  }

  #trades(given: Request['given']): object[] {
    const listed = listedIn(this.#listed, given);
    const { now } = this.#shop.world.exchange;
    const none = given['startTime'] === undefined && given['endTime'] === undefined;
    const [from, until] = none ? [now - 7 * DAY, now + DAY] : spanOf(given, now);
    if (!none && until - from > 8 * DAY && given['endTime'] !== undefined) throw new Refusal(-4165, 'Invalid time interval.');
    const { fills, orders } = this.#shop.world.exchange;
    const meant = fills.filter(({ instrument, ts }) => instrument === listed.instrument.id && ts >= from && ts <= until);
    const limit = Number(given['limit'] ?? 500);
    const page = none ? meant.slice(-limit) : meant.slice(0, limit);
    return page.map((fill) => usdmTrade(fill, orders.findLast(({ venueId }) => venueId === fill.venueId)!, listed));
  }
}

const BRACKET = { bracket: 1, initialLeverage: 125, notionalCap: 50_000, notionalFloor: 0, maintMarginRatio: 0.004, cum: 0 };
