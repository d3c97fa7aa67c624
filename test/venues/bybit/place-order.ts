import { snapDown } from '../../../engine/model/grid.ts';
import type { OrderRequest, OrderType } from '../../../engine/model/order.ts';
import type { Treatment } from '../hostile/exchange.ts';
import { orderOf } from '../hostile/orders.ts';
import type { Books } from './account-rows.ts';
import { type Asked, textOf } from './asked.ts';
import { attachedExits } from './attached-exits.ts';
import { type Listed, onGrid } from './listed.ts';
import { listedIn, priceOf, quantityOf } from './lots.ts';
import type { Mark } from './marks.ts';
import { nameOf } from './names.ts';
import { Refusal } from './refusal.ts';

const TIMES_IN_FORCE = ['GTC', 'IOC', 'FOK', 'PostOnly'];

/** What `/v5/order/create` and `/v5/order/amend` answer. */
export interface OrderNames {
  readonly orderId: string;
  readonly orderLinkId: string;
}

/** Carries out `/v5/order/create`. Throws a VenueFault, mostly a Refusal. */
export function placeOrder(books: Books, asked: Asked, treatment: Treatment, made: number): OrderNames {
  const { exchange, marks } = books;
  const listed = listedIn(books.listed, asked);
  checkWords(asked, listed);
  const linkId = textOf(asked, 'orderLinkId');
  if (!/^[A-Za-z0-9_-]{0,36}$/.test(linkId)) throw new Refusal(10001, 'OrderLinkId invalid');
  const clientId = linkId === '' ? `venue~${made}` : linkId;
  const request = requestOf(books, asked, listed);
  const isKnown = marks.orderOf(clientId) !== undefined;
  checkFunds(books, request, listed);
  if (!isKnown) marks.add(clientId, markOf(books, asked, listed, request));
  const exits = isKnown ? [] : attachedExits(books, asked, listed, request, clientId);
  exchange.place(clientId, request, treatment, exits);
  return { orderId: nameOf(listed.category, marks.orderOf(clientId)!.venueId), orderLinkId: linkId };
}

/** The words of a request that are one of a few. */
function checkWords(asked: Asked, { category }: Listed): void {
  const isSpot = category === 'spot';
  const one = (name: string, words: readonly string[], contracts: string, spot: number): void => {
    const word = asked[name];
    if (word !== undefined && !words.includes(String(word))) throw new Refusal(isSpot ? spot : 10001, contracts);
  };
  one('side', ['Buy', 'Sell'], 'Side invalid', 170117);
  one('orderType', ['Market', 'Limit'], 'OrderType invalid', 170116);
  one('timeInForce', TIMES_IN_FORCE, 'TimeInForce invalid', 170115);
  one('triggerBy', ['LastPrice', 'IndexPrice', 'MarkPrice'], 'TriggerBy invalid', 170130);
  one('marketUnit', ['baseCoin', 'quoteCoin'], 'MarketUnit invalid', 170130);
  if (isSpot) one('orderFilter', ['Order', 'tpslOrder', 'StopOrder'], 'Invalid orderFilter parameter', 170201);
  if (!isSpot && asked['positionIdx'] !== undefined && asked['positionIdx'] !== 0)
    throw new Refusal(10001, 'position idx not match position mode');
}

function requestOf(books: Books, asked: Asked, listed: Listed): OrderRequest {
  const side = asked['side'] === 'Buy' ? 'buy' : 'sell';
  const isLimit = asked['orderType'] === 'Limit';
  const trigger = textOf(asked, 'triggerPrice') === '' ? undefined : priceOf(asked, 'triggerPrice', listed);
  const price = isLimit ? priceOf(asked, 'price', listed) : undefined;
  const timeInForce = isLimit ? (asked['timeInForce'] ?? 'GTC') : 'IOC';
  const direction = trigger === undefined ? 0 : directionOf(books, asked, listed, trigger);
  return orderOf({
    instrument: listed.index,
    side,
    type: typeOf(isLimit, direction, side === 'buy'),
    qty: unitsOf(books, asked, listed, isLimit),
    price,
    trigger,
    tif: timeInForce === 'FOK' ? 'fok' : timeInForce === 'IOC' && isLimit ? 'ioc' : 'gtc',
    postOnly: timeInForce === 'PostOnly',
    // At spot it is passed over.
    reduceOnly: listed.category !== 'spot' && (asked['reduceOnly'] === true || asked['closeOnTrigger'] === true),
  });
}

