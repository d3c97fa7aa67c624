import type { FillRecord, PriceColumns, RoundTripRecord } from '../engine/model/result.ts';

/** Fills of one kind on one candle, as one mark. */
export interface Marker {
  /** Row of the candle. */
  readonly candle: number;
  readonly side: 'buy' | 'sell';
  /** An order that closed a round trip is an exit, else an entry; one that turned a position round is both. */
  readonly role: 'entry' | 'exit' | 'both';
  readonly fills: number;
}

/** Where fills stand on the candles of an instrument that hold `bars` bars each; ascending by candle. */
export function markersOf(prices: PriceColumns, bars: number, fills: readonly FillRecord[], trips: readonly RoundTripRecord[]): Marker[] {
  const entries = new Set(trips.map((trip) => trip.entryOrderId));
  const exits = new Set(trips.map((trip) => trip.exitOrderId));
  const found = new Map<string, { -readonly [K in keyof Marker]: Marker[K] }>();
  for (const fill of fills) {
    if (fill.instrument !== prices.instrument || prices.ts.length === 0) continue;
    const candle = Math.floor(rowAt(prices.ts, fill.barTs) / bars);
    const role = !exits.has(fill.orderId) ? 'entry' : entries.has(fill.orderId) ? 'both' : 'exit';
    const key = `${candle} ${fill.side} ${role}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { candle, side: fill.side, role, fills: 1 });
    else known.fills++;
  }
  return [...found.values()].sort((a, b) => a.candle - b.candle);
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
