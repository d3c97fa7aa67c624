import type { OrderOptions, OrderType } from '../../engine/index.ts';
import { exitOf, targetsOf, trailOf } from './exits.ts';
import { defined, Fields, wrong } from './fields.ts';

const TIFS = ['gtc', 'day', 'gtd', 'ioc', 'fok'] as const;

/** What each type of order must have; it may have nothing of the rest. */
const NEEDS: { readonly [T in OrderType]: readonly ('price' | 'trigger' | 'trail' | 'open' | 'close')[] } = {
  market: [],
  limit: ['price'],
  stop: ['trigger'],
  'stop-limit': ['trigger', 'price'],
  'market-if-touched': ['trigger'],
  'limit-if-touched': ['trigger', 'price'],
  'trailing-stop': ['trail'],
  'trailing-stop-limit': ['trail'],
  'market-on-open': ['open'],
  'limit-on-open': ['open', 'price'],
  'market-on-close': ['close'],
  'limit-on-close': ['close', 'price'],
};
const TYPES = Object.keys(NEEDS) as OrderType[];

/** The fields of an order. `touched` is another name for the trigger of an if-touched order. */
export const ORDER_FIELDS =
  'ref side type qty size price trigger touched trail at postOnly display tif expiresAt parent oco reduceOnly stopLoss takeProfit tag reason'.split(
    ' ',
  );

/** The terms of an order as the context takes them. A child may do without a quantity. */
export function terms(order: Fields, isChild: boolean): OrderOptions {
  const type = typeOf(order);
  const needs = NEEDS[type];
  const limit = priceOf(order, 'price', needs.includes('price'), type);
  const trigger = triggerOf(order, needs.includes('trigger'), type);
  const trail = order.get('trail');
  if (needs.includes('trail') !== (trail !== undefined))
    throw wrong(`${order.place}.trail`, `${needs.includes('trail') ? 'a' : 'no'} trail for a ${type} order`, trail);
  const at = needs.includes('open') ? ('open' as const) : needs.includes('close') ? ('close' as const) : undefined;
  const qty = order.take('qty', 'positive');
  const size = sizeOf(order);
  if (qty !== undefined && size !== undefined) throw wrong(`${order.place}.size`, 'no size beside a qty', order.get('size'));
  if (qty === undefined && size === undefined && !isChild) throw wrong(`${order.place}.qty`, 'a qty or a size', order.get('qty'));
  return defined({
    ...{ ref: order.take('ref', 'text'), tag: order.take('tag', 'text'), reason: order.take('reason', 'text') },
    ...{ qty, size, limit, ...trigger, at, ...book(order, type, qty), ...endOf(order) },
    trail: trail === undefined ? undefined : trailOf(trail, `${order.place}.trail`, type === 'trailing-stop-limit'),
    reduceOnly: order.take('reduceOnly', 'flag'),
    stopLoss: exitOf(order),
    takeProfit: targetsOf(order),
  });
}

/** `"type": "market", "at": "close"` says the same as `"type": "market-on-close"`. */
function typeOf(order: Fields): OrderType {
  const type = order.choice('type', TYPES, true)!;
  const at = order.choice('at', ['open', 'close'], false);
  if (at === undefined || type.endsWith(`-on-${at}`)) return type;
  if (type !== 'market' && type !== 'limit') throw wrong(`${order.place}.at`, `no "at" for a ${type} order`, at);
  return `${type}-on-${at}`;
}

function priceOf(order: Fields, name: 'price' | 'trigger', needed: boolean, type: string): number | undefined {
  const value = order.take(name, 'number');
  if (needed !== (value !== undefined))
    throw wrong(`${order.place}.${name}`, needed ? `a ${name} for a ${type} order` : `no ${name} for a ${type} order`, value);
  return value;
}

function triggerOf(order: Fields, needed: boolean, type: OrderType): Pick<OrderOptions, 'trigger' | 'touched'> {
  const touches = type.endsWith('-if-touched');
  const touched = order.take('touched', 'number');
  if (touched === undefined) {
    const trigger = priceOf(order, 'trigger', needed, type);
    return defined(touches ? { touched: trigger } : { trigger });
  }
  if (!touches) throw wrong(`${order.place}.touched`, `no touched for a ${type} order`, touched);
  if (order.get('trigger') !== undefined) throw wrong(`${order.place}.touched`, 'no touched beside a trigger', touched);
  return { touched };
}

/** How it stands in a book: only a limit order does. */
function book(order: Fields, type: OrderType, qty: number | undefined): Pick<OrderOptions, 'postOnly' | 'display'> {
  const postOnly = order.take('postOnly', 'flag');
  if (postOnly === true && type !== 'limit') throw wrong(`${order.place}.postOnly`, `no postOnly for a ${type} order`, postOnly);
  const display = order.take('display', 'positive');
  if (display !== undefined && !NEEDS[type].includes('price'))
    throw wrong(`${order.place}.display`, `no display for a ${type} order`, display);
  if (display !== undefined && qty !== undefined && display > qty)
    throw wrong(`${order.place}.display`, `at most the qty of ${qty}`, display);
  return defined({ postOnly, display });
}

function endOf(order: Fields): Pick<OrderOptions, 'tif' | 'expiresAt'> {
  const end = `${order.place}.expiresAt`;
  const expiresAt = order.time('expiresAt', 'an ISO-8601 time');
  const tif = order.choice('tif', TIFS, false);
  if (tif === 'gtd' && expiresAt === undefined) throw wrong(end, 'the end of a gtd order', undefined);
  if (tif !== undefined && tif !== 'gtd' && expiresAt !== undefined) throw wrong(end, `no end of a ${tif} order`, order.get('expiresAt'));
  return defined({ tif, expiresAt });
}

function sizeOf(order: Fields): OrderOptions['size'] {
  const raw = order.get('size');
  if (raw === undefined) return undefined;
  const size = new Fields(raw, `${order.place}.size`, ['fraction', 'portion', 'at']);
  const at = defined({ at: size.choice('at', ['signal', 'fill'], false) });
  const fraction = size.take('fraction', 'positive');
  const portion = size.take('portion', 'share');
  const one = '{ "fraction": x } of equity or { "portion": x } of the position';
  if ((fraction === undefined) === (portion === undefined)) throw wrong(size.place, one, raw);
  return fraction !== undefined ? { fraction, ...at } : { portion: portion!, ...at };
}
