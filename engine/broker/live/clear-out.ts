import type { Instrument } from '../../model/instrument.ts';
import type { AccountSnapshot, VenueOrder } from '../broker.ts';
import { BARE_ORDER } from './bare.ts';
import type { Counter } from './counter.ts';

/** What clearing out asks meanwhile. */
interface Clearing {
  /** Whether an order may still be on its way to the venue. */
  readonly isUnderWay: () => boolean;
  /** Whether nothing can be asked any more. */
  readonly isOver: () => boolean;
}

/** Cancels everything, looks, and does so again until the venue says that no order is open and none can still arrive. */
export async function clearOut(counter: Counter, instruments: readonly Instrument[], { isUnderWay, isOver }: Clearing): Promise<void> {
  const { venue, wall, lanes } = counter;
  const { inquiries } = counter.options;
  let open: AccountSnapshot['orders'] = [];
  for (let round = 0; !isOver(); round++) {
    const all = lanes.ask('cancel-all', () => venue.cancelAll(), 'cancel');
    await Promise.allSettled([all, ...open.map((order) => cancelOne(order, counter, instruments))]);
    const snapshot = await lanes.ask('snapshot', () => venue.snapshot(wall.now())).catch(() => undefined);
    if (snapshot !== undefined) {
      counter.hearing.account(snapshot);
      open = snapshot.orders.filter(({ status }) => status === 'open');
      if (open.length === 0 && !isUnderWay()) return;
    }
    await new Promise<void>((resolve) => void wall.after(inquiries[Math.min(round, inquiries.length - 1)]!, resolve));
  }
}

/** Cancels an order, whoever sent it; one of an instrument that we do not know is left to the cancel of all. */
async function cancelOne(order: VenueOrder, { venue, lanes }: Counter, instruments: readonly Instrument[]): Promise<void> {
  const index = instruments.findIndex(({ id }) => id === order.instrument);
  const instrument = instruments[index];
  const { clientId, side, type, qty, price, trigger, reduceOnly } = order;
  if (instrument === undefined || clientId === '') return;
  const request = { ...BARE_ORDER, instrument: index, side, type, qty, price, trigger, reduceOnly };
  await lanes.ask('cancel', () => venue.cancel(clientId, request, instrument), 'cancel');
}
