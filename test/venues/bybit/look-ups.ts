import { DAY } from '../../../engine/model/time.ts';
import type { RestingOrder } from '../hostile/resting-order.ts';
import { type Books, positionRow, walletRow } from './account-rows.ts';
import { type Asked, textOf } from './asked.ts';
import { namedOrder } from './change-order.ts';
import { executionRow } from './execution-row.ts';
import type { Listed } from './listed.ts';
import { checkCategory, listedIn, spanOf } from './lots.ts';
import { historyRow, openRow, type Told, toldOf } from './order-row.ts';
import { pageOf } from './pages.ts';
import { Refusal } from './refusal.ts';

const isNamed = (asked: Asked): boolean => textOf(asked, 'orderId') !== '' || textOf(asked, 'orderLinkId') !== '';

/** Whether an instrument is among those that are asked for: by symbol, else by base coin, else by settlement coin. */
function isMeant({ category, symbol, base, instrument }: Listed, asked: Asked): boolean {
  if (category !== asked['category']) return false;
  if (textOf(asked, 'symbol') !== '') return symbol === asked['symbol'];
  if (textOf(asked, 'baseCoin') !== '') return base === asked['baseCoin'];
  return textOf(asked, 'settleCoin') === '' || instrument.settle === asked['settleCoin'];
}

function mustNarrow(asked: Asked, ...names: readonly string[]): void {
  checkCategory(asked);
  if (asked['category'] === 'linear' && names.every((name) => textOf(asked, name) === ''))
    throw new Refusal(10001, `Missing some parameters that must be filled in, ${names.join(' or ')}`);
  if (textOf(asked, 'symbol') !== '' && !/^[A-Z0-9-]+$/.test(textOf(asked, 'symbol'))) throw new Refusal(10001, 'symbol invalid');
}

/** Orders that are asked for, oldest first. */
function meantOrders(books: Books, asked: Asked, counts: (order: RestingOrder) => boolean): Told[] {
  const { exchange, marks } = books;
  const named = namedOrder(books, asked);
  const orders = isNamed(asked) ? (named === undefined ? [] : [named]) : exchange.orders.filter(counts);
  return orders.flatMap((order) => {
    const told = toldOf(marks, order.told());
    return told !== undefined && isMeant(told.mark.listed, isNamed(asked) ? { category: asked['category'] } : asked) ? [told] : [];
  });
}

/** `/v5/order/realtime`: what is open, or (`openOnly` 1) the newest 500 that are over; an order by its name either way. */
export function realtime(books: Books, asked: Asked): object {
  if (!isNamed(asked)) mustNarrow(asked, 'symbol', 'baseCoin', 'settleCoin');
  const wantsOpen = (asked['openOnly'] ?? 0) === 0;
  const rows = meantOrders(books, asked, ({ isOpen }) => isOpen === wantsOpen).filter(({ mark }) =>
    filterOf(asked, mark.triggerDirection !== 0),
  );
  return { ...pageOf(rows.slice(-500).map(openRow), asked, { usual: 20, most: 50 }), category: asked['category'] };
}

const filterOf = (asked: Asked, isConditional: boolean): boolean =>
  asked['orderFilter'] === undefined || (asked['orderFilter'] === 'Order') !== isConditional;

/** `/v5/order/history`: orders that are over; those that came to nothing for a day. */
export function history(books: Books, asked: Asked): object {
  checkCategory(asked);
  const { now } = books.exchange;
  const [from, until] = spanOf(asked, now);
  const isKept = (order: RestingOrder): boolean => {
    const created = books.marks.of(order.clientId)?.created ?? 0;
    return !order.isOpen && (order.filled > 0 || now - order.ts < DAY) && (isNamed(asked) || (created >= from && created <= until));
  };
  const rows = meantOrders(books, asked, isKept).filter(({ order }) => isKept(books.marks.orderOf(order.clientId)!));
  return { ...pageOf(rows.map(historyRow), asked, { usual: 20, most: 50 }), category: asked['category'] };
}

/** `/v5/execution/list`. */
export function executions(books: Books, asked: Asked): object {
  checkCategory(asked);
  const { exchange, marks } = books;
  const [from, until] = spanOf(asked, exchange.now);
  const named = isNamed(asked) ? (namedOrder(books, asked)?.clientId ?? '?') : undefined;
  const meant = exchange.fills.filter(({ clientId, ts }) => {
    const mark = marks.of(clientId);
    if (mark === undefined || (named !== undefined && named !== clientId)) return false;
    return isMeant(mark.listed, named === undefined ? asked : { category: asked['category'] }) && ts >= from && ts <= until;
  });
  const rows = meant.map((fill) => executionRow(marks, fill)!);
  return { ...pageOf(rows, asked, { usual: 50, most: 100 }), category: asked['category'] };
}

/** `/v5/position/list`: of a symbol, held or not; else all that are held. Of an account in hedge mode a row for each side. */
export function positions(books: Books, asked: Asked, isHedged: boolean): object {
  if (asked['category'] === 'spot') throw new Refusal(10001, 'Illegal category');
  mustNarrow(asked, 'symbol', 'settleCoin');
  const one = textOf(asked, 'symbol') === '' ? undefined : listedIn(books.listed, asked);
  const held = books.listed.filter((listed) => isMeant(listed, asked) && books.exchange.account.held[listed.index] !== 0);
  const all = one === undefined ? held : [one];
  const rows = all.flatMap((listed) => {
    const row = positionRow(books, listed);
    return isHedged && listed.category === 'linear' ? [1, 2].map((positionIdx) => ({ ...row, positionIdx })) : [row];
  });
  return { ...pageOf(rows, asked, { usual: 20, most: 200 }), category: asked['category'] };
}

/** `/v5/account/wallet-balance`. */
export function wallet(books: Books, asked: Asked): object {
  if (asked['accountType'] !== 'UNIFIED') throw new Refusal(10001, 'accountType only support UNIFIED.');
  const coins = textOf(asked, 'coin');
  return { list: [walletRow(books, coins === '' ? [] : coins.split(','))] };
}

/** `/v5/account/fee-rate`. */
export function feeRates({ listed, exchange }: Books, asked: Asked): object {
  checkCategory(asked);
  const { taker, maker } = exchange.terms;
  const rates = { takerFeeRate: String(taker), makerFeeRate: String(maker) };
  return { list: listed.filter((one) => isMeant(one, asked)).map(({ symbol }) => ({ symbol, ...rates })) };
}
