import type { OrderType } from '../../model/order.ts';

/** How an order is judged: a trailing stop is a stop that moves, and a triggered one is a market or a limit order. */
export type Manner = 'market' | 'limit' | 'stop' | 'stop-limit' | 'market-if-touched' | 'limit-if-touched';

/** What a type of order is to the simulator. */
export interface Traits {
  readonly manner: Manner;
  /** Meets only the open of a session, or only its close. */
  readonly auction: 'open' | 'close' | undefined;
  /** Needs a limit price, a trigger, a trail. */
  readonly limited: boolean;
  readonly triggered: boolean;
  readonly trails: boolean;
  /** Waits on the favourable side of the market: at one moment it comes after what is adverse. */
  readonly favourable: boolean;
}

function traits(manner: Manner, more: Partial<Traits> = {}): Traits {
  return { manner, auction: undefined, limited: false, triggered: false, trails: false, favourable: false, ...more };
}

/** Every type of order. */
export const TRAITS: Readonly<Record<OrderType, Traits>> = {
  market: traits('market'),
  limit: traits('limit', { limited: true, favourable: true }),
  stop: traits('stop', { triggered: true }),
  'stop-limit': traits('stop-limit', { limited: true, triggered: true }),
  'market-if-touched': traits('market-if-touched', { triggered: true, favourable: true }),
  'limit-if-touched': traits('limit-if-touched', { limited: true, triggered: true, favourable: true }),
  'trailing-stop': traits('stop', { trails: true }),
  'trailing-stop-limit': traits('stop-limit', { trails: true }),
  'market-on-open': traits('market', { auction: 'open' }),
  'limit-on-open': traits('limit', { auction: 'open', limited: true }),
  'market-on-close': traits('market', { auction: 'close' }),
  'limit-on-close': traits('limit', { auction: 'close', limited: true }),
};
