import type { VenueFill, VenueOrder } from '../../../engine/broker/broker.ts';
import type { Certified } from '../../../engine/broker/live/ccxt/certified/row.ts';
import type { CcxtExchange, ListedMarket, SaidOrder, SaidTrade } from '../../../engine/broker/live/ccxt/exchange.ts';
import { VenueFault } from '../../../engine/broker/live/venue.ts';
import type { Instrument } from '../../../engine/model/instrument.ts';
import type { Treatment } from '../hostile/exchange.ts';
import type { Front } from '../hostile/front.ts';
import { orderOf } from '../hostile/orders.ts';
import { fromGrid } from '../hostile/resting-order.ts';
import type { Errand } from '../hostile/schedule.ts';

/** `BTCUSDT.OKX` is BTC/USDT. */
export const symbolOf = ({ id, quote }: Instrument): string => {
  const name = id.replace(/\..*$/, '');
  return `${name.slice(0, name.length - quote.length)}/${quote}`;
};

const ID_NAMES = ['clientOrderId', 'client_order_id', 'orderLinkId', 'clientOid'];

type Params = Readonly<Record<string, unknown>>;

/** Any exchange as ccxt speaks for it, without a wire: a hostile world behind ccxt's own words. Nobody listens to it. */
export class UnifiedExchange implements CcxtExchange {
  readonly id: string;
  readonly currencies = {};
  readonly clients = {};
  readonly markets: Readonly<Record<string, ListedMarket>>;
  readonly #front: Front;
  readonly #instruments: readonly Instrument[];
  readonly #last: (index: number) => number;

  constructor(front: Front, instruments: readonly Instrument[], { ccxt }: Certified, last: (index: number) => number) {
    this.id = ccxt;
    this.#front = front;
    this.#instruments = instruments;
    this.#last = last;
    this.markets = Object.fromEntries(instruments.map((one) => [symbolOf(one), marketOf(one)]));
  }

  async loadMarkets(): Promise<void> {}
  setMarkets(): void {}
  handleMessage(): void {}
  delay(): void {}
  async close(): Promise<void> {}

  client(): never {
    throw new Error('it has no streams');
  }

