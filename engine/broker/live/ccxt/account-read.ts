import type { Instrument } from '../../../model/instrument.ts';
import { millis } from '../../../model/time.ts';
import type { AccountSnapshot, VenueFill, VenueOrder } from '../../broker.ts';
import { VenueFault } from '../venue.ts';
import type { Certified } from './certified/row.ts';
import type { CcxtExchange, SaidOrder, SaidTrade } from './exchange.ts';
import type { Market, Markets } from './markets.ts';
import type { Reader } from './read/reader.ts';

/** The most orders of one list that are asked for. */
const MOST = 500;

/** The most pages of one list: more than that is another account's life. */
const PAGES = 200;

/** Asks ccxt once; the answer, and the exchange's time by it: NaN where that is not said. */
export type AskOnce = <T>(call: (exchange: CcxtExchange) => Promise<T>) => Promise<{ readonly value: T; readonly date: number }>;

/** Reads an account through ccxt: its orders, positions and balances, and what it has dealt since a time. */
export class AccountRead {
  readonly #row: Certified;
  readonly #markets: Markets;
  readonly #reader: Reader;
  readonly #ask: AskOnce;
  readonly #now: () => number;

  constructor(row: Certified, markets: Markets, reader: Reader, ask: AskOnce, now: () => number) {
    this.#row = row;
    this.#markets = markets;
    this.#reader = reader;
    this.#ask = ask;
    this.#now = now;
  }

