import { VenueFault } from '../venue.ts';
import type { Category } from './map/wire.ts';
import { WINDOW } from './rest.ts';
import { type Answered, faultOf, socketOf } from './socket.ts';

/** Who listens to a stream. */
export interface StreamEars {
  /** Anything came, if only the answer to a ping. */
  heard(): void;
  /** A message of a topic. */
  said(message: StreamMessage): void;
  /** The connection is lost; nothing comes any more. */
  lost(why: string): void;
}

/** A message of a topic (docs/v5/websocket). */
export interface StreamMessage {
  readonly topic: string;
  readonly type?: string;
  readonly data: unknown;
  /** When the venue made it. */
  readonly ts?: number;
}

/** What is listened to. */
export interface Listening {
  /** `wss://stream.bybit.com`. */
  readonly host: string;
  readonly category: Category | 'private';
  readonly topics: readonly string[];
  /** Of a private stream only. */
  readonly key?: string;
  readonly secret?: string;
}

/** The most topics of one request (docs/v5/ws/connect, "Args limits"); of others than spot as the SDK splits them. */
const BATCH = { spot: 10, other: 500 } as const;

/**
 * Opens a stream: connected, authenticated where it is private, and every topic confirmed. It is opened once: the SDK would connect
 * again by itself, which is the broker's affair, as the account has to be asked for what was missed. Returns what ends it; `signal`
 * ends it while it is being opened. Rejects with a VenueFault.
 */
export async function listen(
  { host, category, topics, key, secret }: Listening,
  ears: StreamEars,
  signal: AbortSignal,
): Promise<() => void> {
  const path = category === 'private' ? '/v5/private' : `/v5/public/${category}`;
  const client = await socketOf(`${host}${path}`, { key, secret }, WINDOW);
  let state: 'opening' | 'open' | 'over' = 'opening';
  const hangUp = (): void => {
    state = 'over';
    client.closeAll(true);
  };
  let unconfirmed = Math.ceil(topics.length / (category === 'spot' ? BATCH.spot : BATCH.other));
  return new Promise((resolve, reject) => {
    const fail = (fault: VenueFault): void => {
      if (state === 'over') return;
      const wasOpen = state === 'open';
      hangUp();
      signal.removeEventListener('abort', callOff);
      if (wasOpen) ears.lost(fault.message);
      else reject(fault);
    };
    const callOff = (): void => fail(new VenueFault('not-sent', 'it was called off'));
    client.on('open', ({ ws }) => {
      // It was ended before it had a socket, which the SDK made all the same.
      if (state === 'over') queueMicrotask(() => client.closeAll(true));
      ws.addEventListener('message', () => {
        if (state !== 'over') ears.heard();
      });
    });
    client.on('update', (message: StreamMessage) => {
      if (state !== 'over') ears.said(message);
    });
    client.on('response', ({ op, success }: Answered) => {
      if (op !== 'subscribe' || success === false || state !== 'opening' || --unconfirmed > 0) return;
      state = 'open';
      signal.removeEventListener('abort', callOff);
      resolve(hangUp);
    });
    client.on('exception', (answered: Answered) => fail(faultOf(answered, host)));
    client.on('reconnect', () => fail(new VenueFault('unknown', 'the stream was cut')));
    client.on('close', () => fail(new VenueFault('unknown', 'the stream was closed')));
    signal.addEventListener('abort', callOff);
    if (signal.aborted) {
      callOff();
      return;
    }
    // What comes of it is told by events.
    for (const asked of client.subscribeV5([...topics], category === 'private' ? 'linear' : category)) asked.catch(() => {});
  });
}