  async createOrder(
    symbol: string,
    type: string,
    side: string,
    qty: number,
    price: number | undefined,
    params: Params,
  ): Promise<SaidOrder> {
    const { timeInForce, postOnly } = params;
    const clientId = idIn(params);
    const order = orderOf({
      ...{
        instrument: this.#indexOf(symbol),
        type: type === 'limit' ? 'limit' : 'market',
        side: side === 'buy' ? 'buy' : 'sell',
        qty,
        price,
      },
      ...{ tif: timeInForce === 'IOC' ? 'ioc' : timeInForce === 'FOK' ? 'fok' : 'gtc', postOnly: postOnly === true },
    });
    return this.#ask('place', clientId, (treatment) => {
      this.#exchange.place(clientId, order, treatment);
      return { id: this.#exchange.find(clientId)!.venueId, info: {} };
    });
  }

  async editOrder(): Promise<never> {
    throw new VenueFault('refused', 'orders cannot be changed');
  }

  async cancelOrder(id: string | undefined, _symbol: string, params: Params): Promise<unknown> {
    const clientId = id === undefined ? idIn(params) : (this.#exchange.orders.find(({ venueId }) => venueId === id)?.clientId ?? id);
    return this.#ask('cancel', clientId, () => {
      this.#exchange.cancel(clientId);
      return {};
    });
  }

  async cancelAllOrders(): Promise<never> {
    throw new VenueFault('refused', 'orders are cancelled one by one');
  }

  async fetchOrder(_id: string | undefined, _symbol: string, params: Params): Promise<SaidOrder> {
    const clientId = idIn(params);
    const found = await this.#ask('find', clientId, () => ({ order: this.#exchange.find(clientId) }));
    const order = (found as { readonly order?: VenueOrder } | undefined)?.order;
    if (order === undefined) throw new VenueFault('not-found', 'there is no such order');
    return this.#said(order);
  }

  /** By a client id it is the order of that id, over or not. */
  fetchOpenOrders = async (symbol: string | undefined, _since?: number, _limit?: number, params: object = {}): Promise<SaidOrder[]> => {
    const clientId = idIn(params as Params);
    if (clientId === '') return this.#orders(symbol, ({ status }) => status === 'open');
    const found = await this.#ask('find', clientId, () => ({ order: this.#exchange.find(clientId) }));
    return found.order === undefined ? [] : [this.#said(found.order)];
  };
  fetchClosedOrders = (symbol: string | undefined): Promise<SaidOrder[]> => this.#orders(symbol, ({ status }) => status !== 'open');
  fetchCanceledAndClosedOrders = this.fetchClosedOrders;
  fetchOrders = (symbol: string | undefined): Promise<SaidOrder[]> => this.#orders(symbol, () => true);

  /** The newest that fit into one answer, the oldest of them first. */
  fetchMyTrades = (
    symbol: string | undefined,
    since = 0,
    limit = Number.POSITIVE_INFINITY,
    { until = Number.POSITIVE_INFINITY }: { readonly until?: number } = {},
  ): Promise<SaidTrade[]> =>
    this.#ask('snapshot', '', () =>
      this.#exchange.fills
        .filter((fill) => (symbol === undefined || this.#symbolIn(fill) === symbol) && fill.ts >= since && fill.ts <= until)
        .slice(-limit)
        .map(({ execId, venueId, side, price, qty, liquidity, ts, fee, feeCurrency, ...rest }) => ({
          ...{ id: execId, order: venueId, symbol: this.#symbolIn(rest), side, price, amount: qty, takerOrMaker: liquidity },
          ...{ timestamp: ts, fee: { cost: fee, currency: feeCurrency }, info: {} },
        })),
    );

  async fetchBalance(): Promise<{ readonly total: Record<string, number>; readonly info: unknown }> {
    return this.#ask('snapshot', '', () => {
      const { cash, held } = this.#exchange.account;
      const coins = this.#instruments.map((one, k) => [symbolOf(one).split('/')[0]!, fromGrid(one.steps, held[k]!)] as const);
      return { total: { [this.#instruments[0]!.quote]: cash, ...Object.fromEntries(coins) }, info: {} };
    });
  }

  async fetchPositions(): Promise<[]> {
    return [];
  }

  async fetchTicker(symbol: string): Promise<{ readonly last: number }> {
    return { last: this.#last(this.#indexOf(symbol)) };
  }

  fetchTime = (): Promise<number> => this.#ask('time', '', () => Math.floor(this.#exchange.now));

  watchOrders(): Promise<never> {
    return Promise.reject(new Error('it has no streams'));
  }

  get #exchange() {
    return this.#front.exchange;
  }

  #indexOf(symbol: string): number {
    return this.#instruments.findIndex((one) => symbolOf(one) === symbol);
  }

  #symbolIn({ instrument }: Pick<VenueFill, 'instrument'>): string {
    return symbolOf(this.#instruments.find(({ id }) => id === instrument)!);
  }

  #orders(symbol: string | undefined, counts: (order: VenueOrder) => boolean): Promise<SaidOrder[]> {
    return this.#ask('snapshot', '', () => {
      const told = this.#exchange.orders.map((order) => order.told());
      return told
        .filter((order) => counts(order) && (symbol === undefined || this.#symbolIn(order) === symbol))
        .map((order) => this.#said(order));
    });
  }

  #said(order: VenueOrder): SaidOrder {
    const { clientId, venueId, side, type, status, price, qty, filledQty, avgPrice, ts } = order;
    return {
      ...{
        id: venueId,
        clientOrderId: clientId,
        symbol: this.#symbolIn(order),
        side,
        type,
        status: status === 'filled' ? 'closed' : status,
      },
      ...{
        price: price ?? (filledQty > 0 ? avgPrice : undefined),
        amount: qty,
        filled: filledQty,
        average: filledQty > 0 ? avgPrice : undefined,
      },
      ...{ timestamp: ts, lastUpdateTimestamp: ts, info: {} },
    };
  }

  /** Asks the front; what is lost on the way is as a connection loses it. */
  async #ask<T>(errand: Errand, name: string, act: (treatment: Treatment) => T): Promise<T> {
    const answer = await this.#front.ask(errand, name, act);
    if (answer.kind === 'value') return answer.value;
    if (answer.kind === 'fault') throw answer.fault;
    throw new VenueFault(answer.kind === 'unreachable' ? 'not-sent' : 'unknown', 'the connection was lost');
  }
}

const idIn = (params: Params): string => String(ID_NAMES.map((name) => params[name]).find((id) => id !== undefined) ?? '');

const marketOf = (instrument: Instrument): ListedMarket => {
  const symbol = symbolOf(instrument);
  const [base = '', quote = ''] = symbol.split('/');
  const precision = { price: instrument.tickSize, amount: instrument.stepSize };
  return { symbol, id: symbol.replace('/', '-'), base, quote, spot: true, active: true, precision };
};
