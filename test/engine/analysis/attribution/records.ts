import { booksOf } from '../../../../engine/analysis/attribution/books.ts';
import { type Breakdown, breakdownOf } from '../../../../engine/analysis/attribution/breakdown.ts';
import { CAUSES, type Cause, type Causes } from '../../../../engine/analysis/attribution/cause.ts';
import { tradeStats } from '../../../../engine/analysis/trade-stats.ts';
import { valuerOf } from '../../../../engine/analysis/valuer.ts';
import type { CurrencyRecord, FillRecord, HoldingRecord, LedgerRecord, RunRecord } from '../../../../engine/model/result.ts';
import { DAY } from '../../../../engine/model/time.ts';
import { MONDAY } from '../fixture.ts';

/** A fill inside the bar of day `k`, which closes at its end: a fee of 1, and half a unit of money given away. */
export const fill = (k: number, side: 'buy' | 'sell', qty: number, price: number, more: Partial<FillRecord> = {}): FillRecord =>
  ({
    ts: MONDAY + (k + 1) * DAY,
    orderId: 1,
    strategyId: 's',
    instrument: 'X',
    side,
    qty,
    price,
    fee: 1,
    slippage: 0.5,
    barTs: MONDAY + (k + 1) * DAY,
    rate: 1,
    ...more,
  }) as FillRecord;

/** A payment at the end of day `k`. */
export const paid = (k: number, kind: LedgerRecord['kind'], value: number, more: Partial<LedgerRecord> = {}): LedgerRecord => ({
  ts: MONDAY + (k + 1) * DAY,
  kind,
  strategyId: 's',
  instrument: 'X',
  amount: value,
  currency: 'USD',
  rate: 1,
  value,
  ...more,
});

/** What is left at the end. */
export const holding = (qty: number, price: number, more: Partial<HoldingRecord> = {}): HoldingRecord => ({
  strategyId: 's',
  instrument: 'X',
  qty,
  price,
  value: qty * price,
  ...more,
});

/** What rates did on a Monday. */
export const gained = (position: number, balance: number, more: Partial<CurrencyRecord> = {}): CurrencyRecord => ({
  day: MONDAY / DAY,
  strategyId: 's',
  instrument: 'X',
  side: 'buy',
  position,
  balance,
  ...more,
});

/** The parts of a run. */
export const brokenDown = (run: RunRecord): Breakdown => breakdownOf(booksOf(run, valuerOf(run)), () => tradeStats(run.roundTrips));

/** Those causes that have moved anything. */
export const moved = (causes: Causes): Partial<Record<Cause, number>> =>
  Object.fromEntries(CAUSES.filter((cause) => causes[cause] !== 0).map((cause) => [cause, causes[cause]]));
