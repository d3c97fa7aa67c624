import { describe, expect, test } from 'vitest';
import { type ExposureColumns, exposureColumns, exposureOf } from '../../../engine/analysis/exposure.ts';
import { valuerOf } from '../../../engine/analysis/valuer.ts';
import type { FillRecord, InstrumentTerms, PriceColumns, RunRecord } from '../../../engine/model/result.ts';
import { DAY } from '../../../engine/model/time.ts';
import { MONDAY, runOf, times } from './fixture.ts';

const close = (instrument: string, ...values: number[]): PriceColumns => {
  const column = Float64Array.from(values);
  return { instrument, ts: times(values.length), open: column, high: column, low: column, close: column };
};
/** A fill at the open of day `k`, whose bar ends with equity value `k`. */
const fill = (k: number, side: 'buy' | 'sell', qty: number, more: Partial<FillRecord> = {}): FillRecord =>
  ({
    orderId: 1,
    strategyId: 's',
    instrument: 'X',
    side,
    qty,
    price: 10,
    ts: MONDAY + k * DAY,
    barTs: MONDAY + (k + 1) * DAY,
    ...more,
  }) as FillRecord;
const terms = (id: string, more: Partial<InstrumentTerms> = {}): InstrumentTerms => ({
  id,
  contract: 'spot',
  multiplier: 1,
  settle: 'USD',
  ...more,
});
const exposed = (value: readonly number[], more: Partial<RunRecord>): ExposureColumns => {
  const run = runOf(value, more);
  return exposureColumns(run, valuerOf(run));
};

describe('what was at stake at each value of equity', () => {
  test('is the notional at its close, from the value that ends the bar of the fill', () => {
    const fills = [fill(1, 'buy', 4), fill(3, 'sell', 4)];
    const { gross, net } = exposed([100, 100, 200, 100], { fills, prices: [close('X', 10, 10, 20, 20)] });
    expect([...gross]).toEqual([0, 0.4, 0.4, 0]);
    expect([...net]).toEqual([0, 0.4, 0.4, 0]);
  });
  test('counts a fill on the close with the value of that close', () => {
    const onClose = fill(0, 'buy', 5, { ts: MONDAY + DAY });
    expect([...exposed([100, 100], { fills: [onClose], prices: [close('X', 10, 10)] }).gross]).toEqual([0.5, 0.5]);
  });
  test('adds longs and shorts in the gross and sets them off in the net, by multiplier', () => {
    const fills = [fill(0, 'buy', 4), fill(0, 'sell', 1, { instrument: 'Y' })];
    const instruments = [terms('Y', { multiplier: 50 })];
    const { gross, net } = exposed([100], { fills, prices: [close('X', 10), close('Y', 2)], instruments });
    expect([gross[0], net[0]]).toEqual([1.4, -0.6]);
  });
  test('nets two strategies in one instrument, as the account does', () => {
    const fills = [fill(0, 'buy', 4, { strategyId: 'a' }), fill(0, 'sell', 4, { strategyId: 'b' })];
    expect([...exposed([100], { fills, prices: [close('X', 10)] }).gross]).toEqual([0]);
  });
  test('forgets what rounding leaves of a position', () => {
    const fills = [fill(0, 'buy', 0.3), fill(1, 'sell', 0.1), fill(2, 'sell', 0.2)];
    expect(exposed([100, 100, 100], { fills, prices: [close('X', 10, 10, 10)] }).gross[2]).toBe(0);
  });
  test('takes the price of the newest fill where an instrument has no bars', () => {
    expect([...exposed([100, 200], { fills: [fill(0, 'buy', 5)] }).gross]).toEqual([0.5, 0.25]);
  });
  test('is not applicable where equity is gone', () => {
    expect([...exposed([-5], { fills: [fill(0, 'buy', 5)] }).gross]).toEqual([Number.NaN]);
  });
  test('of an inverse contract is the coins that it stands for, long where it is bought', () => {
    const instruments = [terms('X', { contract: 'inverse', multiplier: 10 })];
    const { gross, net } = exposed([100, 100], { fills: [fill(0, 'sell', 100)], prices: [close('X', 10, 20)], instruments });
    expect([...gross]).toEqual([1, 0.5]);
    expect([...net]).toEqual([-1, -0.5]);
  });
  test('is in account money, at the newest rate of the moment', () => {
    const instruments = [terms('X', { settle: 'EUR' })];
    const rates = [{ currency: 'EUR', ts: times(2), rate: Float64Array.of(1.1, 1.2) }];
    const { gross } = exposed([100, 100, 100], { fills: [fill(0, 'buy', 5)], prices: [close('X', 10, 10, 10)], instruments, rates });
    expect([...gross].map((value) => value.toFixed(6))).toEqual(['0.550000', '0.600000', '0.600000']);
  });
  test('goes on over a split, in the units after it, before its first close at the new price and after', () => {
    const split = { ts: MONDAY + DAY, instrument: 'X', ratio: 2, held: [{ strategyId: 's', before: 5, after: 10 }] };
    const fills = [fill(0, 'buy', 5), fill(3, 'sell', 10, { price: 5 })];
    // The second day has no bar of it.
    const prices = [{ ...close('X', 10, 6, 5), ts: Float64Array.of(MONDAY + DAY, MONDAY + 3 * DAY, MONDAY + 4 * DAY) }];
    expect([...exposed([100, 100, 100, 100], { fills, prices, splits: [split] }).gross]).toEqual([0.5, 0.5, 0.6, 0]);
  });
});

test('exposure is summed up over the values that are known', () => {
  const gross = Float64Array.of(0, 0.5, 1.5, Number.NaN);
  const net = Float64Array.of(0, 0.5, -1.5, Number.NaN);
  expect(exposureOf({ gross, net })).toEqual({
    timeLong: 1 / 3,
    timeShort: 1 / 3,
    grossExposure: 2 / 3,
    maxGrossExposure: 1.5,
    netExposure: -1 / 3,
  });
  const none = new Float64Array(0);
  for (const value of Object.values(exposureOf({ gross: none, net: none }))) expect(value).toBeNaN();
});
