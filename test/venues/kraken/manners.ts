import type { VenueFault } from '../../../engine/broker/live/venue.ts';
import { gridOf } from '../../../engine/model/grid.ts';
import type { OrderRequest } from '../../../engine/model/order.ts';
import { money } from '../bybit/listed.ts';
import type { Handling, Line, Listener, Manners, Reply, Request } from '../generic-ccxt/wire-server.ts';
import type { Shop } from '../generic-ccxt/wire-world.ts';
import type { Treatment } from '../hostile/exchange.ts';
import { orderOf } from '../hostile/orders.ts';
import { fromGrid, type RestingOrder } from '../hostile/resting-order.ts';
import { assetOf, assets, ohlc, pairInfo, prints, ticker } from './market-answers.ts';
import { idOf, type Listed, listedOf, orderRow, tradeIdOf, tradeRow } from './rows.ts';
import { Gate, Refusal } from './signature.ts';
import { Stream, TOKEN } from './stream.ts';
import { saidOf } from './words.ts';

const TYPES: Readonly<Record<string, readonly [stop: boolean, favourable: boolean, limit: boolean]>> = {
  market: [false, false, false],
  limit: [false, false, true],
  'stop-loss': [true, false, false],
  'stop-loss-limit': [true, false, true],
  'take-profit': [true, true, false],
  'take-profit-limit': [true, true, true],
};

const KNOWN = new Set([
  'nonce',
  'pair',
  'type',
  'ordertype',
  'volume',
  'price',
  'price2',
  'cl_ord_id',
  'timeinforce',
  'oflags',
  'reduce_only',
]);

/** Kraken spot: REST with a body of form and a nonce, streams of WebSocket v2. */
export class KrakenManners implements Manners {
  /** Positions may be short: what no plain account of it can have. */
  readonly allowsShort: boolean;
  readonly #shop: Shop;
  readonly #listed: readonly Listed[];
  readonly #gate = new Gate();

  constructor(shop: Shop, allowsShort = false) {
    this.#shop = shop;
    this.allowsShort = allowsShort;
    this.#listed = shop.instruments.map(listedOf);
  }

