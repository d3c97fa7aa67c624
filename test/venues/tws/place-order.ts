import type { OrderRequest } from '../../../engine/model/order.ts';
import { snapStop } from '../../../engine/model/price-level.ts';
import type { Treatment } from '../hostile/exchange.ts';
import { type Desk, nextIdOf } from './desk.ts';
import { type Listed, meantBy } from './listed.ts';
import type { Mark } from './marks.ts';
import { distanceOf, isForAuction, type Placed, requestOf } from './placed-order.ts';
import { Refusal } from './refusal.ts';

/** Where an order that waits to be transmitted is kept. */
export const heldKey = ({ clientId, orderId }: Pick<Mark, 'clientId' | 'orderId'>): string => `${clientId}/${orderId}`;

/** What a request for an order came to: a new order, one that waits in TWS, or a changed one. */
export interface Taken {
  readonly mark: Mark;
  readonly isHeld: boolean;
}

/** Whether a request is one for a change: the same number again, of an order that is open. */
export const isChange = ({ marks }: Desk, clientId: number, placed: Placed): boolean =>
  marks.named(clientId, Number(placed['orderId']))?.ended === '';

/** Carries out message 3. Throws a Refusal, or the VenueFault of the exchange. */
export function placeOrder(desk: Desk, clientId: number, placed: Placed, treatment: Treatment): Taken {
  const { marks, settings, lastIds, listed: all } = desk;
  const orderId = Number(placed['orderId']);
  if (settings.isReadOnly)
    throw new Refusal(321, "Error validating request.-'bT' : cause - The API interface is currently in Read-Only mode.");
  const [listed, ...others] = meantBy(placed, all);
  if (listed === undefined || others.length > 0) throw new Refusal(200, 'No security definition has been found for the request');
  if (placed['account'] !== '' && !settings.accounts.includes(placed['account']!))
    throw new Refusal(321, "Error validating request.-'bT' : cause - Invalid account code");
  const known = marks.named(clientId, orderId);
  if (known?.ended === '') return { mark: changeOrder(desk, known, placed), isHeld: desk.held.has(heldKey(known)) };
  if (!(orderId >= nextIdOf(desk, clientId))) throw new Refusal(103, 'Duplicate order id');
  const request = toExchange(desk, placed, listed);
  const parent = parentOf(desk, clientId, placed);
  lastIds.set(clientId, orderId);
  const ref = placed['orderRef']!;
  // References need not be unique, the names that the exchange has for orders are.
  const key = ref === '' || marks.of(ref) !== undefined ? `${ref}~${clientId}~${orderId}` : ref;
  const mark = marks.add({ key, clientId, orderId, listed, placed, parentId: parent?.orderId ?? 0 });
  desk.held.add(heldKey(mark));
  if (placed['transmit'] !== '1') return { mark, isHeld: true };
  transmit(desk, parent ?? mark, parent === undefined ? request : undefined, treatment);
  return { mark, isHeld: false };
}

function toExchange(desk: Desk, placed: Placed, listed: Listed): OrderRequest {
  const { exchange } = desk.world;
  const { last } = desk.ticks[listed.index]!;
  const stop = placed['orderType'] === 'TRAIL' ? trailFrom(placed, listed, last) : Number.NaN;
  return requestOf(placed, listed, exchange.now, stop);
}

/** Where a trailing stop stands while the market is at a price. */
export function trailFrom(placed: Placed, { instrument }: Listed, price: number): number {
  const side = placed['action'] === 'BUY' ? 'buy' : 'sell';
  const distance = distanceOf(placed, price);
  return snapStop(instrument, side, side === 'buy' ? price + distance : price - distance);
}

function parentOf({ marks, held }: Desk, clientId: number, placed: Placed): Mark | undefined {
  const id = Number(placed['parentId'] === '' ? 0 : placed['parentId']);
  if (id === 0) return undefined;
  const parent = marks.named(clientId, id);
  if (parent === undefined || !held.has(heldKey(parent))) throw new Refusal(135, `Can't find order with id =${id}`);
  return parent;
}

/** Sends an order, and those that are attached to it, to the exchange. */
function transmit(desk: Desk, parent: Mark, request: OrderRequest | undefined, treatment: Treatment): void {
  const { marks, held, world } = desk;
  const children = marks.all.filter((one) => one.parentId === parent.orderId && one.clientId === parent.clientId && held.has(heldKey(one)));
  const whole = Number(parent.placed['totalQuantity']);
  const exits = children.map((child) => ({
    clientId: child.key,
    order: { ...toExchange(desk, child.placed, child.listed), group: 1, fraction: Number(child.placed['totalQuantity']) / whole },
  }));
  for (const one of [parent, ...children]) held.delete(heldKey(one));
  try {
    world.exchange.place(parent.key, request ?? toExchange(desk, parent.placed, parent.listed), treatment, exits);
  } catch (error) {
    for (const one of [parent, ...children]) [one.ended, one.endedAt] = ['Inactive', world.exchange.now];
    throw error;
  }
}

/** What may not be another in a change. */
const FIXED = ['action', 'orderType', 'orderRef', 'ocaGroup', 'conId', 'symbol', 'secType'];

function changeOrder(desk: Desk, mark: Mark, placed: Placed): Mark {
  if (FIXED.some((name) => placed[name] !== mark.placed[name]))
    throw new Refusal(105, 'Order being modified does not match original order.');
  if (isForAuction(placed) !== isForAuction(mark.placed)) throw new Refusal(105, 'Order being modified does not match original order.');
  const { qty, price, trigger } = toExchange(desk, placed, mark.listed);
  if (!desk.held.has(heldKey(mark))) {
    const isTrail = placed['orderType'] === 'TRAIL';
    desk.world.exchange.amend(mark.key, { qty, price: isForAuction(placed) ? undefined : price, trigger: isTrail ? undefined : trigger });
  }
  mark.placed = placed;
  return mark;
}

/** Carries out message 4. Throws a Refusal, or the VenueFault of the exchange. */
export function cancelOrder({ marks, held, world }: Desk, clientId: number, orderId: number): Mark {
  const mark = marks.named(clientId, orderId);
  if (mark === undefined) throw new Refusal(10147, `OrderId ${orderId} that needs to be cancelled is not found.`);
  if (mark.ended !== '')
    throw new Refusal(10148, `OrderId ${orderId} that needs to be cancelled cannot be cancelled, state: ${mark.ended}.`);
  if (held.delete(heldKey(mark))) [mark.ended, mark.endedAt] = ['ApiCancelled', world.exchange.now];
  else world.exchange.cancel(mark.key);
  return mark;
}
