import type { VenueRequest } from '../../../engine/broker/live/venue.ts';
import type { OrderRequest } from '../../../engine/model/order.ts';
import { orderOf } from '../hostile/orders.ts';
import type { Books } from './account-rows.ts';
import { type Asked, textOf } from './asked.ts';
import { type Listed, onGrid } from './listed.ts';
import { priceOf } from './lots.ts';
import { Refusal } from './refusal.ts';

/** The take-profit and the stop-loss that come with an order: orders of the venue's own, which nobody gave a name. */
export function attachedExits(books: Books, asked: Asked, listed: Listed, entry: OrderRequest, clientId: string): VenueRequest['exits'] {
  const exits: VenueRequest['exits'][number][] = [];
  const side = entry.side === 'buy' ? 'sell' : 'buy';
  for (const [name, short] of [
    ['takeProfit', 'tp'],
    ['stopLoss', 'sl'],
  ] as const) {
    if (['', '0'].includes(textOf(asked, name))) continue;
    if (asked['reduceOnly'] === true) throw new Refusal(10001, 'When reduceOnly is true, take profit/stop loss cannot be set');
    if (listed.category === 'spot' && asked['orderType'] === 'Market')
      throw new Refusal(170130, `Data sent for paramter '${name}' is not valid.`);
    const trigger = priceOf(asked, name, listed);
    checkSide(books, asked, listed, name, trigger);
    const isLimit = asked[`${short}OrderType`] === 'Limit';
    const price = isLimit ? priceOf(asked, `${short}LimitPrice`, listed) : undefined;
    const type = name === 'stopLoss' ? (isLimit ? 'stop-limit' : 'stop') : isLimit ? 'limit-if-touched' : 'market-if-touched';
    const reduceOnly = listed.category !== 'spot';
    const order = orderOf({ instrument: listed.index, side, type, trigger, price, qty: undefined, group: 1, reduceOnly });
    const id = `${clientId}~${short}`;
    const isPartial = asked['tpslMode'] === 'Partial';
    books.marks.add(id, {
      ...{ listed, linkId: '', parentLinkId: textOf(asked, 'orderLinkId'), orderType: isLimit ? 'Limit' : 'Market' },
      ...{ timeInForce: isLimit ? 'GTC' : 'IOC', takeProfit: '', stopLoss: '', reduceOnly, closeOnTrigger: reduceOnly },
      triggerDirection: (name === 'takeProfit') === (entry.side === 'buy') ? 1 : 2,
      triggerBy: textOf({ [`${short}TriggerBy`]: 'LastPrice', ...asked }, `${short}TriggerBy`),
      stopOrderType: `${isPartial ? 'Partial' : ''}${name === 'takeProfit' ? 'TakeProfit' : 'StopLoss'}`,
      created: books.exchange.now,
      lastPrice: onGrid(listed.instrument.ticks, books.last(listed.index)),
    });
    exits.push({ clientId: id, order });
  }
  return exits;
}

/** A take-profit lies where the position gains, a stop-loss where it loses. */
function checkSide({ last }: Books, asked: Asked, { index }: Listed, name: 'takeProfit' | 'stopLoss', trigger: number): void {
  const base = Number(asked['orderType'] === 'Limit' ? asked['price'] : last(index));
  const above = (name === 'takeProfit') === (asked['side'] === 'Buy');
  if (above ? trigger > base : trigger < base) return;
  const word = name === 'takeProfit' ? 'TakeProfit' : 'StopLoss';
  throw new Refusal(
    10001,
    `${word}:${trigger} set for ${String(asked['side'])} position should be ${above ? 'higher' : 'lower'} than base_price:${base}`,
  );
}
