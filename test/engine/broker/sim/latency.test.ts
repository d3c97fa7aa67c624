import { describe, expect, it } from 'vitest';
import { delayOf } from '../../../../engine/broker/sim/latency.ts';
import { seededRandom } from '../../../../engine/loop/random.ts';
import { at, bars, ends, follow, live, type Plan, type Row, type Terms } from '../../world.ts';

const hours = (
  drawing: readonly (Row | string)[],
  plan: (ctx: Parameters<Parameters<typeof live>[1]>[0], asset: ReturnType<typeof bars>) => Plan,
  terms: Terms,
) => {
  const asset = bars('A', '1h', drawing);
  return live({ asset }, (ctx) => follow(asset, plan(ctx as never, asset)), terms);
};
const latency = (order: number, response = 0): Terms => ({ latency: { order, feed: 0, response } });
const flat: Row = [10, 11, 9, 10];
const SECOND = 1_000;

describe('an order that takes time to arrive', () => {
  it('misses the open it was sent for, and fills in that bar at the worse of its open and close', () => {
    const past = hours([flat, [10, 13, 9, 12], flat], (ctx, asset) => ({ 0: () => ctx.buy(asset) }), latency(SECOND));
    expect(past.fills).toMatchObject([{ price: 12, ts: at('2024-01-01T02:00'), certainty: 'assumed' }]);
    const falling = hours([flat, [10, 11, 7, 8], flat], (ctx, asset) => ({ 0: () => ctx.buy(asset) }), latency(SECOND));
    expect(falling.fills).toMatchObject([{ price: 10, ts: at('2024-01-01T02:00') }]);
  });

  it('meets the next open where there is time enough before it', () => {
    const gap = hours([flat, '2024-01-01T09:00', [15, 16, 14, 15]], (ctx, asset) => ({ 0: () => ctx.buy(asset) }), latency(SECOND));
    expect(gap.fills).toMatchObject([{ price: 15, ts: at('2024-01-01T09:00'), certainty: 'exact' }]);
  });

  it('and is a limit or a stop meets no bar that was under way when it came', () => {
    const past = hours(
      [flat, [10, 13, 7, 10], [10, 11, 7, 10]],
      (ctx, asset) => ({ 0: () => [ctx.buy(asset, { limit: 8 }), ctx.buy(asset, { trigger: 12 })] }),
      latency(SECOND),
    );
    expect(past.fills).toMatchObject([{ price: 8, ts: at('2024-01-01T03:00') }]);
  });

  it('finds a venue that knows the newest price, though no order waited there', () => {
    const past = hours(
      [flat, [20, 20, 20, 20], '2024-01-01T09:00', [19, 19, 15, 15]],
      (ctx, asset) => ({ 1: () => ctx.sell(asset, { trail: { amount: 2 } }) }),
      latency(SECOND),
    );
    expect(past.fills).toMatchObject([{ price: 18, ts: at('2024-01-01T10:00') }]);
  });

  it('cannot be called back in time: a cancel that arrives inside a bar leaves the order to all of it', () => {
    const past = hours(
      [flat, flat, [10, 11, 7, 10], flat],
      (ctx, asset) => {
        let id = 0;
        return { 0: () => (id = ctx.buy(asset, { limit: 8 })), 1: () => ctx.cancel(id) };
      },
      latency(SECOND),
    );
    expect(past.fills).toMatchObject([{ price: 8, ts: at('2024-01-01T03:00') }]);
  });

  it('is cancelled by a cancel that came before the bar began', () => {
    const past = hours(
      [flat, flat, '2024-01-01T09:00', [10, 11, 7, 10]],
      (ctx, asset) => {
        let id = 0;
        return { 0: () => (id = ctx.buy(asset, { limit: 8 })), 1: () => ctx.cancel(id) };
      },
      latency(SECOND),
    );
    expect(ends(past)).toEqual(['canceled: user']);
  });
});

describe('an event that takes time to be heard', () => {
  it('reaches the strategy and our account late, with the time at which it happened', () => {
    const asset = bars('A', '1h', [flat, flat, flat]);
    const heard: unknown[] = [];
    const past = live(
      { asset },
      (ctx) => ({
        onBar: () => void (asset.row === 1 && ctx.buy(asset, { qty: 2 })),
        onFill: ({ ts }) => void heard.push([ctx.now - ts, ctx.position(asset).qty]),
      }),
      latency(0, 90 * SECOND),
    );
    expect(heard).toEqual([[90 * SECOND, 2]]);
    expect(past.fills).toMatchObject([{ ts: at('2024-01-01T01:00'), price: 10 }]);
    expect(past.equity.at(-1)).toBe(10_000);
  });

  it('does not let a strategy sell at the venue what the venue knows is gone', () => {
    const past = hours(
      [flat, flat, [10, 11, 7, 10], flat, flat],
      (ctx, asset) => ({
        0: () => ctx.buy(asset, { qty: 2, stopLoss: { price: 8 } }),
        // The stop has filled in this bar, but nobody here knows.
        2: () => ctx.close(asset),
      }),
      latency(0, 30 * 60 * SECOND),
    );
    expect(ends(past)).toEqual(['filled', 'filled', 'canceled: no-position']);
  });
});

describe('delays', () => {
  it('are fixed, even, exponential, or drawn from measured ones, and the same for the same seed', () => {
    const draws = (spec: Parameters<typeof delayOf>[0]): number[] => {
      const draw = delayOf(spec, seededRandom(7));
      return Array.from({ length: 20_000 }, draw);
    };
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(new Set(draws(50))).toEqual(new Set([50]));
    const even = draws({ model: 'uniform', min: 20, max: 40 });
    expect(Math.min(...even)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...even)).toBeLessThan(40);
    expect(mean(even)).toBeCloseTo(30, 0);
    expect(mean(draws({ model: 'exponential', mean: 25 }))).toBeCloseTo(25, 0);
    expect(new Set(draws({ values: [3, 8, 100] }))).toEqual(new Set([3, 8, 100]));
    expect(draws({ model: 'exponential', mean: 25 })).toEqual(draws({ model: 'exponential', mean: 25 }));
  });
});
