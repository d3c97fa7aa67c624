import type { FillRecord, RoundTripRecord } from '../../engine/model/result.ts';

/** What a fill did to its position; an order that closed a round trip is an exit, and one that opened the next besides is both. */
export const ROLES = ['entry', 'exit', 'both'] as const;

/** What is added to a role's place for a sell. */
export const SELL = 4;

/** Fills of one kind on one candle as one mark, in columns; ascending by candle. */
export interface Markers {
  /** Row of the candle. */
  readonly candle: Uint32Array;
  /** The place of its role among `ROLES`, and `SELL` more for a sell. */
  readonly kind: Uint8Array;
  /** How many fills it stands for. */
  readonly fills: Uint16Array;
}

/** Which orders opened round trips and which closed them. */
export interface Roles {
  readonly entries: ReadonlySet<number>;
  readonly exits: ReadonlySet<number>;
}

/** The roles of orders, of all instruments at once. */
export const rolesOf = (trips: readonly RoundTripRecord[]): Roles => ({
  entries: new Set(trips.map((trip) => trip.entryOrderId)),
  exits: new Set(trips.map((trip) => trip.exitOrderId)),
});

/** Where the fills of an instrument stand on its candles, whose times are `earlier` than the bars' own. */
export function markersOf(candles: Float64Array, earlier: number, fills: readonly FillRecord[], { entries, exits }: Roles): Markers {
  const keys = new Float64Array(candles.length === 0 ? 0 : fills.length);
  for (let k = 0; k < keys.length; k++) {
    const { barTs, orderId, side } = fills[k]!;
    const role = !exits.has(orderId) ? 0 : entries.has(orderId) ? 2 : 1;
    keys[k] = rowAt(candles, barTs - earlier) * 8 + role + (side === 'sell' ? SELL : 0);
  }
  keys.sort();
  const [candle, kind, count] = [new Uint32Array(keys.length), new Uint8Array(keys.length), new Uint16Array(keys.length)];
  let mark = -1;
  for (let k = 0; k < keys.length; k++) {
    if (k === 0 || keys[k] !== keys[k - 1]) {
      mark++;
      candle[mark] = Math.floor(keys[k]! / 8);
      kind[mark] = keys[k]! % 8;
    }
    if (count[mark]! < 65_535) count[mark]!++;
  }
  return { candle: candle.subarray(0, mark + 1), kind: kind.subarray(0, mark + 1), fills: count.subarray(0, mark + 1) };
}

/** The first row at or after a time, the last one if all are before. */
export function rowAt(ts: Float64Array, time: number): number {
  let low = 0;
  let high = ts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ts[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
