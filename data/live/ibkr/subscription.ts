import type { Contract } from '@stoqey/ib';
import type { Arrival } from '../../../engine/feed/live-feed.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import { HOUR, MINUTE, SECOND } from '../../../engine/model/time.ts';
import { BarTrack } from '../bybit/bar-track.ts';
import type { Wanted } from '../bybit/feed.ts';
import { contractOf, hasSessions, showOf } from './contract.ts';
import { FiveSeconds } from './five-seconds.ts';

/** Lengths of bars, with the words of TWS for their history. */
export const SIZES: ReadonlyMap<number, string> = new Map([
  [5 * SECOND, '5 secs'],
  [10 * SECOND, '10 secs'],
  [15 * SECOND, '15 secs'],
  [30 * SECOND, '30 secs'],
  [MINUTE, '1 min'],
  ...[2, 3, 5, 10, 15, 20, 30].map((minutes) => [minutes * MINUTE, `${minutes} mins`] as const),
  [HOUR, '1 hour'],
]);

/** A series that is listened to. */
export type Subscription = BarSubscription | (Common & { readonly kind: 'quotes' | 'trades' });

interface Common {
  readonly wanted: Wanted;
  readonly contract: Contract;
}

/** Bars, made of those of five seconds, with what TWS is to show. */
export interface BarSubscription extends Common {
  readonly kind: 'bars';
  readonly bars: BarTrack;
  readonly pieces: FiveSeconds;
  readonly show: string;
}

/** What is to be listened to for a series. Throws a ConfigError for bars that IB does not have as they come. */
export function subscriptionOf(wanted: Wanted, tell: (arrival: Arrival) => void): Subscription {
  const { feed, instrument, kind, length } = wanted;
  const contract = contractOf(instrument.id, instrument.quote);
  if (kind !== 'bars') return { wanted, contract, kind };
  const show = showOf(contract, String(contract.secType) === 'CASH' ? 'mid' : 'trade')!;
  if (SIZES.has(length) && !(length === HOUR && hasSessions(contract)))
    return { wanted, contract, kind, show, bars: new BarTrack(feed, length, tell), pieces: new FiveSeconds(length) };
  throw new ConfigError(
    `Expected bars of "${instrument.id}" that IB has as they come (5s, 10s, 15s, 30s, 1m, 2m, 3m, 5m, 10m, 15m, 20m, 30m, and 1h of what trades day and night), but they were of ${length / MINUTE} minutes`,
  );
}
