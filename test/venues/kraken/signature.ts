import { createHash, createHmac } from 'node:crypto';
import { VenueFault } from '../../../engine/broker/live/venue.ts';
import type { Request } from '../generic-ccxt/wire-server.ts';

/** The key of the account at the fake; secrets are base64 there. */
export const KEY = { key: 'fake-key', secret: Buffer.from('fake-secret').toString('base64') } as const;

/** What Kraken says no with. */
export class Refusal extends VenueFault {
  constructor(said: string) {
    super('refused', said);
  }
}

/** HMAC-SHA512 of the path and the SHA256 of the nonce and the body, with the secret's bytes (docs.kraken.com, "Authentication"). */
export function signOf(path: string, nonce: string, body: string, secret: string): string {
  const hash = createHash('sha256')
    .update(nonce + body)
    .digest();
  return createHmac('sha512', Buffer.from(secret, 'base64')).update(path).update(hash).digest('base64');
}

/** Checks private requests: key, signature, and a counter that rises. */
export class Gate {
  #last = 0;

  verify({ path, body, headers, given }: Request): void {
    const nonce = given['nonce'] ?? '';
    if (headers['api-key'] !== KEY.key) throw new Refusal('EAPI:Invalid key');
    if (headers['api-sign'] !== signOf(path, nonce, body, KEY.secret)) throw new Refusal('EAPI:Invalid signature');
    if (!(Number(nonce) > this.#last)) throw new Refusal('EAPI:Invalid nonce');
    this.#last = Number(nonce);
  }
}
