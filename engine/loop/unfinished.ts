import { snapTowardZero } from '../model/grid.ts';
import { type Instrument, notionalAt } from '../model/instrument.ts';
import type { Assembly } from './assemble.ts';
import type { StopHow } from './trade-edge.ts';

/** The name of the note that a session leaves which could not do what it was told. */
export const UNFINISHED = 'unfinished';

/**
 * What a session that was told to stop so has not done yet: orders that are open, and positions where it was to close them; undefined
 * where nothing is. What is too little to be sold does not count.
 */
export function unfinished({ session, parts }: Assembly, how: StopHow): string | undefined {
  if (how === 'leave') return undefined;
  const { account, blotter } = session;
  const open = parts.strategies.reduce((count, _, s) => count + blotter.openOrders(s, -1).length, 0);
  const orders = open === 0 ? [] : [`${open} ${open === 1 ? 'order' : 'orders'} open`];
  const held =
    how === 'flatten' && account.holds ? parts.instruments.flatMap((one, i) => heldOf(one, account.qty(i), account.last(i))) : [];
  const positions = held.length === 0 ? [] : [`${held.join(', ')} held`];
  return open + held.length === 0 ? undefined : [...orders, ...positions].join(' and ');
}

function heldOf(instrument: Instrument, qty: number, price: number): string[] {
  return qty === 0 || isDust(instrument, Math.abs(qty), price) ? [] : [`${qty} of "${instrument.id}"`];
}

/** Whether no venue takes an order for it: less than a step, or, of what is owned outright, worth less than the least order. */
const isDust = (instrument: Instrument, qty: number, price: number): boolean =>
  !(snapTowardZero(instrument.steps, qty) > 0) ||
  (instrument.contract === 'spot' && notionalAt(instrument, qty, price) < instrument.minNotional);
