import { DAY, type Millis, millis } from '../../../model/time.ts';
import type { AccountSnapshot, VenueFill, VenueOrder, VenuePayment } from '../../broker.ts';
import { balancesOf, holdingsOf, positionsOf } from './map/account.ts';
import { fillOf, isDeal } from './map/fill.ts';
import type { Markets } from './map/market.ts';
import type { orderOf } from './map/order.ts';
import { isFunding, paymentOf } from './map/payment.ts';
import type { Category, WireExecution, WireOrder, WirePosition, WireTransaction, WireWallet } from './map/wire.ts';
import type { Answer, Page, Rest } from './rest.ts';

/** The most rows of a page. */
const MOST = { orders: 50, executions: 100, positions: 200, transactions: 50 } as const;

/** How often an account that deals meanwhile is asked for before it is taken as it is. */
const ATTEMPTS = 3;

/** The longest stretch of executions and of the transaction log in one request (docs/v5/order/execution, startTime). */
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

  /**
   * The account as it was when the first answer was made. Its parts come of several requests: where something was dealt between them,
   * positions and executions would contradict each other, and all are asked for again.
   */
  async snapshot(account: string, since: Millis): Promise<AccountSnapshot> {
    for (let attempt = 1; ; attempt++) {
      const snapshot = await this.#attempt(account, since);
      const moved = [...snapshot.fills, ...(snapshot.payments ?? [])].some(({ ts }) => ts >= snapshot.ts);
      if (attempt === ATTEMPTS || !moved) return snapshot;
    }
  }

  async #attempt(account: string, since: Millis): Promise<AccountSnapshot> {
    const { categories } = this.#markets;
    const [open, closed, held, wallet] = await Promise.all([
      this.#each(categories, (category, more) => this.openOrders(category, more)),
      this.#each(categories, (category, more) => this.#closedOrders(category, more, since)),
      this.#each(
        categories.filter((category) => category !== 'spot'),
        (category, more) => this.#positions(category, more),
      ),
      this.#rest.ask<{ readonly list: readonly WireWallet[] }>('read', 'read', (client) =>
        client.getWalletBalance({ accountType: 'UNIFIED' }),
      ),
    ]);
    const times = [...open, ...closed, ...held, wallet].map(({ time }) => time);
    // Last, so that whatever was dealt before the others were answered is among them.
    const now = Math.max(...times);
    const [dealt, paid] = await Promise.all([
      Promise.all(categories.map((category) => this.#fills(category, since, now))),
      Promise.all(categories.map((category) => (category === 'spot' ? [] : this.#payments(category, since, now)))),
    ]);
    const balances = wallet.result.list.flatMap(balancesOf);
    return {
      ts: millis(Math.min(...times)),
      account,
      balances,
      positions: [...held.flatMap(({ result }) => result), ...holdingsOf(balances, this.#markets.all)],
      orders: newest([...closed, ...open].flatMap(({ result }) => result)),
      fills: dealt.flat(),
      payments: paid.flat(),
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

  /** What was dealt up to `now`, by the venue's clock, and since; oldest first. */
  async #fills(category: Category, since: Millis, now: number): Promise<VenueFill[]> {
    const fills: VenueFill[] = [];
    for (const { startTime, endTime } of stretches(since, now)) {
      const { result } = await this.#rest.list<WireExecution>((client, cursor) =>
        asWire(client.getExecutionList({ category, startTime, endTime, limit: MOST.executions, ...cursor })),
      );
      for (const wire of result) if (isDeal(wire)) fills.push(fillOf(wire, category, this.#markets.find(category, wire.symbol)));
    }
    return fills.sort((a, b) => a.ts - b.ts);
  }

  /** What was paid for contracts that are held. */
  async #payments(category: Category, since: Millis, now: number): Promise<VenuePayment[]> {
    const payments: VenuePayment[] = [];
    for (const span of stretches(since, now)) {
      const asked = { accountType: 'UNIFIED', category, type: 'SETTLEMENT', limit: MOST.transactions, ...span } as const;
      const { result } = await this.#rest.list<WireTransaction>((client, cursor) =>
        asWire(client.getTransactionLog({ ...asked, ...cursor })),
      );
      for (const wire of result) if (isFunding(wire)) payments.push(paymentOf(wire, category));
    }
    return payments.sort((a, b) => a.ts - b.ts);
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

/** The time since, as spans that may be asked for. */
function* stretches(since: Millis, now: number): Generator<{ readonly startTime: number; readonly endTime: number }> {
  for (let startTime = Math.floor(Math.max(since, now - OLDEST)); startTime <= now; startTime += STRETCH)
    yield { startTime, endTime: startTime + STRETCH };
}

/** An answer of the SDK as the rows that are read here: its own types leave out what the documentation has. */
const asWire = <T>(answer: Promise<unknown>): Promise<{ retCode: number; retMsg: string; result: T; retExtInfo: object }> =>
  answer as Promise<{ retCode: number; retMsg: string; result: T; retExtInfo: object }>;
