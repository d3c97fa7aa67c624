import type { RoundTripRecord, RunRecord } from '../../../engine/model/result.ts';
import { DAY, dayOf } from '../../../engine/model/time.ts';

/** Monday, 2024-01-01. */
export const MONDAY = Date.UTC(2024, 0, 1);

/** Times at a spacing, from the close of Monday 2024-01-01. */
export const times = (length: number, spacing = DAY): Float64Array => Float64Array.from({ length }, (_, k) => MONDAY + DAY + k * spacing);

/** A run of the given equity values, one a day, from a starting cash of 100. */
export function runOf(value: readonly number[], more: Partial<RunRecord> = {}): RunRecord {
  return {
    startCash: 100,
    currency: 'USD',
    equity: { ts: times(value.length), value: Float64Array.from(value) },
    orders: [],
    fills: [],
    roundTrips: [],
    instruments: [],
    ledger: [],
    splits: [],
    dividends: [],
    held: [],
    currencyGains: [],
    bookings: bookingsOf(more),
    rates: [],
    ambiguity: { exact: 0, assumed: 0, ambiguous: 0, pnlWorst: 0, pnlBest: 0 },
    exposedBatches: 0,
    traded: 0,
    prices: [],
    ...more,
  };
}

/** Fills first, then payments and splits; all count on the day on which they end. */
function bookingsOf({ fills = [], ledger = [], splits = [] }: Partial<RunRecord>): RunRecord['bookings'] {
  const after = (list: readonly { readonly ts: number }[]): Float64Array =>
    Float64Array.from(list, ({ ts }) => fills.filter((fill) => fill.ts < ts || (fill.ts === ts && fill.barTs === ts)).length);
  return {
    fillDays: Float64Array.from(fills, ({ barTs }) => dayOf(barTs)),
    paymentDays: Float64Array.from(ledger, ({ ts }) => dayOf(ts)),
    fillsBeforePayment: after(ledger),
    fillsBeforeSplit: after(splits),
  };
}

/** A round trip of 100 put in: its return is its pnl in percent. */
export function tripOf(pnl: number): RoundTripRecord {
  return {
    strategyId: 's',
    instrument: 'X',
    side: 'buy',
    qty: 1,
    entryTs: MONDAY,
    entryPrice: 100,
    exitTs: MONDAY + DAY,
    exitPrice: 100 + pnl,
    pnl,
    fees: 0,
    returnPct: pnl / 100,
    mae: 0,
    mfe: 0,
    bars: 1,
    entryOrderId: 1,
    exitOrderId: 2,
  };
}

/** Where the external cases and references are; tests that use them skip where they are not. */
export const EXTERNAL = process.env['EXTERNAL_DIR'] ?? '../shared/marketdata';
