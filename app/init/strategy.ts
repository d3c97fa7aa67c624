/** The strategy of a new project: a trend follower that a reader can change. */
export const strategy = `import { atr, crossedAbove, crossedBelow, defineStrategy, int, real, sma } from 'onetape';

// Buys when the fast average crosses above the slow one and sells when it crosses back, or when the price has fallen
// by a few times what it usually moves in a day. How much it buys is the run file's business ("sizer").
export default defineStrategy({
  name: 'my-strategy',
  params: {
    fast: int(20, { min: 2, max: 100 }),
    slow: int(60, { min: 5, max: 400 }),
    stop: real(3, { min: 0.5, max: 10, step: 0.5 }),
  },
  feeds: ['asset'],
  setup(ctx, { fast, slow, stop }) {
    const { asset } = ctx.feeds;
    const fastMa = sma(asset.close, fast);
    const slowMa = sma(asset.close, slow);
    const range = atr(asset, 14);
    return {
      onBar() {
        if (crossedAbove(fastMa, slowMa) && range.ready) {
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

const params = { fast: 2, slow: 5, stop: 10 };
const falling = Array.from({ length: 20 }, (_, k) => 100 - k);
const rising = Array.from({ length: 10 }, (_, k) => 85 + 2 * k);

test('it buys when the fast average crosses above the slow one, at the next open', () => {
  const { fills } = runBars(strategy, [...falling, ...rising], { params });
  expect(fills.map(({ side, qty }) => ({ side, qty }))).toEqual([{ side: 'buy', qty: 1 }]);
});

test('it sells when the average crosses back', () => {
  const { roundTrips } = runBars(strategy, [...falling, ...rising, ...falling], { params });
  expect(roundTrips).toHaveLength(1);
});

test('it does nothing while the price only falls', () => {
  expect(runBars(strategy, falling, { params }).orders).toEqual([]);
});
`;
