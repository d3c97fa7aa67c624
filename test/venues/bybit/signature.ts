import { createHmac } from 'node:crypto';
import { Refusal } from './refusal.ts';

/** A key of the fake: what its owner signs with, and what it may do. */
export interface ApiKey {
  readonly key: string;
  readonly secret: string;
}

/** Hex HMAC-SHA256, as requests and streams are signed with. */
export const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');

/** The headers of a private request, as they came. */
export interface SignedHeaders {
  readonly key: string;
  readonly timestamp: string;
  readonly recvWindow: string;
  readonly sign: string;
}

const WINDOW = '5000';

/**
 * Checks who sent a request and when: timestamp + key + recv window + (query string | body), signed. Throws the documented refusal.
 * Source: bybit-exchange/docs, docs/v5/guide.mdx.
 */
export function verifyRequest({ key, secret }: ApiKey, headers: SignedHeaders, payload: string, now: number): void {
  const { timestamp, recvWindow, sign } = headers;
  if (headers.key === '' || timestamp === '' || sign === '')
    throw new Refusal(10001, 'empty value: apiTimestamp[] apiKey[] apiSignature[]');
  if (headers.key !== key) throw new Refusal(10003, 'API key is invalid.');
  checkTime(Number(timestamp), Number(recvWindow === '' ? WINDOW : recvWindow), now);
  const origin = timestamp + headers.key + recvWindow + payload;
  if (hmac(secret, origin) !== sign)
    throw new Refusal(10004, `error sign! origin_string[${origin}], please check your signature generation algorithm.`);
}

/** A request counts where `now - window <= timestamp < now + 1000`. Throws 10002 where it does not. */
export function checkTime(timestamp: number, window: number, now: number): void {
  if (timestamp >= now - window && timestamp < now + 1_000) return;
  const said = `req_timestamp[${timestamp}],server_timestamp[${Math.floor(now)}],recv_window[${window}]`;
  throw new Refusal(10002, `invalid request, please check your server timestamp or recv_window param. ${said}`);
}

/** Whether the arguments of an `auth` message are those of the key: key, expiry, HMAC of `GET/realtime` and the expiry. */
export function verifyStream({ key, secret }: ApiKey, [given, expires, sign]: readonly unknown[], now: number): void {
  if (given !== key) throw new Refusal(10003, 'Invalid apikey');
  if (!(Number(expires) > now)) throw new Refusal(10004, 'Params Error');
  if (sign !== hmac(secret, `GET/realtime${String(expires)}`)) throw new Refusal(10004, 'Params Error');
}
