import { setTimeout as pause } from 'node:timers/promises';
import pRetry from 'p-retry';
import { VenueError } from '../../engine/model/errors.ts';

/** How long a fetch puts up with a venue that fails, and what may end it. */
export interface Patience {
  /** Ends every wait and every request at once. */
  readonly signal: AbortSignal;
  /** How often a request that failed is sent again. */
  readonly retries: number;
  /** Milliseconds before the first of them; doubled each time, up to half a minute, and longer by up to as much again by chance. */
  readonly firstWait: number;
  /** Told of every wait: its milliseconds and why. */
  readonly onWait: (ms: number, why: string) => void;
}

/** Patience with a venue that has not answered yet: more likely the name, the network or the region is wrong than a moment bad. */
export const atFirst = (patience: Patience): Patience => ({ ...patience, retries: Math.min(patience.retries, 2) });

/** A venue that asks for a longer rest than this has banned us: the user is told instead. */
const LONGEST_REST = 15 * 60_000;

/** A venue refused a request because there were too many; `rest` is for how many milliseconds it wants none, NaN where it does not say. */
export class TooManyRequests extends VenueError {
  readonly rest: number;
  constructor(message: string, rest: number, cause?: unknown) {
    super(message, { retryable: !(rest > LONGEST_REST), cause });
    this.rest = rest;
  }
}

/**
 * Sends a request until it is answered. `send` throws a VenueError that is `retryable` for what may pass (a cut connection, a
 * 5xx, too many requests); every other error ends it. Throws the signal's reason when it is aborted.
 */
export async function persist<T>(send: () => Promise<T>, { signal, retries, firstWait, onWait }: Patience): Promise<T> {
  try {
    return await pRetry(() => abortable(send(), signal), {
      retries,
      minTimeout: firstWait,
      maxTimeout: 30_000,
      randomize: true,
      signal,
      shouldRetry: ({ error }) => error instanceof VenueError && error.retryable,
      async onFailedAttempt({ error }) {
        signal.throwIfAborted();
        if (!(error instanceof VenueError) || !error.retryable) return;
        const rest = error instanceof TooManyRequests && error.rest > 0 ? error.rest : 0;
        onWait(rest, error.message);
        await sleep(rest, signal);
      },
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof VenueError) || !error.retryable) throw error;
    throw new VenueError(`${error.message}, ${retries + 1} times in a row`, { retryable: true, cause: error });
  }
}

/** Waits; throws the signal's reason when it is aborted meanwhile. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await pause(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
}

/** The promise's outcome, or the signal's reason where that comes first: for what cannot be cancelled itself. */
async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  return await Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', stop!));
}
