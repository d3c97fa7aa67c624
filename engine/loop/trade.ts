import { must } from '../model/errors.ts';
import type { Counterparty } from './counterparty.ts';
import { Driver } from './driver.ts';
import type { LiveSession } from './live-session.ts';
import type { TradeEdge } from './trade-edge.ts';

/**
 * Drives a session by what comes: market data, what a broker says, what people say, and time, merged into one order. One step
 * is taken after the other; its inputs and commands are durable before a command leaves. Resolves when it was told to stop, or when a
 * tape is over, to the session that went on in its last epoch. Rejects with what the journal throws: then no command of the step
 * that was not kept has left.
 */
export function trade(live: LiveSession, edge: TradeEdge, signal: AbortSignal): Promise<LiveSession> {
  // What an async function was given it holds until its end: a session that another has followed is not to stay in memory.
  return drive(new Driver(live, edge), edge, signal);
}

async function drive(driver: Driver, edge: TradeEdge, signal: AbortSignal): Promise<LiveSession> {
  const wake = driver.wake.up;
  const unbound = new AbortController();
  const stop = (): void => {
    driver.stop('leave');
    unbound.abort();
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  edge.people.listen(wake);
  try {
    if (!signal.aborted) await edge.feed.connect(wake, unbound.signal);
    while (!driver.isOver) {
      if (driver.mayMeet) await meet(driver, must(driver.venue, 'a venue'), unbound.signal);
      const from = edge.wall.now();
      const isBusy = driver.turn();
      // A disk is slow to keep what was done: what came meanwhile is taken together, and kept by one more write.
      if (isBusy || driver.mayMeet || edge.wall.now() > from) await breath();
      else if (!driver.isOver) await rest(driver);
    }
    return driver.live;
  } finally {
    signal.removeEventListener('abort', stop);
    await Promise.all([edge.feed.close(), edge.venue?.broker.close()]);
  }
}

/** Connects, and takes over what the venue says. Rejects with a VenueError. */
async function meet(driver: Driver, venue: Counterparty, signal: AbortSignal): Promise<void> {
  const { broker, since } = venue;
  const first = await broker.connect(driver.wake.up, signal, since);
  // Where something is dealt between the requests that a snapshot is made of, it contradicts itself.
  driver.meet(venue, venue.meet(first).notes.length > 0 ? await broker.snapshot(since) : first);
}

/** Sleeps until something comes or is due. */
async function rest(driver: Driver): Promise<void> {
  const cancel = driver.alarm();
  await driver.wake.wait();
  cancel?.();
}

/** Lets everything else that waits have its turn. */
const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
