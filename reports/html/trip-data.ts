import type { OrderRecord, RoundTripRecord } from '../../engine/model/result.ts';
import type { Result } from '../result.ts';
import type { FillTimes } from './fill-times.ts';
import { pack, packWords } from './packed.ts';
import { packTimes } from './steps.ts';

/** More round trips than these make a page long to load; all of them are in the JSON and CSV files. */
export const MOST_TRIPS = 25_000;

/** The round trips of a page in packed columns, in their own order. */
export function tripData(result: Result, times: FillTimes, why: Reasons | undefined): object {
  const trips = result.roundTrips.slice(0, MOST_TRIPS);
  const column = (of: (trip: RoundTripRecord) => number): string => {
    const values = new Float64Array(trips.length);
    for (let k = 0; k < trips.length; k++) values[k] = of(trips[k]!);
    return pack(values);
  };
  return {
    instrument: packWords(trips.map(({ instrument }) => instrument)),
    strategy: packWords(trips.map(({ strategyId }) => strategyId)),
    side: pack(Uint8Array.from(trips, ({ side }) => (side === 'buy' ? 0 : 1))),
    qty: column(({ qty }) => qty),
    entryTs: packTimes(trips.map((trip) => times.shown(trip.entryOrderId, trip.entryTs))),
    entryPrice: column(({ entryPrice }) => entryPrice),
    // prices are drawn as they were, in the units before a split
    ...(result.splits.length > 0 && { entryDrawn: column((trip) => trip.entryPrice * splitSince(trip, result.splits)) }),
    exitTs: packTimes(trips.map((trip) => times.shown(trip.exitOrderId, trip.exitTs))),
    exitPrice: column(({ exitPrice }) => exitPrice),
    pnl: column(({ pnl }) => pnl),
    returned: column(({ returnPct }) => returnPct),
    mae: column(({ mae }) => mae),
    mfe: column(({ mfe }) => mfe),
    // bit 1: entered inside a bar, bit 2: left inside one; else at its open
    inside: pack(
      Uint8Array.from(
        trips,
        (trip) => (times.inside(trip.entryOrderId, trip.entryTs) ? 1 : 0) + (times.inside(trip.exitOrderId, trip.exitTs) ? 2 : 0),
      ),
    ),
    bars: pack(Uint32Array.from(trips, ({ bars }) => bars)),
    why: why === undefined ? null : packWords(trips.map(why)),
  };
}

/** New units per old of the splits that a round trip has lived through. */
const splitSince = ({ instrument, entryTs, exitTs }: RoundTripRecord, splits: Result['splits']): number =>
  splits.reduce(
    (units, { ts, ratio, ...split }) => (split.instrument === instrument && ts > entryTs && ts <= exitTs ? units * ratio : units),
    1,
  );

/** Says why a round trip began and ended. */
export type Reasons = (trip: RoundTripRecord) => string;

/** Why a round trip began and ended, in its orders' own words; undefined where no order says anything. */
export function reasonsOf({ orders }: Pick<Result, 'orders'>): Reasons | undefined {
  if (orders.every(({ tag, note }) => tag === null && note === null)) return undefined;
  const byId = new Map(orders.map((order) => [order.id, order]));
  const saidBy = (order: OrderRecord | undefined): string => order?.note ?? order?.tag ?? '';
  return ({ entryOrderId, exitOrderId }) => {
    const [began, ended] = [saidBy(byId.get(entryOrderId)), saidBy(byId.get(exitOrderId))];
    return began === '' ? ended : ended === '' ? began : `${began}, ${ended}`;
  };
}
