import { createHash } from 'node:crypto';
import type { Category } from './listed.ts';

/** What Bybit calls a thing of the exchange: whole numbers of 19 digits at spot, UUIDs elsewhere. */
export function nameOf(category: Category, name: string): string {
  const hash = createHash('sha256').update(`${category} ${name}`).digest('hex');
  if (category === 'spot')
    return `21${BigInt(`0x${hash.slice(0, 14)}`)
      .toString()
      .padStart(17, '0')}`;
  return [hash.slice(0, 8), hash.slice(8, 12), `4${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`, hash.slice(20, 32)].join('-');
}
