import { orderOf } from '../hostile/orders.ts';
import type { Books } from './account-rows.ts';
import { type Asked, textOf } from './asked.ts';
import { onGrid } from './listed.ts';
import { listedIn, priceOf } from './lots.ts';
import { Refusal } from './refusal.ts';

/** `/v5/position/trading-stop`: take-profit and stop-loss of a whole position, orders of the venue's own; "0" takes them away. */
export function setTradingStop(books: Books, asked: Asked): object {
  const listed = listedIn(books.listed, asked);
  const { exchange, marks, last } = books;
  const { index, instrument, symbol } = listed;
  const steps = exchange.account.held[index]!;
  if (listed.category === 'spot') throw new Refusal(10001, 'Illegal category');
  if (asked['positionIdx'] !== 0) throw new Refusal(10001, 'position idx not match position mode');
  if (asked['tpslMode'] !== 'Full') throw new Refusal(10001, 'Only tpslMode Full is supported here');
  if (steps === 0) throw new Refusal(10001, 'can not set tp/sl/ts for zero position');
  const wanted = (['takeProfit', 'stopLoss'] as const).filter((name) => asked[name] !== undefined);
  if (wanted.length === 0) throw new Refusal(34040, 'not modified');
  for (const name of wanted) {
    const old = exchange.open.find(({ clientId }) => clientId.startsWith(`~${symbol}~${name}~`));
    const isOff = Number(textOf(asked, name)) === 0;
    if (old === undefined && isOff) throw new Refusal(34040, 'not modified');
    if (old !== undefined) exchange.cancel(old.clientId);
    if (isOff) continue;
    const trigger = priceOf(asked, name, listed);
    const long = steps > 0;
    const type = name === 'stopLoss' ? 'stop' : 'market-if-touched';
    const qty = (Math.abs(steps) * instrument.steps.num) / instrument.steps.den;
    const clientId = `~${symbol}~${name}~${marks.seq}`;
    marks.add(clientId, {
      ...{ listed, linkId: '', parentLinkId: '', orderType: 'Market', timeInForce: 'IOC', takeProfit: '', stopLoss: '' },
      triggerDirection: (name === 'takeProfit') === long ? 1 : 2,
      triggerBy: 'LastPrice',
      stopOrderType: name === 'takeProfit' ? 'TakeProfit' : 'StopLoss',
      ...{ reduceOnly: true, closeOnTrigger: true, created: exchange.now, lastPrice: onGrid(instrument.ticks, last(index)) },
    });
    exchange.place(clientId, orderOf({ instrument: index, side: long ? 'sell' : 'buy', type, trigger, qty, reduceOnly: true }));
  }
  return {};
}
