import { createHmac } from 'node:crypto';
import type { Request } from '../generic-ccxt/wire-server.ts';
import { Refusal } from './refusal.ts';

/** The key of the account at the fake. */
export const KEY = { key: 'fake-key', secret: 'fake-secret' } as const;

export const sign = (payload: string, secret: string): string => createHmac('sha256', secret).update(payload).digest('hex');

/** Checks a signed request (rest-api.md, "SIGNED Endpoint security"): its text up to the signature, its key and its time. */
export function verify({ query, body, headers, given }: Request, now: number): void {
  if (headers['x-mbx-apikey'] !== KEY.key) throw new Refusal(-2015, 'Invalid API-key, IP, or permissions for action.', 401);
  const whole = query + body;
  const at = whole.lastIndexOf('&signature=');
  if (at === -1 || sign(whole.slice(0, at), KEY.secret) !== whole.slice(at + '&signature='.length))
    throw new Refusal(-1022, 'Signature for this request is not valid.');
  checkTime(Number(given['timestamp']), Number(given['recvWindow'] ?? 5_000), now);
}

/** The key alone, for endpoints of a stream. */
export function verifyKey({ headers }: Request): void {
  if (headers['x-mbx-apikey'] !== KEY.key) throw new Refusal(-2015, 'Invalid API-key, IP, or permissions for action.', 401);
}

/** Checks the parameters of a request on the WebSocket API (web-socket-api.md, "SIGNED request security"). */
export function verifyParams(params: Readonly<Record<string, unknown>>, now: number): void {
  const { signature, ...rest } = params;
  const payload = Object.keys(rest)
    .sort()
    .map((name) => `${name}=${String(rest[name])}`)
    .join('&');
  if (rest['apiKey'] !== KEY.key) throw new Refusal(-2015, 'Invalid API-key, IP, or permissions for action.', 401);
  if (signature !== sign(payload, KEY.secret)) throw new Refusal(-1022, 'Signature for this request is not valid.');
  checkTime(Number(rest['timestamp']), Number(rest['recvWindow'] ?? 5_000), now);
}

function checkTime(timestamp: number, recvWindow: number, now: number): void {
  if (timestamp >= now + 1_000) throw new Refusal(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");
  if (now - timestamp > recvWindow) throw new Refusal(-1021, 'Timestamp for this request is outside of the recvWindow.');
}
