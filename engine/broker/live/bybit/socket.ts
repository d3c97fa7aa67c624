import type { WebsocketClient } from 'bybit-api';
import { VenueFault } from '../venue.ts';
import { faultOfCode } from './map/fault.ts';
import { sign } from './sign.ts';

/** Milliseconds between pings, of which the venue wants one every 20 seconds, and until one that is not answered ends the connection. */
const PING = 8_000;
const PONG = 5_000;

/** The SDK prints what it does, requests with their signatures among it, unless it is given this. */
const SILENT = { trace(): void {}, info(): void {}, error(): void {} };

/** What the SDK hands on of an answer of the server, or of an error of the socket. */
export interface Answered {
  readonly op?: string;
  readonly reqId?: string;
  readonly success?: boolean;
  readonly retCode?: number;
  readonly retMsg?: string;
  readonly ret_msg?: string;
  readonly message?: string;
}

/** Keys of an account; absent for public streams. */
export interface SocketKeys {
  readonly key?: string | undefined;
  readonly secret?: string | undefined;
}

/** A client of one stream of Bybit, such as `wss://stream.bybit.com/v5/private`, that is not connected yet. `recvWindow`: for how long a request is valid. */
export async function socketOf(wsUrl: string, { key, secret }: SocketKeys, recvWindow: number): Promise<WebsocketClient> {
  const { WebsocketClient } = await import('bybit-api');
  const keys = key === undefined || secret === undefined ? {} : { key, secret };
  return new WebsocketClient({ wsUrl, recvWindow, pingInterval: PING, pongTimeout: PONG, customSignMessageFn: sign, ...keys }, SILENT);
}

/** Why a stream failed: what the server said of keys and topics, or that the socket broke. */
export function faultOf({ op, success, retCode, retMsg, ret_msg: said, message }: Answered, host: string): VenueFault {
  const text = retMsg ?? said ?? message ?? '';
  if (op === 'auth') {
    if (retCode !== undefined) return faultOfCode(retCode, text, { asking: 'read', left: Number.NaN, rest: Number.NaN });
    return new VenueFault('auth', `the stream refused the keys: ${text}`);
  }
  if (success === false) return new VenueFault('refused', `the stream refused a topic: ${text}`);
  return new VenueFault('not-sent', `the stream at ${host} broke${text === '' ? '' : `: ${text}`}`);
}
