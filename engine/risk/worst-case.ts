import { notionalAt } from '../model/instrument.ts';
import type { Side } from '../model/order.ts';
import type { Asked } from './check.ts';

/** Units of one side that wait in an instrument, of all strategies. */
export function waiting({ working, account }: Asked, instrument: number, side: Side): number {
  let sum = 0;
  for (let s = 0; s < account.strategies; s++) sum += side === 'buy' ? working.buys(s, instrument) : working.sells(s, instrument);
  return sum;
}

/** How far a position may get from zero, whichever of the orders fill: units, positive. */
export const furthest = (held: number, buys: number, sells: number): number => Math.max(Math.abs(held + buys), Math.abs(held - sells));

/**
 * What the account may come to hold of an instrument, whichever of its orders fill: units, positive. `asked` is counted, if it
 * is of that instrument and `withIt`.
 */
export function mostHeld(asked: Asked, i: number, counts: boolean, withIt: boolean): number {
  const { order, qty, account } = asked;
  const own = withIt && order.instrument === i ? qty : 0;
  const buys = (counts ? waiting(asked, i, 'buy') : 0) + (order.side === 'buy' ? own : 0);
  const sells = (counts ? waiting(asked, i, 'sell') : 0) + (order.side === 'sell' ? own : 0);
  return furthest(account.qty(i), buys, sells);
}

/** What units of an instrument are worth in account currency: at the newest price, of the order's own at its price if that is more. */
export function worthOf({ order, price, account, instruments }: Asked, i: number, qty: number): number {
  if (qty === 0) return 0;
  const last = account.last(i);
  const own = order.instrument === i ? notionalAt(instruments[i]!, qty, price) : Number.NaN;
  const now = Number.isNaN(last) ? own : notionalAt(instruments[i]!, qty, last);
  return (own > now ? own : now) * account.rateOf(i);
}
