import type { Wall } from '../../model/wall.ts';
import type { AccountSnapshot } from '../broker.ts';
import type { Lanes } from './lanes.ts';
import type { VenueBrokerOptions } from './options.ts';
import type { Venue } from './venue.ts';

/** What clearing out needs of the broker. */
interface Clearing {
  readonly venue: Venue;
  readonly wall: Wall;
  readonly lanes: Lanes;
  readonly options: VenueBrokerOptions;
  /** Whether an order may still be on its way to the venue. */
  readonly isUnderWay: () => boolean;
  readonly hearAccount: (snapshot: AccountSnapshot) => void;
  readonly isOver: () => boolean;
  /** Cancels one order of the venue, whoever sent it. */
  readonly cancel: (order: AccountSnapshot['orders'][number]) => Promise<void>;
}

/** Cancels everything, looks, and does so again until the venue says that no order is open and none can still arrive. */
export async function clearOut({ venue, wall, lanes, options, isUnderWay, hearAccount, isOver, cancel }: Clearing): Promise<void> {
  let open: AccountSnapshot['orders'] = [];
  for (let round = 0; !isOver(); round++) {
    await Promise.allSettled([lanes.ask('cancel-all', () => venue.cancelAll(), 'cancel'), ...open.map(cancel)]);
    const snapshot = await lanes.ask('snapshot', () => venue.snapshot(wall.now())).catch(() => undefined);
    if (snapshot !== undefined) {
      hearAccount(snapshot);
      open = snapshot.orders.filter(({ status }) => status === 'open');
      if (open.length === 0 && !isUnderWay()) return;
    }
    const { inquiries } = options;
    await new Promise<void>((resolve) => void wall.after(inquiries[Math.min(round, inquiries.length - 1)]!, resolve));
  }
}
