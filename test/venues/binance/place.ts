import { type Grid, gridOf } from '../../../engine/model/grid.ts';
import type { OrderRequest } from '../../../engine/model/order.ts';
import type { Request } from '../generic-ccxt/wire-server.ts';
import type { Shop } from '../generic-ccxt/wire-world.ts';
import { orderOf } from '../hostile/orders.ts';
import { fromGrid } from '../hostile/resting-order.ts';
import type { Listed } from './names.ts';
import { Refusal } from './refusal.ts';

type Given = Request['given'];

/** The instrument of a request. */
export function listedIn(all: readonly Listed[], given: Given): Listed {
  const listed = all.find(({ symbol }) => symbol === given['symbol']);
  if (listed === undefined) throw new Refusal(-1121, 'Invalid symbol.');
  return listed;
}

/** A number of a request that lies on a grid: a filter refuses what does not. */
export function onFilter(given: Given, name: string, step: number, filter: string): number {
  const text = given[name];
  if (text === undefined) throw new Refusal(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`);
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Refusal(-1100, `Illegal characters found in parameter '${name}'.`);
  const value = Number(text);
  if (!isOn(gridOf(step), value) || !(value > 0)) throw new Refusal(-1013, `Filter failure: ${filter}`);
  return value;
}

const isOn = ({ num, den }: Grid, value: number): boolean => Math.abs((value * den) / num - Math.round((value * den) / num)) < 1e-6;

/** Which parameters an order type must have, and which it must not (rest-api.md, "New order"). */
const SPOT: Readonly<Record<string, readonly string[]>> = {
  LIMIT: ['timeInForce', 'quantity', 'price'],
  MARKET: ['quantity'],
  STOP_LOSS: ['quantity', 'stopPrice'],
  STOP_LOSS_LIMIT: ['timeInForce', 'quantity', 'price', 'stopPrice'],
  TAKE_PROFIT: ['quantity', 'stopPrice'],
  TAKE_PROFIT_LIMIT: ['timeInForce', 'quantity', 'price', 'stopPrice'],
  LIMIT_MAKER: ['quantity', 'price'],
};

/** The same of futures, plain ones and those that wait. */
const PLAIN: typeof SPOT = { LIMIT: ['timeInForce', 'quantity', 'price'], MARKET: ['quantity'] };
const ALGO: typeof SPOT = {
  STOP: ['quantity', 'price', 'triggerPrice'],
  STOP_MARKET: ['quantity', 'triggerPrice'],
  TAKE_PROFIT: ['quantity', 'price', 'triggerPrice'],
  TAKE_PROFIT_MARKET: ['quantity', 'triggerPrice'],
};
const TYPES = { spot: SPOT, plain: PLAIN, algo: ALGO } as const;

const KNOWN = [
  ...['symbol', 'side', 'type', 'timeInForce', 'quantity', 'price', 'stopPrice', 'triggerPrice', 'reduceOnly', 'algoType'],
  ...['newClientOrderId', 'clientAlgoId', 'newOrderRespType', 'timestamp', 'recvWindow', 'signature'],
];

/** An order as the exchange is asked for it. Throws a Refusal. */
export function requestOf(shop: Shop, all: readonly Listed[], given: Given, kind: keyof typeof TYPES): OrderRequest {
  const odd = Object.keys(given).find((name) => !KNOWN.includes(name));
  if (odd !== undefined) throw new Refusal(-1104, `Not all sent parameters were read; '${odd}' was sent but not expected.`);
  const listed = listedIn(all, given);
  const { instrument, index } = listed;
  const type = given['type'] ?? '';
  const needs = TYPES[kind][type];
  if (needs === undefined) throw new Refusal(-1116, 'Invalid orderType.');
  if (given['side'] !== 'BUY' && given['side'] !== 'SELL') throw new Refusal(-1117, 'Invalid side.');
  for (const name of ['timeInForce', 'price', 'stopPrice', 'triggerPrice', 'quantity']) {
    if (needs.includes(name) && given[name] === undefined)
      throw new Refusal(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`);
    if (!needs.includes(name) && given[name] !== undefined) throw new Refusal(-1106, `Parameter '${name}' sent when not required.`);
  }
  const tif = given['timeInForce'];
  if (tif !== undefined && !['GTC', 'IOC', 'FOK', ...(kind === 'plain' ? ['GTX'] : [])].includes(tif))
    throw new Refusal(-1115, 'Invalid timeInForce.');
  const price = needs.includes('price') ? onFilter(given, 'price', instrument.tickSize, 'PRICE_FILTER') : undefined;
  const level = needs.find((name) => name === 'stopPrice' || name === 'triggerPrice');
  const trigger = level === undefined ? undefined : onFilter(given, level, instrument.tickSize, 'PRICE_FILTER');
  const order = orderOf({
    ...{ instrument: index, side: given['side'] === 'BUY' ? 'buy' : 'sell', price, trigger },
    qty: onFilter(given, 'quantity', instrument.stepSize, 'LOT_SIZE'),
    type: kindOf(type, price !== undefined, trigger !== undefined),
    ...{ tif: tif === 'IOC' ? 'ioc' : tif === 'FOK' ? 'fok' : 'gtc', postOnly: type === 'LIMIT_MAKER' || tif === 'GTX' },
    reduceOnly: given['reduceOnly'] === 'true',
  });
  if (trigger !== undefined) checkTrigger(order, shop.last(index), kind);
  if (order.postOnly) checkMaker(shop, order, kind);
  return order;
}

