import { analysisOf } from '../../engine/analysis/analysis.ts';
import { metricsOf } from '../../engine/analysis/measure.ts';
import { type MetricOptions, studyOf } from '../../engine/analysis/study.ts';
import type { FillRecord, LedgerRecord, OrderRecord, PriceColumns, RoundTripRecord } from '../../engine/model/result.ts';
import { DAY, dayOf } from '../../engine/model/time.ts';
import type { Result } from '../../reports/result.ts';

/** Monday, 2024-01-01. */
export const MONDAY = Date.UTC(2024, 0, 1);

/** When day `k` of the fixture begins. */
export const day = (k: number): number => MONDAY + k * DAY;

const column = (length: number, value: (k: number) => number): Float64Array => Float64Array.from({ length }, (_, k) => value(k));

/** Prices that climb by one a bar from 100; a bar opens half a point below its close. */
export function pricesOf(instrument: string, length: number, step = DAY): PriceColumns {
  return {
    instrument,
    ts: column(length, (k) => MONDAY + (k + 1) * step),
    open: column(length, (k) => 99.5 + k),
    high: column(length, (k) => 101 + k),
    low: column(length, (k) => 99 + k),
    close: column(length, (k) => 100 + k),
  };
}

/** A market order that filled at the open of day `k`. */
export function orderOf(id: number, k: number, more: Partial<OrderRecord> = {}): OrderRecord {
  return {
    id,
    ref: null,
    strategyId: 's',
    instrument: 'X',
    side: 'buy',
    type: 'market',
    qty: 10,
    price: null,
    trigger: null,
    tif: 'gtc',
    status: 'filled',
    filledQty: 10,
    avgPrice: 100,
    createdTs: day(k),
    closedTs: day(k),
    reason: null,
    tag: null,
    note: null,
    confidence: null,
    events: [
      { kind: 'accepted', ts: day(k) },
      { kind: 'filled', ts: day(k) },
    ],
    ...more,
  };
}

/** A fill at the open of day `k`. */
export function fillOf(orderId: number, k: number, more: Partial<FillRecord> = {}): FillRecord {
  return {
    ts: day(k),
    orderId,
    ref: null,
    strategyId: 's',
    instrument: 'X',
    side: 'buy',
    qty: 10,
    price: 100,
    fee: 1,
    slippage: 0.5,
    liquidity: 'taker',
    certainty: 'exact',
    tag: null,
    barTs: day(k + 1),
    rate: 1,
    ...more,
  };
}

/** A long round trip from the open of day `from` to the open of day `to`, which won 18. */
export function tripOf(from: number, to: number, more: Partial<RoundTripRecord> = {}): RoundTripRecord {
  return {
    strategyId: 's',
    instrument: 'X',
    side: 'buy',
    qty: 10,
    entryTs: day(from),
    entryPrice: 100,
    exitTs: day(to),
    exitPrice: 102,
    pnl: 18,
    fees: 2,
    returnPct: 0.018,
    mae: -0.01,
    mfe: 0.03,
    bars: to - from,
    entryOrderId: 1,
    exitOrderId: 2,
    ...more,
  };
}

/** A finished run of five daily bars with one round trip; `against` is what it is measured against. */
export function resultOf(more: Partial<Result> = {}, against: Partial<MetricOptions> = {}): Result {
  const base = {
    startCash: 1000,
    currency: 'USD',
    equity: { ts: column(5, (k) => day(k + 1)), value: Float64Array.of(1000, 1010, 990, 1018, 1018) },
    orders: [orderOf(1, 1), orderOf(2, 3, { side: 'sell' })],
    fills: [fillOf(1, 1), fillOf(2, 3, { side: 'sell' })],
    roundTrips: [tripOf(1, 3)],
    ledger: [],
    splits: [],
    ambiguity: { exact: 2, assumed: 0, ambiguous: 0, pnlWorst: 18, pnlBest: 18 },
    prices: [pricesOf('X', 5)],
    ...more,
  };
  const bookings = {
    fillDays: Float64Array.from(base.fills, ({ barTs }) => dayOf(barTs)),
    paymentDays: Float64Array.from(base.ledger, ({ ts }) => dayOf(ts + 1)),
    fillsBeforePayment: Float64Array.from(base.ledger, ({ ts }) => base.fills.filter((fill) => fill.ts < ts).length),
    fillsBeforeSplit: Float64Array.from(base.splits, ({ ts }) => base.fills.filter((fill) => fill.ts < ts).length),
  };
  const rest = { exposedBatches: 2, traded: 2020, instruments: [], dividends: [], held: [], currencyGains: [], rates: [], bookings };
  const study = studyOf({ ...base, ...rest }, { riskFree: 0, benchmark: null, periodsPerYear: null, ...against });
  return {
    runId: 'run-1',
    resultHash: 'ab12cd34',
    engine: { version: '0.1.0', node: 'v20.19.0' },
    spec: { strategy: 'sma-cross', params: { fast: 10, slow: 20 }, feeds: { asset: 'sample:sp500' } },
    metrics: metricsOf(study),
    analysis: analysisOf(study),
    attribution: study.attribution(),
    warnings: [],
    refusals: {},
    risk: { transitions: [], state: { holds: [], memory: {} } },
    logs: [],
    ...base,
  };
}

/** A payment at the end of day `k` that is the account's own. */
export function paymentOf(k: number, kind: LedgerRecord['kind'], value: number, more: Partial<LedgerRecord> = {}): LedgerRecord {
  return { ts: day(k + 1), kind, strategyId: null, instrument: null, amount: value, currency: 'USD', rate: 1, value, ...more };
}
