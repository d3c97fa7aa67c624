import type { Limit, Venue } from '../venue.ts';
import type { Category } from './map/wire.ts';

/**
 * So many requests in any second, as a bucket that holds three tenths of them and refills with the rest: what Bybit counts is a
 * rolling window (docs/v5/rate-limit), in which a full bucket would pass almost twice.
 */
const rolling = (units: number, per = 1_000, reserve = 0): Limit => ({ units: units * 0.3, per: per * 0.43, reserve });

/** The limits of an account and an address (docs/v5/rate-limit, trade and account): an account of pairs alone places twice as many. */
export function limitsOf(categories: readonly Category[]): Venue['limits'] {
  const orders = categories.every((category) => category === 'spot') ? 20 : 10;
  return {
    address: rolling(600, 5_000, 40),
    create: rolling(orders),
    amend: rolling(10),
    cancel: rolling(orders),
    'cancel-all': rolling(10),
    read: rolling(50),
  };
}

/** What each request counts: an account is asked for in some dozen requests. */
export const COSTS: NonNullable<Venue['costs']> = {
  place: { address: 2, create: 1 },
  amend: { address: 1, amend: 1 },
  cancel: { address: 2, cancel: 1 },
  'cancel-all': { address: 10, 'cancel-all': 2 },
  find: { address: 2, read: 2 },
  snapshot: { address: 16, read: 10 },
  time: { address: 1 },
};
