import type { RunRecord } from '../model/result.ts';

/**
 * The record of a run from `from` on: equity and prices of its warm-up are left out, and it begins with the equity that the
 * warm-up ended with. Nothing may have been traded before.
 */
export function cutRecord(run: RunRecord, from: number): RunRecord {
  const { ts, value } = run.equity;
  const first = firstAfter(ts, from);
  return {
    startCash: first === 0 ? run.startCash : value[first - 1]!,
    currency: run.currency,
    instruments: run.instruments,
    equity: { ts: ts.subarray(first), value: value.subarray(first) },
    orders: run.orders,
    fills: run.fills,
    roundTrips: run.roundTrips,
    ledger: run.ledger,
    splits: run.splits,
    dividends: run.dividends,
    held: run.held,
    currencyGains: run.currencyGains,
    bookings: run.bookings,
    rates: run.rates,
    ambiguity: run.ambiguity,
    exposedBatches: run.exposedBatches,
    traded: run.traded,
    prices: run.prices.map((prices) => {
      const begin = firstAfter(prices.ts, from);
      const { instrument, ...columns } = prices;
      return {
        instrument,
        ...Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.subarray(begin)])),
      } as typeof prices;
    }),
  };
}

/** How many of the ascending times lie at or before `ts`. */
function firstAfter(times: Float64Array, ts: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= ts) low = middle + 1;
    else high = middle;
  }
  return low;
}
