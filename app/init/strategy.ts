/** The strategy of a new project: a trend follower that a reader can change. */
export const strategy = `/*
 * A trend follower: long while a fast average is above a slow one.
 *
 * Idea: prices that have risen for weeks go on a little more often than not.
 * Where it fails: a market that goes nowhere crosses again and again, and every cross costs.
 */
import { atr, crossedAbove, crossedBelow, defineStrategy, int, real, sma } from 'onetape';

export default defineStrategy({
  name: 'my-strategy',
  // Their types, their ranges and what --param accepts are one thing.
  params: {
    fast: int(10, { min: 2, max: 100 }),
    slow: int(40, { min: 3, max: 400 }),
    stop: real(3, { min: 0.5, max: 10, step: 0.5 }),
  },
  // A role, which the run file binds to data.
  feeds: ['asset'],
  // Once, before the first bar: here indicators are made.
  setup(ctx, { fast, slow, stop }) {
    const { asset } = ctx.feeds;
    const fastMa = sma(asset.close, fast);
    const slowMa = sma(asset.close, slow);
    const range = atr(asset, 14);
    ctx.plot('fast', fastMa);
    ctx.plot('slow', slowMa);
    return {
      // At each close. What is ordered here fills at the next open.
      onBar() {
        if (crossedAbove(fastMa, slowMa) && range.ready) {
          // No quantity: the run file's sizer decides. The stop stands a few daily ranges below.
          ctx.buy(asset, { stopLoss: { price: asset.close.value - stop * range.value }, reason: 'fast above slow' });
        } else if (crossedBelow(fastMa, slowMa)) {
          ctx.close(asset, { reason: 'fast below slow' });
        }
      },
    };
  },
});
`;

/** Its test: a few bars in, fills out. */
export const strategyTest = `import { runBars } from 'onetape/testing';
import { expect, test } from 'vitest';
import strategy from './strategy.ts';

// A bar is [open, high, low, close], or one number for all four. Bars count from 0.
// Every order is for one unit and costs nothing, unless the options say otherwise.
const params = { fast: 2, slow: 4, stop: 2 };
const falling = [115, 114, 113, 112, 111, 110, 109, 108, 107, 106, 105, 104, 103, 102, 101, 100];
const turn = 104;

test('it buys at the open after the fast average has crossed above the slow one', () => {
  const { fills } = runBars(strategy, [...falling, turn, [109, 112, 108, 111]], { params });
  expect(fills).toMatchObject([{ bar: 17, side: 'buy', qty: 1, price: 109, certainty: 'exact' }]);
});

test('it sells at the open after the averages have crossed back', () => {
  const { roundTrips } = runBars(strategy, [...falling, turn, 109, 110, 108, 107, 106], { params });
  expect(roundTrips).toMatchObject([{ entryPrice: 109, exitPrice: 106 }]);
});

test('a gap through its stop fills at the open, not at the stop', () => {
  const { fills } = runBars(strategy, [...falling, turn, 109, [90, 91, 88, 89]], { params });
  expect(fills[1]).toMatchObject({ bar: 18, side: 'sell', price: 90, tag: 'stop-loss' });
});

test('it leaves a falling market alone', () => {
  expect(runBars(strategy, falling, { params }).orders).toEqual([]);
});
`;
