import { type Millis, millis } from '../../../model/time.ts';
import type { Wall } from '../../../model/wall.ts';
import type { AccountSnapshot } from '../../broker.ts';
import { VenueFault, type VenueNews } from '../venue.ts';

/** Milliseconds between looks at the account of an exchange without streams, and how far back each of them goes. */
const EVERY = 3_000;
const BACK = 60_000;

/** How often in a row a look may fail before the connection counts as lost. */
const TRIES = 3;

/** In place of streams: looks at the account again and again, and tells what it has. Returns what ends it. */
export function poll(
  look: (since: Millis) => Promise<AccountSnapshot>,
  { wall, name, hear }: { readonly wall: Wall; readonly name: string; readonly hear: (news: VenueNews) => void },
): () => void {
  let [isOver, failures] = [false, 0];
  let stop: () => void = () => {};
  const again = (): void => {
    stop = wall.after(EVERY, () => void go());
  };
  const go = async (): Promise<void> => {
    try {
      const { orders, fills } = await look(millis(wall.now() - BACK));
      if (isOver) return;
      failures = 0;
      hear({ kind: 'heard', stream: name });
      for (const order of orders) hear({ kind: 'order', order });
      for (const fill of fills) hear({ kind: 'fill', fill });
      again();
    } catch (error) {
      if (isOver) return;
      const isBusy = error instanceof VenueFault && error.kind === 'busy';
      if (isBusy || ++failures < TRIES) again();
      else {
        isOver = true;
        hear({ kind: 'down', why: `the account could not be read: ${(error as Error).message}` });
      }
    }
  };
  hear({ kind: 'heard', stream: name });
  again();
  return () => {
    isOver = true;
    stop();
  };
}