  route(request: Request): Handling | undefined {
    const { path, given } = request;
    const name = given['cl_ord_id'] ?? '';
    const open = (act: () => unknown): Handling => ({ errand: 'time', name: '', act: () => ({ error: [], result: act() }) });
    const signed = (errand: Handling['errand'], act: (treatment: Treatment) => unknown): Handling => ({
      ...{ errand, name },
      act: (treatment) => {
        this.#gate.verify(request);
        return { error: [], result: act(treatment) };
      },
    });
    switch (path) {
      case '/0/public/Time':
        return open(() => ({ unixtime: Math.floor(this.#now / 1_000), rfc1123: '' }));
      case '/0/public/Assets':
        return open(() => assets(this.#listed));
      case '/0/public/AssetPairs':
        return open(() => Object.fromEntries(this.#listed.map((listed) => [listed.id, pairInfo(listed)])));
      case '/0/public/Ticker':
        return open(() => ticker(this.#shop, this.#in(given)));
      case '/0/public/OHLC':
        return open(() => ohlc(this.#shop, this.#in(given), given));
      case '/0/public/Trades':
        return open(() => prints(this.#shop, this.#in(given)));
      case '/0/private/GetWebSocketsToken':
        return signed('time', () => ({ token: TOKEN, expires: 900 }));
      case '/0/private/AddOrder':
        return signed('place', (treatment) => this.#place(given, treatment));
      case '/0/private/AmendOrder':
        return signed('amend', () => this.#amend(given));
      case '/0/private/CancelOrder':
        return signed('cancel', () => this.#cancel(given));
      case '/0/private/CancelAll':
        return signed('cancel-all', () => {
          const { length } = this.#exchange.open;
          this.#exchange.cancelAll();
          return { count: length };
        });
      case '/0/private/OpenOrders':
        return signed(name === '' ? 'snapshot' : 'find', () => ({ open: this.#rows(given, ({ isOpen }) => isOpen) }));
      case '/0/private/ClosedOrders':
        return signed(name === '' ? 'snapshot' : 'find', () => {
          const since = Number(given['start'] ?? 0) * 1_000;
          const closed = this.#rows(given, ({ isOpen, ts }) => !isOpen && ts >= since);
          return { closed, count: Object.keys(closed).length };
        });
      case '/0/private/TradesHistory':
        return signed('snapshot', () => this.#history(given));
      case '/0/private/BalanceEx':
        return signed('snapshot', () => this.#balances());
      default:
        return undefined;
    }
  }

  refusal(fault: VenueFault): Reply {
    return { status: 200, body: { error: [saidOf(fault)] } };
  }

  lie(): Reply {
    return { status: 200, body: { error: [], result: { open: {}, closed: {}, count: 0 } } };
  }

  stream(path: string, line: Line): Listener | undefined {
    return path.startsWith('/v2') ? new Stream(line, this.#shop, this.#listed) : undefined;
  }

  get #exchange() {
    return this.#shop.world.exchange;
  }

  get #now(): number {
    return this.#exchange.now;
  }

  #in(given: Request['given']): Listed {
    const listed = this.#listed.find(({ id, altname }) => id === given['pair'] || altname === given['pair']);
    if (listed === undefined) throw new Refusal('EQuery:Unknown asset pair');
    return listed;
  }

  #place(given: Request['given'], treatment: Treatment): object {
    const odd = Object.keys(given).find((name) => !KNOWN.has(name));
    if (odd !== undefined) throw new Refusal(`EGeneral:Invalid arguments:${odd}`);
    const listed = this.#in(given);
    const order = this.#requestOf(given, listed);
    const clientId = given['cl_ord_id'] ?? '';
    if (!/^[ -~]{1,18}$/.test(clientId)) throw new Refusal('EGeneral:Invalid arguments:cl_ord_id');
    if (!this.allowsShort) this.#checkFunds(order, listed);
    this.#exchange.place(clientId, order, treatment);
    const made = this.#exchange.orders.findLast((one) => one.clientId === clientId)!;
    return {
      descr: { order: `${given['type']} ${given['volume']} ${listed.altname} @ ${given['ordertype']}` },
      txid: [idOf(made.venueId)],
    };
  }

  #requestOf(given: Request['given'], { instrument, index }: Listed): OrderRequest {
    const kind = TYPES[given['ordertype'] ?? ''];
    if (kind === undefined) throw new Refusal('EGeneral:Invalid arguments:ordertype');
    const [stops, favourable, limits] = kind;
    const number = (name: string, step: number): number => {
      const value = Number(given[name]);
      const { num, den } = gridOf(step);
      if (!(value > 0) || Math.abs((value * den) / num - Math.round((value * den) / num)) > 1e-6)
        throw new Refusal(`EOrder:Invalid ${name}`);
      return value;
    };
    if (given['price2'] !== undefined && !(stops && limits)) throw new Refusal('EGeneral:Invalid arguments:price2');
    const first = stops || limits ? number('price', instrument.tickSize) : undefined;
    const price = limits ? (stops ? number('price2', instrument.tickSize) : first) : undefined;
    const type = !stops
      ? limits
        ? 'limit'
        : 'market'
      : favourable
        ? limits
          ? 'limit-if-touched'
          : 'market-if-touched'
        : limits
          ? 'stop-limit'
          : 'stop';
    const order = orderOf({
      ...{ type, instrument: index, side: given['type'] === 'buy' ? 'buy' : 'sell', qty: number('volume', instrument.stepSize) },
      ...{ price, trigger: stops ? first : undefined, tif: given['timeinforce'] === 'IOC' ? 'ioc' : 'gtc' },
      postOnly: given['oflags']?.includes('post') === true,
    });
    const quote = this.#shop.quotes.get(index);
    if (order.postOnly && quote !== undefined && price !== undefined) {
      const takes = order.side === 'buy' ? price >= fromGrid(instrument.ticks, quote.ask) : price <= fromGrid(instrument.ticks, quote.bid);
      if (takes) throw new Refusal('EOrder:Post only order');
    }
    return order;
  }

  #checkFunds({ side, qty = 0, price }: OrderRequest, { index, instrument: { steps } }: Listed): void {
    const open = this.#exchange.open.filter((order) => order.index === index && order.buys === (side === 'buy') && !order.sleeps);
    const bound = open.reduce((sum, order) => sum + fromGrid(steps, order.leaves), 0);
    const held = fromGrid(steps, this.#exchange.account.held[index]!);
    const isTooMuch =
      side === 'sell' ? qty > held - bound + 1e-12 : (qty + bound) * (price ?? this.#shop.last(index)) > this.#exchange.account.cash;
    if (isTooMuch) throw new Refusal('EOrder:Insufficient funds');
  }

  #amend(given: Request['given']): object {
    const order = this.#named(given);
    const number = (name: string): number | undefined => (given[name] === undefined ? undefined : Number(given[name]));
    this.#exchange.amend(order.clientId, { qty: number('order_qty'), price: number('limit_price'), trigger: number('trigger_price') });
    return { amend_id: 'TFAKES-AMEND-IDIDID' };
  }

  #cancel(given: Request['given']): object {
    this.#exchange.cancel(this.#named(given).clientId);
    return { count: 1, pending: false };
  }

  #named({ cl_ord_id: clientId, txid }: Request['given']): RestingOrder {
    const order = this.#exchange.orders.findLast((one) => (txid === undefined ? one.clientId === clientId : idOf(one.venueId) === txid));
    if (order === undefined) throw new Refusal('EOrder:Unknown order');
    return order;
  }

  #rows({ cl_ord_id: clientId }: Request['given'], counts: (order: RestingOrder) => boolean): object {
    const orders = this.#exchange.orders.filter((order) => counts(order) && (clientId === undefined || order.clientId === clientId));
    return Object.fromEntries(orders.slice(-200).map((order) => [idOf(order.venueId), orderRow(order, this.#listed[order.index]!)]));
  }

  /** Fifty of a page, the newest first. */
  #history(given: Request['given']): object {
    const since = Number(given['start'] ?? 0) * 1_000;
    const meant = this.#exchange.fills.filter(({ ts }) => ts >= since).reverse();
    const offset = Number(given['ofs'] ?? 0);
    const rows = meant.slice(offset, offset + 50).map((fill) => {
      const listed = this.#listed.find(({ instrument }) => instrument.id === fill.instrument)!;
      return [tradeIdOf(fill.execId), tradeRow(fill, listed, 'limit')] as const;
    });
    return { trades: Object.fromEntries(rows), count: meant.length };
  }

  #balances(): object {
    const { account } = this.#exchange;
    const row = (total: number): object => ({ balance: money(total), hold_trade: '0.0000000000' });
    const coins = this.#listed.map(
      ({ base, index, instrument }) => [assetOf(base), row(fromGrid(instrument.steps, account.held[index]!))] as const,
    );
    return Object.fromEntries([[assetOf(this.#listed[0]!.instrument.quote), row(account.cash)], ...coins]);
  }
}
