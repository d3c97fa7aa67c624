import { VenueFault } from '../venue.ts';
import { faultOfCode } from './map/fault.ts';
import type { Category } from './map/wire.ts';
import { sign } from './sign.ts';

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

/** Milliseconds between pings, of which the venue wants one every 20 seconds, and until one that is not answered ends the connection. */
const PING = 8_000;
const PONG = 5_000;

/** The most topics of one request (docs/v5/ws/connect, "Args limits"); of others than spot as the SDK splits them. */
const BATCH = { spot: 10, other: 500 } as const;

/** The SDK prints what it does, requests with their signatures among it, unless it is given this. */
const SILENT = { trace(): void {}, info(): void {}, error(): void {} };

/** What the SDK hands on of an answer of the server, or of an error of the socket. */
interface Answered {
  readonly op?: string;
  readonly success?: boolean;
  readonly retCode?: number;
  readonly retMsg?: string;
  readonly ret_msg?: string;
  readonly message?: string;
}

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
  const { WebsocketClient } = await import('bybit-api');
  const path = category === 'private' ? '/v5/private' : `/v5/public/${category}`;
  const client = new WebsocketClient(
    {
      wsUrl: `${host}${path}`,
      ...{ pingInterval: PING, pongTimeout: PONG, customSignMessageFn: sign },
      ...(key === undefined || secret === undefined ? {} : { key, secret }),
    },
    SILENT,
  );
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

/** Why a stream failed: what the server said of keys and topics, or that the socket broke. */
function faultOf({ op, success, retCode, retMsg, ret_msg: said, message }: Answered, host: string): VenueFault {
  const text = retMsg ?? said ?? message ?? '';
  if (op === 'auth') {
    if (retCode !== undefined) return faultOfCode(retCode, text, { asking: 'read', left: Number.NaN, rest: Number.NaN });
    return new VenueFault('auth', `the stream refused the keys: ${text}`);
  }
  if (success === false) return new VenueFault('refused', `the stream refused a topic: ${text}`);
  return new VenueFault('not-sent', `the stream at ${host} broke${text === '' ? '' : `: ${text}`}`);
}
