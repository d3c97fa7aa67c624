import { describe, expect, test } from 'vitest';
import { breakdownOf } from '../../../engine/analysis/attribution.ts';
import type { FillRecord, PriceColumns } from '../../../engine/model/result.ts';
import { runOf, times, tripOf } from './fixture.ts';

const close = (instrument: string, value: number): PriceColumns => {
  const column = Float64Array.of(value);
  return { instrument, ts: times(1), open: column, high: column, low: column, close: column };
};
const fill = (side: 'buy' | 'sell', qty: number, price: number, more: Partial<FillRecord> = {}): FillRecord =>
  ({ strategyId: 's', instrument: 'X', side, qty, price, fee: 1, slippage: 0.5, ...more }) as FillRecord;

describe('a position that turns', () => {
  // long 2 from 10 to 12, then short 1 from 12, marked at 11
  const fills = [fill('buy', 2, 10), fill('sell', 3, 12, { fee: 3, slippage: 0.75 })];
  const roundTrips = [{ ...tripOf(1), instrument: 'X', side: 'buy' as const }];
  const { bySide, byStrategy, byInstrument } = breakdownOf(runOf([100], { fills, roundTrips, prices: [close('X', 11)] }), {});

  test('splits the fill between what it closes and what it opens', () => {
    expect(bySide.map(({ trades, ...rest }) => [rest, trades.trades])).toEqual([
      [{ name: 'long', pnl: 1, realized: 1, unrealized: 0, fees: 3, slippage: 1, traded: 44, fills: 2 }, 1],
      [{ name: 'short', pnl: 0, realized: 0, unrealized: 0, fees: 1, slippage: 0.25, traded: 12, fills: 1 }, 0],
    ]);
  });
  test('is one part by strategy and by instrument', () => {
    expect(byStrategy.map(({ name, pnl, fees, fills: count }) => [name, pnl, fees, count])).toEqual([['s', 1, 4, 3]]);
    expect(byInstrument.map(({ name, pnl }) => [name, pnl])).toEqual([['X', 1]]);
  });
});

test('what is open at the end is worth its newest close, by multiplier, fees taken off', () => {
  const run = runOf([100], { fills: [fill('buy', 2, 10)], prices: [close('X', 11)] });
  expect(breakdownOf(run, { X: 5 }).byInstrument[0]).toMatchObject({ pnl: 9, realized: 0, unrealized: 9, traded: 100 });
  expect(breakdownOf(runOf([100], { fills: [fill('buy', 2, 10)] }), {}).byInstrument[0]).toMatchObject({ pnl: -1, unrealized: -1 });
});

test('strategies are told apart in the same instrument, and instruments in the same strategy', () => {
  const fills = [
    fill('buy', 1, 10, { strategyId: 'a' }),
    fill('sell', 1, 10, { strategyId: 'b' }),
    fill('buy', 1, 5, { strategyId: 'a', instrument: 'Y' }),
  ];
  const { bySide, byStrategy, byInstrument } = breakdownOf(runOf([100], { fills, prices: [close('X', 12), close('Y', 5)] }), {});
  expect(byStrategy.map(({ name, pnl }) => [name, pnl])).toEqual([
    ['a', 0],
    ['b', -3],
  ]);
  expect(byInstrument.map(({ name, pnl }) => [name, pnl])).toEqual([
    ['X', -2],
    ['Y', -1],
  ]);
  expect(bySide.map(({ name, pnl }) => [name, pnl])).toEqual([
    ['long', 0],
    ['short', -3],
  ]);
});

test('a run that did nothing has no parts', () => {
  expect(breakdownOf(runOf([100]), {})).toEqual({ bySide: [], byStrategy: [], byInstrument: [] });
});
