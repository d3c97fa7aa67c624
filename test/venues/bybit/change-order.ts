import { fromGrid, type RestingOrder } from '../hostile/resting-order.ts';
import type { Books } from './account-rows.ts';
import { type Asked, textOf } from './asked.ts';
import type { Listed } from './listed.ts';
import { checkCategory, listedIn, priceOf, quantityOf } from './lots.ts';
import type { Mark } from './marks.ts';
import { nameOf } from './names.ts';
import type { OrderNames } from './place-order.ts';
import { Refusal } from './refusal.ts';

/** How long after its last fill an order is still taken to be cancelled, and then not; milliseconds. */
const RACE = 40;

/** The order that a request names: by `orderId`, else by `orderLinkId`. */
export function namedOrder({ exchange, marks, listed }: Books, asked: Asked): RestingOrder | undefined {
  const [orderId, linkId] = [textOf(asked, 'orderId'), textOf(asked, 'orderLinkId')];
  const own = (order: RestingOrder): Mark | undefined => {
    const mark = marks.of(order.clientId);
    return mark?.listed.category === asked['category'] && listed.includes(mark!.listed) ? mark : undefined;
  };
  if (orderId !== '')
    return exchange.orders.findLast((one) => own(one) !== undefined && nameOf(own(one)!.listed.category, one.venueId) === orderId);
  return linkId === '' ? undefined : exchange.orders.findLast((one) => own(one)?.linkId === linkId && one.clientId === linkId);
}

function mustName(asked: Asked): void {
  if (textOf(asked, 'orderId') === '' && textOf(asked, 'orderLinkId') === '')
    throw new Refusal(10001, 'Request parameter error: params error: orderId or orderLinkId is required');
}

/** The exchange's own name of an order: one that it does not have is not found there either. */
const idOf = (order: RestingOrder | undefined, asked: Asked): string => order?.clientId ?? `${textOf(asked, 'orderLinkId')}?`;

const namesOf = (order: RestingOrder, { category }: Listed, linkId: string): OrderNames => ({
  orderId: nameOf(category, order.venueId),
  orderLinkId: linkId,
});

/** Carries out `/v5/order/amend`. */
export function amendOrder(books: Books, asked: Asked): OrderNames {
  const listed = listedIn(books.listed, asked);
  mustName(asked);
  const order = namedOrder(books, asked);
  const given = (name: string): boolean => !['', '0'].includes(textOf(asked, name));
  const qty = given('qty') ? quantityOf(asked, listed, true) : undefined;
  const price = given('price') ? priceOf(asked, 'price', listed) : undefined;
  const trigger = given('triggerPrice') ? priceOf(asked, 'triggerPrice', listed) : undefined;
  if (order?.isOpen === true) {
    const now = { qty: fromGrid(order.instrument.steps, order.qty), ...levelsOf(order) };
    const isSame = (qty ?? now.qty) === now.qty && (price ?? now.price) === now.price && (trigger ?? now.trigger) === now.trigger;
    if (isSame) throw new Refusal(10001, 'The order remains unchanged as the parameters entered match the existing ones.');
  }
  books.exchange.amend(idOf(order, asked), { qty, price, trigger });
  return namesOf(order!, listed, books.marks.of(order!.clientId)!.linkId);
}

const levelsOf = ({ instrument, price, trigger }: RestingOrder) => ({
  price: Number.isNaN(price) ? undefined : fromGrid(instrument.ticks, price),
  trigger: Number.isNaN(trigger) ? undefined : fromGrid(instrument.ticks, trigger),
});

/** Carries out `/v5/order/cancel`. One that comes while the order is filled is taken, and refused by the stream. */
export function cancelOrder(books: Books, asked: Asked): OrderNames {
  const listed = listedIn(books.listed, asked);
  mustName(asked);
  const { exchange, marks } = books;
  const order = namedOrder(books, asked);
  if (order?.status === 'filled' && exchange.now - order.ts < RACE) {
    exchange.tell({ kind: 'order', order: order.told(), reason: 'raced' });
    exchange.arrived.push({ what: 'cancel', ts: exchange.now, clientId: order.clientId, order: order.request, taken: false });
  } else exchange.cancel(idOf(order, asked));
  return namesOf(order!, listed, marks.of(order!.clientId)!.linkId);
}

/** Carries out `/v5/order/cancel-all`: of a symbol, else of a base coin, else of a settlement coin; at spot without any. */
export function cancelAll(books: Books, asked: Asked): object {
  checkCategory(asked);
  const { exchange, marks } = books;
  const [symbol, base, settle] = ['symbol', 'baseCoin', 'settleCoin'].map((name) => textOf(asked, name));
  const isSpot = asked['category'] === 'spot';
  if (!isSpot && symbol === '' && base === '' && settle === '')
    throw new Refusal(10001, 'Request parameter error: params error: symbol, baseCoin or settleCoin is required');
  const isMeant = ({ listed: one, triggerDirection }: Mark): boolean => {
    if (one.category !== asked['category']) return false;
    if (isSpot && asked['orderFilter'] === undefined && triggerDirection !== 0) return false;
    if (asked['orderFilter'] === 'Order' && triggerDirection !== 0) return false;
    if (asked['orderFilter'] === 'StopOrder' && triggerDirection === 0) return false;
    if (symbol !== '') return one.symbol === symbol;
    return base !== '' ? one.base === base : isSpot || one.instrument.settle === settle;
  };
  const meant = exchange.open.filter(({ clientId }) => marks.of(clientId) !== undefined && isMeant(marks.of(clientId)!));
  const list = meant.map((order) => namesOf(order, marks.of(order.clientId)!.listed, marks.of(order.clientId)!.linkId));
  for (const { clientId } of meant) if (marks.orderOf(clientId)?.isOpen === true) exchange.cancel(clientId);
  return { list, success: '1' };
}
