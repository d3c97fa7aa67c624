import { DAY, type Millis, millis } from '../../../model/time.ts';
import type { AccountSnapshot, VenueFill, VenueOrder } from '../../broker.ts';
import { balancesOf, holdingsOf, positionsOf } from './map/account.ts';
import { fillOf, isDeal } from './map/fill.ts';
import type { Markets } from './map/market.ts';
import type { orderOf } from './map/order.ts';
import type { Category, WireExecution, WireOrder, WirePosition, WireWallet } from './map/wire.ts';
import type { Answer, Page, Rest } from './rest.ts';

/** The most rows of a page: orders, executions, positions. */
const MOST = { orders: 50, executions: 100, positions: 200 } as const;

/** The longest stretch of executions in one request (docs/v5/order/execution, startTime). */
const STRETCH = 7 * DAY;

/** What is older is not listed ("2 years"). */
const OLDEST = 730 * DAY;

/** What linear contracts settle in: open orders and positions are listed by it (docs/v5/order/open-order, settleCoin). */
const SETTLED = ['USDT', 'USDC'] as const;

/** Reads an account: its orders, positions and balances, and what it has dealt since a time. */
export class AccountRead {
  readonly #rest: Rest;
  readonly #markets: Markets;
  readonly #toOrder: (wire: WireOrder, category: Category) => VenueOrder;

  constructor(rest: Rest, markets: Markets, toOrder: typeof orderOf) {
    this.#rest = rest;
    this.#markets = markets;
    this.#toOrder = toOrder;
  }

  /** The account as it was when the first answer was made. */
  async snapshot(account: string, since: Millis): Promise<AccountSnapshot> {
    const { categories } = this.#markets;
    const [open, closed, held, dealt, wallet] = await Promise.all([
      this.#each(categories, (category, more) => this.openOrders(category, more)),
      this.#each(categories, (category, more) => this.#closedOrders(category, more, since)),
      this.#each(
        categories.filter((category) => category !== 'spot'),
        (category, more) => this.#positions(category, more),
      ),
      Promise.all(categories.map((category) => this.#fills(category, since))),
      this.#rest.ask<{ readonly list: readonly WireWallet[] }>('read', 'read', (client) =>
        client.getWalletBalance({ accountType: 'UNIFIED' }),
      ),
    ]);
    const balances = wallet.result.list.flatMap(balancesOf);
    const answers = [...open, ...closed, ...held, ...dealt, wallet];
    return {
      ts: millis(answers.reduce((first, { time }) => (time < first ? time : first), Number.POSITIVE_INFINITY)),
      account,
      balances,
      positions: [...held.flatMap(({ result }) => result), ...holdingsOf(balances, this.#markets.all)],
      orders: newest([...closed, ...open].flatMap(({ result }) => result)),
      fills: dealt.flatMap(({ result }) => result),
    };
  }

  /** The open orders of a category, whoever sent them. */
  async openOrders(category: Category, more: { readonly settleCoin?: string } = {}): Promise<Answer<VenueOrder[]>> {
    const { result, time } = await this.#rest.list<WireOrder>((client, cursor) =>
      asWire(client.getActiveOrders({ category, openOnly: 0, limit: MOST.orders, ...more, ...cursor })),
    );
    return { result: result.map((wire) => this.#toOrder(wire, category)), time };
  }

  /** An order by our id: among those that are open or ended lately, then in the history, which comes later. */
  async find(clientId: string, category: Category, symbol: string): Promise<VenueOrder | undefined> {
    const asked = { category, symbol, orderLinkId: clientId };
    const lately = await this.#rest.ask('read', 'read', (client) => asWire<Page<WireOrder>>(client.getActiveOrders(asked)));
    let wire = lately.result.list.find(({ orderLinkId }) => orderLinkId === clientId);
    if (wire === undefined) {
      const before = await this.#rest.ask('read', 'read', (client) => asWire<Page<WireOrder>>(client.getHistoricOrders(asked)));
      wire = before.result.list.find(({ orderLinkId }) => orderLinkId === clientId);
    }
    return wire === undefined ? undefined : this.#toOrder(wire, category);
  }

  /** The newest of those that have ended; what is missed of them is asked for one by one. */
  async #closedOrders(category: Category, more: { readonly settleCoin?: string }, since: Millis): Promise<Answer<VenueOrder[]>> {
    const { result, time } = await this.#rest.ask('read', 'read', (client) =>
      asWire<Page<WireOrder>>(client.getActiveOrders({ category, openOnly: 1, limit: MOST.orders, ...more })),
    );
    return { result: result.list.map((wire) => this.#toOrder(wire, category)).filter(({ ts }) => ts >= since), time };
  }

  async #positions(category: Category, more: { readonly settleCoin?: string }): Promise<Answer<AccountSnapshot['positions']>> {
    const { result, time } = await this.#rest.list<WirePosition>((client, cursor) =>
      asWire(client.getPositionInfo({ category: category as 'linear' | 'inverse', limit: MOST.positions, ...more, ...cursor })),
    );
    return { result: positionsOf(result, category), time };
  }

  async #fills(category: Category, since: Millis): Promise<Answer<VenueFill[]>> {
    const fills: VenueFill[] = [];
    let first = Number.NaN;
    const now = (await this.#rest.ask('read', '', (client) => client.getServerTime())).time;
    // What has happened meanwhile belongs to it as well.
    for (let startTime = Math.floor(Math.max(since, now - OLDEST)); startTime <= now; startTime += STRETCH) {
      const endTime = startTime + STRETCH;
      const { result, time } = await this.#rest.list<WireExecution>((client, cursor) =>
        asWire(client.getExecutionList({ category, startTime, endTime, limit: MOST.executions, ...cursor })),
      );
      if (Number.isNaN(first)) first = time;
      for (const wire of result) if (isDeal(wire)) fills.push(fillOf(wire, category, this.#markets.find(category, wire.symbol)));
    }
    return { result: fills.sort((a, b) => a.ts - b.ts), time: Number.isNaN(first) ? now : first };
  }

  /** Something of each category; linear contracts are listed by what they settle in. */
  async #each<T>(
    categories: readonly Category[],
    read: (category: Category, more: { readonly settleCoin?: string }) => Promise<Answer<T>>,
  ): Promise<Answer<T>[]> {
    const settles = new Set([
      ...SETTLED,
      ...this.#markets.all.flatMap(({ category, instrument }) => (category === 'linear' ? [instrument.settle] : [])),
    ]);
    const asked = categories.flatMap((category) =>
      category === 'linear' ? [...settles].map((settleCoin) => read(category, { settleCoin })) : [read(category, {})],
    );
    return Promise.all(asked);
  }
}

/** The newest state of each order: lists that are asked for one after another may both have it. */
function newest(orders: readonly VenueOrder[]): VenueOrder[] {
  const byId = new Map<string, VenueOrder>();
  for (const order of orders) {
    const had = byId.get(order.venueId);
    if (had === undefined || order.ts > had.ts || (order.ts === had.ts && order.status !== 'open')) byId.set(order.venueId, order);
  }
  return [...byId.values()];
}

/** An answer of the SDK as the rows that are read here: its own types leave out what the documentation has. */
const asWire = <T>(answer: Promise<unknown>): Promise<{ retCode: number; retMsg: string; result: T; retExtInfo: object }> =>
  answer as Promise<{ retCode: number; retMsg: string; result: T; retExtInfo: object }>;