/** A rise triggers a buy that follows the market, and a sell that waits for a better price. */
function typeOf(isLimit: boolean, direction: number, buys: boolean): OrderType {
  if (direction === 0) return isLimit ? 'limit' : 'market';
  const follows = buys === (direction === 1);
  if (follows) return isLimit ? 'stop-limit' : 'stop';
  return isLimit ? 'limit-if-touched' : 'market-if-touched';
}

/** 1 where the market has to rise to a trigger, 2 where it has to fall. */
function directionOf({ last }: Books, asked: Asked, { category, index, instrument }: Listed, trigger: number): number {
  const now = last(index);
  if (category === 'spot') {
    if (asked['orderFilter'] !== 'StopOrder' && asked['orderFilter'] !== 'tpslOrder')
      throw new Refusal(170201, 'Invalid orderFilter parameter');
    return trigger > now ? 1 : 2;
  }
  const direction = asked['triggerDirection'];
  if (direction !== 1 && direction !== 2) throw new Refusal(10001, 'TriggerDirection invalid');
  const at = (value: number): string => onGrid(instrument.ticks, value);
  if (direction === 1 && trigger <= now)
    throw new Refusal(110092, `expect Rising, but trigger_price[${at(trigger)}] <= current[${at(now)}]??LastPrice`);
  if (direction === 2 && trigger >= now)
    throw new Refusal(110093, `expect Falling, but trigger_price[${at(trigger)}] >= current[${at(now)}]??LastPrice`);
  return direction;
}

/** Units of what is traded; market orders at spot that buy are meant in money, if they do not say otherwise. */
function unitsOf(books: Books, asked: Asked, listed: Listed, isLimit: boolean): number {
  const { category, instrument, index } = listed;
  const inMoney = asked['marketUnit'] === 'quoteCoin' || (asked['marketUnit'] === undefined && asked['side'] === 'Buy');
  if (category === 'spot' && !isLimit && inMoney) return snapDown(instrument.steps, Number(asked['qty']) / books.last(index));
  const closesAll = asked['qty'] === '0' && asked['reduceOnly'] === true && asked['closeOnTrigger'] === true;
  const { num, den } = instrument.steps;
  return closesAll ? (Math.abs(books.exchange.account.held[index]!) * num) / den : quantityOf(asked, listed, isLimit);
}

/** At spot only what the wallet has is sold, and no more is bought than it can pay. */
function checkFunds(
  { exchange, marks, last }: Books,
  { side, qty = 0, price }: OrderRequest,
  { category, index, instrument }: Listed,
): void {
  if (category !== 'spot') return;
  const { num, den } = instrument.steps;
  const open = exchange.open.filter((order) => order.index === index && order.buys === (side === 'buy') && !order.sleeps);
  const bound = open.reduce((sum, order) => sum + (order.leaves * num) / den, 0);
  const held = (exchange.account.held[index]! * num) / den - marks.taken[index]!;
  const isTooMuch = side === 'sell' ? qty > held - bound + 1e-12 : (qty + bound) * (price ?? last(index)) > exchange.account.cash;
  if (isTooMuch) throw new Refusal(170131, 'Insufficient balance.');
}

function markOf(books: Books, asked: Asked, listed: Listed, { type, tif, postOnly, trigger }: OrderRequest): Mark {
  const isContract = listed.category !== 'spot';
  const isLimit = asked['orderType'] === 'Limit';
  return {
    listed,
    linkId: textOf(asked, 'orderLinkId'),
    parentLinkId: '',
    orderType: isLimit ? 'Limit' : 'Market',
    timeInForce: !isLimit ? 'IOC' : postOnly ? 'PostOnly' : tif.toUpperCase(),
    triggerDirection: trigger === undefined ? 0 : type.startsWith('stop') === (asked['side'] === 'Buy') ? 1 : 2,
    triggerBy: trigger === undefined || !isContract ? '' : textOf({ triggerBy: 'LastPrice', ...asked }, 'triggerBy'),
    stopOrderType: trigger === undefined ? '' : asked['orderFilter'] === 'tpslOrder' ? 'tpslOrder' : 'Stop',
    takeProfit: textOf(asked, 'takeProfit'),
    stopLoss: textOf(asked, 'stopLoss'),
    reduceOnly: asked['reduceOnly'] === true,
    closeOnTrigger: asked['closeOnTrigger'] === true,
    created: books.exchange.now,
    lastPrice: onGrid(listed.instrument.ticks, books.last(listed.index)),
  };
}
