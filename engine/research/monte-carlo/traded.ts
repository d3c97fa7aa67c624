import type { RoundTripRecord } from '../../model/result.ts';

/** The round trips of a run one after the other, each as a share of the money there was before it. */
export interface Traded {
  /** In the order of their exits. */
  readonly trips: readonly RoundTripRecord[];
  /** What each made of the money before it: 0.02 is two per cent more. */
  readonly shares: Float64Array;
  /** Money before each. */
  readonly before: Float64Array;
}

/**
 * Puts round trips in the order of their exits. Compounded, the shares make the money that all of them made; what they do to it between
 * entry and exit, financing, and what is still held are not in them. Null without trips, or where money ran out.
 */
export function tradedOf(startCash: number, roundTrips: readonly RoundTripRecord[]): Traded | null {
  const trips = roundTrips.toSorted((a, b) => a.exitTs - b.exitTs);
  const [shares, before] = [new Float64Array(trips.length), new Float64Array(trips.length)];
  let money = startCash;
  for (const [k, { pnl }] of trips.entries()) {
    if (!(money > 0) || !Number.isFinite(pnl)) return null;
    before[k] = money;
    shares[k] = pnl / money;
    money += pnl;
  }
  return trips.length === 0 ? null : { trips, shares, before };
}

/** What shares compound to, less what was there. */
export function compounded(shares: Iterable<number>): number {
  let worth = 1;
  for (const share of shares) worth *= Math.max(0, 1 + share);
  return worth - 1;
}
