import { describe, expect, test } from 'vitest';
import { type Attribution, attributionOf } from '../../../../engine/analysis/attribution/attribution.ts';
import { booksOf } from '../../../../engine/analysis/attribution/books.ts';
import { valuerOf } from '../../../../engine/analysis/valuer.ts';
import type { RunRecord } from '../../../../engine/model/result.ts';
import { DAY } from '../../../../engine/model/time.ts';
import { MONDAY, runOf } from '../fixture.ts';
import { fill, gained, holding, moved, paid } from './records.ts';

/** Takes a run of these values of equity apart, whose first is of Monday, from 100. */
function apart(value: readonly number[], more: Partial<RunRecord>): Attribution {
  const run = runOf(value, more);
  return attributionOf(run, booksOf(run, valuerOf(run)), value.at(-1)! - 100);
}

/** Two shares bought at 10 with half a unit of money given away, worth 12 in the end; a dividend of 1. */
const bought = { fills: [fill(0, 'buy', 2, 10)], held: [holding(2, 12)], ledger: [paid(1, 'dividend', 1)] };

describe('the change of equity', () => {
  test('is what the position made at undisturbed prices, less what its fills gave away, less fees, and what was paid', () => {
    const { pnl, causes } = apart([99, 104], bought);
    // 20 was paid for what stood at 19.50.
    expect(moved(causes)).toEqual({ price: 4.5, slippage: -0.5, fee: -1, dividend: 1 });
    expect(pnl).toBe(4);
  });
  test('has the same causes by strategy, by instrument and by side', () => {
    const { byStrategy, byInstrument, bySide } = apart([99, 104], bought);
    const causes = { price: 4.5, slippage: -0.5, fee: -1, dividend: 1 };
    expect([byStrategy, byInstrument, bySide].map((list) => list.map(({ name, pnl, causes: all }) => [name, pnl, moved(all)]))).toEqual([
      [['s', 4, causes]],
      [['X', 4, causes]],
      [['long', 4, causes]],
    ]);
  });
  test('by currency is what rates did: what a position gained so is no gain of its price', () => {
    // Euros: bought at 1, worth 20 at 1.2 in the end; the fee is owed in them.
    const { causes } = apart([99, 102.8], {
      fills: [fill(0, 'buy', 2, 10, { slippage: 0 })],
      held: [holding(2, 10, { value: 24 })],
      currencyGains: [gained(4, -0.2)],
    });
    expect(moved(causes)).toEqual({ fee: -1, currency: 3.8 });
  });
});

describe('a payment', () => {
  const fills = [fill(0, 'sell', 1, 10), fill(2, 'buy', 3, 10)];
  const sideOf = (more: Parameters<typeof paid>[3], k = 1): readonly string[] =>
    apart([100, 100, 100, 100], { fills, ledger: [paid(k, 'borrow', -1, more)] })
      .bySide.filter(({ causes }) => causes.borrow !== 0)
      .map(({ name }) => name);

  test('is of the side that is held when it is made', () => {
    expect([sideOf({}), sideOf({}, 3)]).toEqual([['short'], ['long']]);
  });
  test('of a position that has just been closed is of the side it was', () => {
    const closed = [fill(0, 'sell', 1, 10), fill(1, 'buy', 1, 10)];
    const { bySide } = apart([100, 100], { fills: closed, ledger: [paid(1, 'liquidation', -2)] });
    expect(bySide.map(({ name, causes }) => [name, causes.liquidation])).toEqual([['short', -2]]);
  });
  test('at the moment of an open counts before the fill at that open', () => {
    const turning = [fill(0, 'sell', 1, 10), fill(1, 'buy', 3, 10, { barTs: MONDAY + 3 * DAY })];
    const { bySide } = apart([100, 100, 100], { fills: turning, ledger: [paid(1, 'borrow', -1)] });
    expect(bySide.find(({ name }) => name === 'short')!.causes.borrow).toBe(-1);
  });
});

test('after a split a fill closes what it has become', () => {
  const fills = [fill(0, 'buy', 5, 10), fill(2, 'sell', 12, 5)];
  const splits = [{ ts: MONDAY + 2 * DAY, instrument: 'X', ratio: 2, held: [{ strategyId: 's', before: 5, after: 10 }] }];
  const { bySide } = apart([100, 100, 100], { fills, splits, held: [holding(-2, 5)] });
  expect(bySide.map(({ name, causes }) => [name, causes.price])).toEqual([
    // Half a unit of money was given away at each fill, of the second ten parts in twelve.
    ['long', 0.5 + 5 / 12],
    ['short', 1 / 12],
  ]);
});

describe('by time', () => {
  const months = apart([101, 103, 104], {
    equity: {
      ts: Float64Array.of(MONDAY + 31 * DAY, MONDAY + 32 * DAY, MONDAY + 366 * DAY + 1),
      value: Float64Array.of(101, 103, 104),
    },
    fills: [fill(30, 'buy', 1, 10)],
    ledger: [paid(31, 'funding', -2)],
    currencyGains: [gained(1, 0.5, { day: MONDAY / DAY + 366 })],
  });

  test('the change of equity is that of the days that end in it: what is not booked is price', () => {
    expect(months.byMonth.map(({ name, pnl, causes }) => [name, pnl, moved(causes)])).toEqual([
      ['2024-01', 1, { price: 2.5, slippage: -0.5, fee: -1 }],
      ['2024-02', 2, { price: 4, funding: -2 }],
      ['2025-01', 1, { price: -0.5, currency: 1.5 }],
    ]);
    expect(months.byYear.map(({ name, pnl }) => [name, pnl])).toEqual([
      ['2024', 3],
      ['2025', 1],
    ]);
  });
  test('days of the week are those of UTC, from Monday on; a value at midnight is of the day that ends', () => {
    const { byWeekday } = apart([101, 103, 104, 104, 104, 104, 107, 108], {});
    expect(byWeekday.map(({ name, pnl }) => [name, pnl])).toEqual([
      ['Monday', 2],
      ['Tuesday', 2],
      ['Wednesday', 1],
      ['Thursday', 0],
      ['Friday', 0],
      ['Saturday', 0],
      ['Sunday', 3],
    ]);
  });
  test('what is counted on a day without values is of the next that has some, and of the last after them', () => {
    const ledger = [paid(0, 'interest', 1, { strategyId: null }), paid(9, 'interest', 2, { strategyId: null })];
    const equity = { ts: Float64Array.of(MONDAY + 3 * DAY, MONDAY + 4 * DAY), value: Float64Array.of(101, 103) };
    const { byWeekday } = apart([101, 103], { equity, ledger });
    expect(byWeekday.map(({ name, causes }) => [name, moved(causes)])).toEqual([
      ['Wednesday', { interest: 1 }],
      ['Thursday', { interest: 2 }],
    ]);
  });
  test('a run without values has no periods', () => {
    const none = new Float64Array(0);
    const { byMonth, byYear, byWeekday } = apart([100], { equity: { ts: none, value: none } });
    expect([byMonth, byYear, byWeekday]).toEqual([[], [], []]);
  });
});

test('large sums that come to little keep what little it is', () => {
  const fills = Array.from({ length: 20_000 }, (_, k) => fill(0, k % 2 === 0 ? 'buy' : 'sell', 0.1, 1e9 / 3, { fee: 1e-4, slippage: 0 }));
  const { causes } = apart([98], { fills });
  expect(causes.price).toBe(0);
  expect(causes.fee).toBeCloseTo(-2, 13);
});
