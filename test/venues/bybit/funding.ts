import { notionalAt } from '../../../engine/model/instrument.ts';
import { fromGrid } from '../hostile/resting-order.ts';
import type { Books } from './account-rows.ts';
import { type Asked, textOf } from './asked.ts';
import { type Listed, money } from './listed.ts';
import { checkCategory, spanOf } from './lots.ts';
import { nameOf } from './names.ts';
import { type Page, pageOf } from './pages.ts';

/** Funding that was paid for one position. */
export interface Funding {
  readonly listed: Listed;
  readonly ts: number;
  /** Signed units. */
  readonly held: number;
  readonly price: number;
  readonly rate: number;
  /** Positive is income. */
  readonly amount: number;
  /** What the account had then. */
  readonly balance: number;
}

/** Takes funding at a rate of what is held of an instrument: above zero those who are long pay. */
export function fund({ exchange, listed, funded, last }: Books, index: number, rate: number): Funding | undefined {
  const one = listed[index]!;
  const { account, now } = exchange;
  const held = fromGrid(one.instrument.steps, account.held[index]!);
  if (held === 0) return undefined;
  const amount = Number((-Math.sign(held) * rate * notionalAt(one.instrument, held, last(index))).toFixed(8));
  account.cash += amount;
  const funding = { listed: one, ts: now, held, price: last(index), rate, amount, balance: account.cash };
  funded.push(funding);
  return funding;
}

/** `/v5/account/transaction-log`: of all entries only those of funding are kept here. */
export function transactions(books: Books, asked: Asked): Page<object> {
  checkCategory(asked);
  const [from, until] = spanOf(asked, books.exchange.now);
  const isMeant = ({ listed, ts }: Funding): boolean => listed.category === asked['category'] && ts >= from && ts <= until;
  const type = textOf(asked, 'type');
  const meant = type === '' || type === 'SETTLEMENT' ? books.funded.filter(isMeant) : [];
  return pageOf(meant.map(rowOf), asked, { usual: 20, most: 50 });
}

/** As docs/v5/account/transaction-log shows one. */
const rowOf = ({ listed, ts, held, price, rate, amount, balance }: Funding): object => ({
  ...{ symbol: listed.symbol, side: held > 0 ? 'Buy' : 'Sell', funding: money(amount), orderLinkId: '' },
  ...{ orderId: `${Math.floor(ts)}-8-592324-1-2`, fee: '0.00000000', change: money(amount), cashFlow: '0' },
  ...{ transactionTime: String(Math.floor(ts)), type: 'SETTLEMENT', feeRate: money(rate), size: money(held), qty: money(Math.abs(held)) },
  ...{ cashBalance: money(balance), currency: listed.instrument.settle, category: listed.category, tradePrice: money(price) },
  tradeId: nameOf(listed.category, `funding ${listed.symbol} ${ts}`),
});
