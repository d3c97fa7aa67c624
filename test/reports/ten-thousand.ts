import type { PlotColumns, PriceColumns, RoundTripRecord } from '../../engine/model/result.ts';
import type { Result } from '../../reports/result.ts';
import { day, fillOf, orderOf, resultOf, tripOf } from './fixture.ts';

const BARS = 100_000;
const TRIPS = 10_000;
const MINUTE = 60_000;

const column = (value: (k: number) => number): Float64Array => Float64Array.from({ length: BARS }, (_, k) => value(k));
/** Prices that wander as prices do, to two decimals. */
const at = (k: number): number => Math.round(10_000 + 900 * Math.sin(k / 7001) + 300 * Math.sin(k / 501) + ((k * 7919) % 97)) / 100;

/** Ten thousand round trips of three minutes over a hundred thousand one-minute bars with two averages plotted. */
export function tenThousand(): Result {
  const ts = column((k) => day(0) + (k + 1) * MINUTE);
  const close = column(at);
  const prices: PriceColumns = {
    instrument: 'X',
    ts,
    open: column((k) => at(Math.max(0, k - 1))),
    high: column((k) => at(k) + 1.11),
    low: column((k) => at(k) - 1.07),
    close,
  };
  const plot = (name: string, lag: number): PlotColumns => ({
    strategyId: 's',
    instrument: 'X',
    name,
    pane: null,
    ts,
    value: column((k) => (k < lag ? Number.NaN : (at(k) + at(k - lag)) / 2 + 0.00123)),
  });
  const roundTrips: RoundTripRecord[] = [];
  const fills = [];
  const orders = [];
  for (let k = 0; k < TRIPS; k++) {
    const [entryTs, exitTs] = [ts[k * 10]!, ts[k * 10 + 3]!];
    const [entryPrice, exitPrice] = [at(k * 10), at(k * 10 + 3)];
    const [entryOrderId, exitOrderId] = [2 * k + 1, 2 * k + 2];
    const pnl = 10 * (exitPrice - entryPrice) - 0.2;
    const returnPct = pnl / (10 * entryPrice);
    const excursions = { mae: -Math.abs(Math.sin(k)) / 50, mfe: Math.abs(Math.cos(k)) / 40 };
    roundTrips.push(
      tripOf(0, 1, { entryTs, exitTs, entryPrice, exitPrice, pnl, returnPct, ...excursions, bars: 3, entryOrderId, exitOrderId }),
    );
    fills.push(fillOf(entryOrderId, 0, { ts: entryTs, barTs: entryTs + MINUTE, price: entryPrice }));
    fills.push(fillOf(exitOrderId, 0, { ts: exitTs, barTs: exitTs + MINUTE, price: exitPrice, side: 'sell' }));
    orders.push(orderOf(entryOrderId, 0), orderOf(exitOrderId, 0, { side: 'sell', tag: k % 3 === 0 ? 'stop-loss' : null }));
  }
  const value = column((k) => 100_000 + 10 * at(k));
  return resultOf({
    startCash: 100_000,
    equity: { ts, value },
    prices: [prices],
    plots: [plot('fast', 5), plot('slow', 30)],
    fills,
    orders,
    roundTrips,
  });
}
