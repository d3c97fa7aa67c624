import { generateKeyPairSync } from 'node:crypto';
import type { Certified } from '../../../../../engine/broker/live/ccxt/certified/row.ts';

/** A key of the kind that Coinbase signs with. */
const OWN_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }).toString();

/** What of the keys of the captures an exchange wants otherwise. */
export const keysOf = ({ ccxt }: Pick<Certified, 'ccxt'>): { readonly key?: string; readonly secret?: string } =>
  ccxt === 'coinbase' ? { secret: OWN_KEY } : ccxt === 'gemini' ? { key: 'account-testkey' } : {};
