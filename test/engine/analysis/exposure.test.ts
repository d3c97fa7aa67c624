import { describe, expect, test } from 'vitest';
import { exposureColumns, exposureOf } from '../../../engine/analysis/exposure.ts';
import type { FillRecord, PriceColumns } from '../../../engine/model/result.ts';
import { DAY } from '../../../engine/model/time.ts';
import { MONDAY, runOf, times } from './fixture.ts';

const close = (instrument: string, ...values: number[]): PriceColumns => {
  const column = Float64Array.from(values);
  return { instrument, ts: times(values.length), open: column, high: column, low: column, close: column };
};
/** A fill at the open of day `k`, whose bar ends with equity value `k`. */
const fill = (k: number, side: 'buy' | 'sell', qty: number, more: Partial<FillRecord> = {}): FillRecord =>
  ({ instrument: 'X', side, qty, price: 10, ts: MONDAY + k * DAY, barTs: MONDAY + (k + 1) * DAY, ...more }) as FillRecord;

describe('what was at stake at each value of equity', () => {
  test('is the notional at its close, from the value that ends the bar of the fill', () => {
    const fills = [fill(1, 'buy', 4), fill(3, 'sell', 4)];
    const { gross, net } = exposureColumns(runOf([100, 100, 200, 100], { fills, prices: [close('X', 10, 10, 20, 20)] }), {});
    expect([...gross]).toEqual([0, 0.4, 0.4, 0]);
    expect([...net]).toEqual([0, 0.4, 0.4, 0]);
  });
  test('counts a fill on the close with the value of that close', () => {
    const onClose = fill(0, 'buy', 5, { ts: MONDAY + DAY });
    expect([...exposureColumns(runOf([100, 100], { fills: [onClose], prices: [close('X', 10, 10)] }), {}).gross]).toEqual([0.5, 0.5]);
  });
  test('adds longs and shorts in the gross and sets them off in the net, by multiplier', () => {
    const fills = [fill(0, 'buy', 4), fill(0, 'sell', 1, { instrument: 'Y' })];
    const run = runOf([100], { fills, prices: [close('X', 10), close('Y', 2)] });
    const { gross, net } = exposureColumns(run, { Y: 50 });
    expect([gross[0], net[0]]).toEqual([1.4, -0.6]);
  });
  test('nets two strategies in one instrument, as the account does', () => {
    const fills = [fill(0, 'buy', 4, { strategyId: 'a' }), fill(0, 'sell', 4, { strategyId: 'b' })];
    expect([...exposureColumns(runOf([100], { fills, prices: [close('X', 10)] }), {}).gross]).toEqual([0]);
  });
  test('forgets what rounding leaves of a position', () => {
    const fills = [fill(0, 'buy', 0.3), fill(1, 'sell', 0.1), fill(2, 'sell', 0.2)];
    expect(exposureColumns(runOf([100, 100, 100], { fills, prices: [close('X', 10, 10, 10)] }), {}).gross[2]).toBe(0);
  });
  test('takes the price of the newest fill where an instrument has no bars', () => {
    expect([...exposureColumns(runOf([100, 200], { fills: [fill(0, 'buy', 5)] }), {}).gross]).toEqual([0.5, 0.25]);
  });
  test('is not applicable where equity is gone', () => {
    expect([...exposureColumns(runOf([-5], { fills: [fill(0, 'buy', 5)] }), {}).gross]).toEqual([Number.NaN]);
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
