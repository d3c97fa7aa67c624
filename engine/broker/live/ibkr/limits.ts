import type { Venue } from '../venue.ts';

/** 50 messages in a second, from all clients of a TWS together (TWS API, "Pacing Limitations"); some are left for others. */
export const LIMITS: Venue['limits'] = { messages: { units: 40, per: 1_000, reserve: 10 } };

/** What each request counts: an account is read in seven messages. */
export const COSTS: NonNullable<Venue['costs']> = {
  place: { messages: 1 },
  amend: { messages: 1 },
  cancel: { messages: 1 },
  'cancel-all': { messages: 1 },
  find: { messages: 7 },
  snapshot: { messages: 7 },
  time: { messages: 1 },
};