  async snapshot(account: string, since: number): Promise<AccountSnapshot> {
    const { value } = await this.#ask((exchange) => exchange.fetchTime());
    const ts = value ?? this.#now();
    const from = Math.floor(Math.min(since, ts));
    const { reads } = this.#row;
    const [open, closed, trades, held] = await Promise.all([
      this.#said(openOf(reads), undefined),
      this.#said(reads.closed, from),
      Promise.all(this.#symbols(reads.fills.by).map((symbol) => this.#trades(symbol, from, ts))),
      this.#held(),
    ]);
    const orders = newest(this.#read([...closed, ...open]).filter((order) => order.status === 'open' || order.ts >= from));
    const [balances, positions] = held;
    return { ts: millis(ts), account, balances, positions, orders, fills: this.#fills(trades.flat(), from) };
  }

  /** The open orders, whoever sent them. */
  async open(): Promise<VenueOrder[]> {
    return newest(this.#read(await this.#said(openOf(this.#row.reads), undefined)));
  }

  /** An order by our id, as the row finds orders; undefined where the exchange does not know it. */
  async find(instrument: Instrument, findings: ReturnType<Certified['find']>, clientId: string): Promise<VenueOrder | undefined> {
    const market = this.#markets.of(instrument);
    for (const { call, params, id } of findings) {
      try {
        const { value, date } = await this.#ask(async (exchange) => {
          if (call === 'fetchOrder') return [await exchange.fetchOrder(id, market.symbol, params)];
          return exchange[call](market.symbol, undefined, undefined, params);
        });
        for (const said of value) {
          const next = this.#reader.successor(said);
          const order = this.#reader.order(said, this.#markets, date);
          if (next !== undefined) return await this.#one(next, market);
          if (order?.clientId === clientId) return order;
        }
      } catch (error) {
        if (!(error instanceof VenueFault && error.kind === 'not-found')) throw error;
      }
    }
    return undefined;
  }

  async #one(id: string, market: Market): Promise<VenueOrder | undefined> {
    const { value, date } = await this.#ask((exchange) => exchange.fetchOrder(id, market.symbol, {}));
    return this.#reader.order(value, this.#markets, date);
  }

  /** Lists of orders as they are said. */
  async #said(lists: readonly OrderList[], since: number | undefined): Promise<Said[]> {
    const asked = lists.flatMap(({ by, call, params = {} }) =>
      this.#symbols(by).map(async (symbol) => {
        // Kraken's and other lists have pages of their own length.
        const limit = since !== undefined && call === 'fetchOrders' ? MOST : undefined;
        const { value, date } = await this.#ask((exchange) => exchange[call](symbol, since, limit, params));
        return value.map((order) => ({ order, date }));
      }),
    );
    return (await Promise.all(asked)).flat();
  }

  #symbols(by: 'account' | 'market'): (string | undefined)[] {
    return by === 'account' ? [undefined] : this.#markets.all.map(({ symbol }) => symbol);
  }

  /** Reads orders. One of them may say what another has come of: all of those first. */
  #read(said: readonly Said[]): VenueOrder[] {
    for (const { order } of said) if (this.#reader.successor(order) !== undefined) this.#reader.order(order, this.#markets, Number.NaN);
    return said.flatMap(({ order, date }) => this.#reader.order(order, this.#markets, date) ?? []);
  }

  #fills(trades: readonly SaidTrade[], since: number): VenueFill[] {
    const fills = new Map<string, VenueFill>();
    for (const trade of trades) {
      if ((trade.amount ?? 0) <= 0) continue;
      const fill = this.#reader.fill(trade, this.#markets);
      if (fill.ts >= since) fills.set(fill.execId, fill);
    }
    return [...fills.values()].sort((a, b) => a.ts - b.ts);
  }

  /** All executions of a market since a time, page by page. */
  async #trades(symbol: string | undefined, since: number, now: number): Promise<SaidTrade[]> {
    const { page, stretch, paging, newest: reach, oldest, params = {} } = this.#row.reads.fills;
    if (reach > 0 && now - since < reach) {
      const { value } = await this.#ask((exchange) => exchange.fetchMyTrades(symbol, undefined, page, params));
      if (value.length < page || (value[0]?.timestamp ?? 0) < since) return [...value];
    }
    const trades: SaidTrade[] = [];
    const begin = Math.max(since, now - oldest);
    const isCount = paging === 'count';
    let [from, end, until] = [begin, begin + stretch - 1, begin + stretch - 1];
    for (let pages = 0; pages < PAGES && from <= now + 60_000; pages++) {
      const more = isCount ? { ofs: trades.length } : paging === 'once' ? {} : { until: Math.floor(until) };
      const start = Math.floor(isCount ? begin : from);
      const { value } = await this.#ask((one) => one.fetchMyTrades(symbol, start, isCount ? undefined : page, { ...params, ...more }));
      trades.push(...value);
      const isFull = value.length >= page;
      if (isFull && paging === 'once')
        throw new VenueFault('unknown', `${symbol} has more executions than ${this.#row.name} tells in one answer`);
      // What is more of one moment than a page holds could not be told apart.
      if (isFull && paging === 'stretch') from = Math.max(value.at(-1)?.timestamp ?? from, from + 1);
      else if (isFull && paging === 'back' && until > from) until = Math.min(value[0]?.timestamp ?? until, until - 1);
      else if (paging === 'stretch' || paging === 'back') {
        [from, end] = [end + 1, end + stretch];
        until = end;
      } else if (!isFull) break;
    }
    return trades;
  }

  async #held(): Promise<readonly [AccountSnapshot['balances'], AccountSnapshot['positions']]> {
    const { value: said } = await this.#ask((exchange) => exchange.fetchBalance());
    const balances =
      this.#reader.balances?.(said.info) ??
      Object.entries(said.total ?? {}).flatMap(([currency, total]) => (total === undefined || total === 0 ? [] : [{ currency, total }]));
    if (this.#row.contract === 'spot') {
      const positions = this.#markets.all.flatMap(({ base, instrument }) => {
        const qty = balances.find(({ currency }) => currency === base)?.total ?? 0;
        return qty === 0 ? [] : [{ instrument: instrument.id, qty, avgPrice: Number.NaN }];
      });
      return [balances, positions];
    }
    const symbols = this.#markets.all.map(({ symbol }) => symbol);
    const { value: held } = await this.#ask((exchange) => exchange.fetchPositions(symbols));
    const positions = held.flatMap(({ symbol = '', side, contracts = 0, entryPrice, hedged }) => {
      if (hedged === true) throw new VenueFault('auth', `${symbol} is in hedge mode: switch it to one-way mode`);
      if (contracts === 0) return [];
      return [
        { instrument: this.#markets.idOf(symbol), qty: side === 'short' ? -contracts : contracts, avgPrice: entryPrice ?? Number.NaN },
      ];
    });
    return [balances, positions];
  }
}

const openOf = ({ open }: Certified['reads']): OrderList[] => open.map((list) => ({ ...list, call: 'fetchOpenOrders' }));

/** An order as it was said, and when: NaN where the answer does not say that. */
interface Said {
  readonly order: SaidOrder;
  readonly date: number;
}

/** One list of orders. */
type OrderList = Certified['reads']['open'][number] & {
  readonly call: 'fetchOpenOrders' | 'fetchOrders' | 'fetchClosedOrders' | 'fetchCanceledAndClosedOrders';
};

/** The newest state of each order: lists that are asked for one after another may both have it. */
function newest(orders: readonly VenueOrder[]): VenueOrder[] {
  const byId = new Map<string, VenueOrder>();
  for (const order of orders) {
    const had = byId.get(order.venueId);
    if (had === undefined || order.ts > had.ts || (order.ts === had.ts && order.status !== 'open')) byId.set(order.venueId, order);
  }
  return [...byId.values()];
}