function kindOf(type: string, hasLimit: boolean, waits: boolean): OrderRequest['type'] {
  if (!waits) return hasLimit ? 'limit' : 'market';
  if (type.startsWith('TAKE_PROFIT')) return hasLimit ? 'limit-if-touched' : 'market-if-touched';
  return hasLimit ? 'stop-limit' : 'stop';
}

/** An order that would be triggered at once is refused. */
function checkTrigger({ type, side, trigger = 0 }: OrderRequest, last: number, kind: keyof typeof TYPES): void {
  const rises = (side === 'buy') !== type.endsWith('if-touched');
  if (rises ? trigger > last : trigger < last) return;
  throw kind === 'spot'
    ? new Refusal(-2010, 'Stop price would trigger immediately.')
    : new Refusal(-2021, 'Order would immediately trigger.');
}

/** One that may not take is refused where it would (errors.md; futures -5022). */
function checkMaker({ quotes, instruments }: Shop, { instrument, side, price = 0 }: OrderRequest, kind: keyof typeof TYPES): void {
  const quote = quotes.get(instrument);
  if (quote === undefined) return;
  const { ticks } = instruments[instrument]!;
  const takes = side === 'buy' ? price >= fromGrid(ticks, quote.ask) : price <= fromGrid(ticks, quote.bid);
  if (!takes) return;
  throw kind === 'spot'
    ? new Refusal(-2010, 'Order would immediately match and take.')
    : new Refusal(-5022, 'Due to the order could not be executed as maker, the Post Only order will be rejected.');
}

/** At spot only what the wallet has is sold, and no more is bought than it can pay. */
export function checkFunds(
  { world, last }: Shop,
  { instrument, side, qty = 0, price }: OrderRequest,
  { instrument: { steps } }: Listed,
): void {
  const { exchange } = world;
  const open = exchange.open.filter((order) => order.index === instrument && order.buys === (side === 'buy'));
  const bound = open.reduce((sum, order) => sum + fromGrid(steps, order.leaves), 0);
  const held = fromGrid(steps, exchange.account.held[instrument]!);
  const isTooMuch = side === 'sell' ? qty > held - bound + 1e-12 : (qty + bound) * (price ?? last(instrument)) > exchange.account.cash;
  if (isTooMuch) throw new Refusal(-2010, 'Account has insufficient balance for requested action.');
}
