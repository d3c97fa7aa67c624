import type { Treatment } from '../hostile/exchange.ts';
import type { Errand } from '../hostile/schedule.ts';
import type { Books } from './account-rows.ts';
import type { Asked } from './asked.ts';
import { amendOrder, cancelAll, cancelOrder } from './change-order.ts';
import { transactions } from './funding.ts';
import { accountInfo, keyInfo } from './key-info.ts';
import { executions, feeRates, history, positions, realtime, wallet } from './look-ups.ts';
import { instruments, klines, orderBook, recentTrades, tickers } from './market-answers.ts';
import type { Seen } from './market-data.ts';
import { placeOrder } from './place-order.ts';
import { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';
import { setTradingStop } from './trading-stop.ts';

/** All that requests are answered from. */
export interface Desk {
  readonly books: Books;
  readonly seen: readonly Seen[];
  readonly settings: Settings;
  readonly key: { readonly key: string; readonly secret: string };
  /** How many orders without a name were asked for. */
  made: number;
}

/** One kind of request. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** What the schedule of faults takes it for. */
  readonly errand: Errand;
  readonly isPublic?: boolean;
  /** What a key must be allowed to do: one of these. */
  readonly needs?: readonly string[];
  /** Requests in a second, at spot if it is another number there. */
  readonly limit: number;
  readonly spotLimit?: number;
  /** The result; undefined for none at all. Throws a VenueFault. */
  readonly answer: (desk: Desk, asked: Asked, treatment: Treatment) => object | undefined;
}

const TRADES = ['Order', 'SpotTrade'];
const get = (errand: Errand, answer: Route['answer'], limit = 50): Route => ({ method: 'GET', errand, limit, answer });
const market = (answer: Route['answer']): Route => ({ method: 'GET', errand: 'time', isPublic: true, limit: 120, answer });
const post = (errand: Errand, limit: number, spotLimit: number, answer: Route['answer']): Route => ({
  ...{ method: 'POST', errand, limit, spotLimit, answer, needs: TRADES },
});

function timeOf({ books }: Desk): object {
  const now = books.exchange.now;
  return { timeSecond: String(Math.floor(now / 1000)), timeNano: `${Math.floor(now)}000000` };
}

function place({ books, settings, ...desk }: Desk, asked: Asked, treatment: Treatment, made: number): object {
  if (settings.isHedged && asked['category'] !== 'spot' && ![1, 2].includes(Number(asked['positionIdx'])))
    throw new Refusal(10001, 'position idx not match position mode');
  return placeOrder(books, asked, treatment, made + desk.seen.length);
}

/** What Bybit can be asked, by path; limits as of rate-limit.mdx, for an account without an upgrade. */
export const ROUTES: Readonly<Record<string, Route>> = {
  '/v5/market/time': market(timeOf),
  '/v5/market/instruments-info': market(({ seen }, asked) => instruments(seen, asked)),
  '/v5/market/kline': market(({ seen, books }, asked) => klines(seen, asked, books.exchange.now)),
  '/v5/market/tickers': market(({ seen, books }, asked) => tickers(seen, asked, books.exchange.now)),
  '/v5/market/orderbook': market(({ seen, books }, asked) => orderBook(seen, asked, books.exchange.now)),
  '/v5/market/recent-trade': market(({ seen }, asked) => recentTrades(seen, asked)),
  '/v5/account/info': get('snapshot', ({ settings }) => accountInfo(settings.marginMode, settings.unifiedMarginStatus, settings.dcp)),
  '/v5/account/wallet-balance': get('snapshot', ({ books }, asked) => wallet(books, asked)),
  '/v5/account/fee-rate': get('snapshot', ({ books }, asked) => feeRates(books, asked), 10),
  '/v5/account/transaction-log': get('snapshot', ({ books }, asked) => transactions(books, asked)),
  '/v5/user/query-api': get('snapshot', ({ key, settings }) => keyInfo(key.key, settings.key), 10),
  '/v5/position/list': get('snapshot', ({ books, settings }, asked) => positions(books, asked, settings.isHedged)),
  '/v5/position/set-leverage': post('amend', 10, 10, ({ books, settings }, asked) => settings.setLeverage(books, asked)),
  '/v5/position/switch-mode': post('amend', 10, 10, ({ books, settings }, asked) => settings.switchMode(books, asked)),
  '/v5/position/trading-stop': post('amend', 10, 10, ({ books }, asked) => setTradingStop(books, asked)),
  '/v5/order/create': post('place', 10, 20, (desk, asked, treatment) => place(desk, asked, treatment, ++desk.made)),
  '/v5/order/amend': post('amend', 10, 10, ({ books }, asked) => amendOrder(books, asked)),
  '/v5/order/cancel': post('cancel', 10, 20, ({ books }, asked) => cancelOrder(books, asked)),
  '/v5/order/cancel-all': post('cancel-all', 10, 20, ({ books }, asked) => cancelAll(books, asked)),
  '/v5/order/disconnected-cancel-all': post('amend', 5, 5, ({ settings }, asked) => settings.setDcp(asked)),
  '/v5/order/realtime': get('snapshot', ({ books }, asked) => realtime(books, asked)),
  '/v5/order/history': get('snapshot', ({ books }, asked) => history(books, asked)),
  '/v5/execution/list': get('snapshot', ({ books }, asked) => executions(books, asked)),
};

/** A request for one order is another errand than one for all of them. */
export const errandOf = ({ errand }: Route, asked: Readonly<Record<string, unknown>>): Errand =>
  errand === 'snapshot' && (asked['orderId'] !== undefined || asked['orderLinkId'] !== undefined) ? 'find' : errand;
