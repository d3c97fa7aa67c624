import { VenueFault } from '../../venue.ts';
import { meaningOf } from './codes.ts';

/** A code with its words. */
export interface Said {
  readonly code: number;
  readonly text: string;
}

/** What a code about an order means for who waits for it. Throws a VenueFault; undefined where it goes on. */
export function throwIfRefused({ code, text }: Said): undefined {
  const words = `${text} (${code})`;
  // Nothing is ever taken then, and a box has to be unticked.
  if (code === 321 && /read-only/i.test(text)) throw new VenueFault('auth', `${words}: untick "Read-Only API" in the API settings of TWS`);
  switch (meaningOf(code)) {
    case 'refused':
    case 'fatal':
    case 'no-data':
    case 'too-late':
    case 'canceled':
      throw new VenueFault('refused', words);
    case 'not-found':
      throw new VenueFault('not-found', words);
    case 'busy':
      throw new VenueFault('unknown', words);
    default:
      return undefined;
  }
}
