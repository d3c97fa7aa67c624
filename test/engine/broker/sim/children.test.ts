import { describe, expect, it } from 'vitest';
import { at, bars, daily, ends, follow, live, type Past, type Row, sides } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];

describe('a child order', () => {
  it('waits for its parent, arrives with its fill, and is sized in proportion', () => {
    const past = daily([flat, flat, [10, 12.5, 9, 10], [10, 11, 9, 10]], (ctx) => ({
      0: () => ctx.sell(ctx.feeds.asset, { qty: 1, limit: 9.5, parent: ctx.buy(ctx.feeds.asset, { qty: 4, trigger: 12 }) }),
    }));
    expect(past.fills).toMatchObject([
      { side: 'buy', price: 12, ts: at('2024-01-04') },
      { side: 'sell', qty: 1, price: 10, ts: at('2024-01-04') },
    ]);
  });

  it('of an order that is not there is refused', () => {
    const past = daily([flat, flat, flat], (ctx) => {
      let parent = 0;
      return { 0: () => (parent = ctx.buy(ctx.feeds.asset)), 1: () => ctx.sell(ctx.feeds.asset, { parent }) };
    });
    expect(ends(past)).toEqual(['filled', 'rejected: unknown-parent']);
  });

  it('is on the instrument of its parent: it would meet a bar of another market that began before it', () => {
    const feeds = {
      a: bars(
        'A',
        '1m',
        ['00:00', '00:01', '00:02', '00:03', '00:04'].map(() => flat),
      ),
      b: bars('B', '5m', [flat, [38, 39, 34, 36]]),
    };
    const past = live(feeds, (ctx) => follow(feeds.a, { 0: () => ctx.buy(feeds.b, { qty: 1, parent: ctx.buy(feeds.a, { qty: 1 }) }) }));
    expect(ends(past)).toEqual(['filled', 'rejected: unknown-parent']);
  });

  it('of a child goes with both', () => {
    const past = daily([flat, flat, flat], (ctx) => {
      let first = 0;
      return {
        0: () => {
          first = ctx.buy(ctx.feeds.asset, { limit: 5 });
          ctx.sell(ctx.feeds.asset, { limit: 20, parent: ctx.sell(ctx.feeds.asset, { limit: 12, parent: first }) });
        },
        1: () => ctx.cancel(first),
      };
    });
    expect(ends(past)).toEqual(['canceled: user', 'canceled: parent-closed', 'canceled: parent-closed']);
  });

  it('ends with a parent that expires', () => {
    const past = daily([flat, flat, flat], (ctx) => ({
      0: () => ctx.sell(ctx.feeds.asset, { parent: ctx.buy(ctx.feeds.asset, { limit: 5, tif: 'day' }) }),
    }));
    expect(ends(past)).toEqual(['expired', 'canceled: parent-closed']);
  });

  it('in proportion is on the step of its instrument: nothing is bought that cannot be held', () => {
    const past = daily(
      [flat, flat, flat, flat],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
        // Only the one that closes is allowed: a sixtieth of the parent.
        1: () => ctx.buy(ctx.feeds.asset, { qty: 1, parent: ctx.sell(ctx.feeds.asset, { qty: 60 }) }),
      }),
      { account: { type: 'cash' }, instruments: { A: { stepSize: 1 } } },
    );
    expect(sides(past)).toEqual([
      ['buy', 1, 10],
      ['sell', 1, 10],
    ]);
    expect(past.session.account.cash).toBe(10_000);
  });

  it('of which a larger parent leaves nothing waits for more of it, and ends with it', () => {
    const touched: Row = [10, 13, 9, 10];
    const run = (last: number): Past =>
      daily(
        [flat, flat, flat, touched, flat, flat, touched],
        (ctx) => {
          let parent = 0;
          return {
            0: () => {
              parent = ctx.buy(ctx.feeds.asset, { qty: 4 });
              ctx.sell(ctx.feeds.asset, { qty: 2, limit: 12, parent });
            },
            // Two units a day: half of the child is awake, then 2 / 20 of what its parent fills, less than one until that is ten.
            1: () => ctx.replace(parent, { qty: 20 }),
            [last]: () => ctx.cancel(parent),
          };
        },
        { simulator: { volumeLimit: 0.02 }, instruments: { A: { stepSize: 1 } } },
      );
    expect([ends(run(5)), sides(run(5)).at(-1)]).toEqual([
      ['canceled: user', 'filled'],
      ['sell', 1, 12],
    ]);
    expect(ends(run(4))).toEqual(['canceled: user', 'canceled: parent-closed']);
  });

  it('that has filled as much as a larger parent leaves it ends', () => {
    const past = daily(
      [flat, flat, [12, 13, 11.5, 12], flat],
      (ctx) => {
        let parent = 0;
        return {
          0: () => {
            parent = ctx.buy(ctx.feeds.asset, { qty: 4, limit: 9.5 });
            ctx.sell(ctx.feeds.asset, { qty: 4, limit: 12, parent });
          },
          // Three units a day: of the three that the child covers one is left for it.
          1: () => ctx.sell(ctx.feeds.asset, { qty: 2 }),
          // Then 4 / 24 of six.
          2: () => ctx.replace(parent, { qty: 24 }),
        };
      },
      { simulator: { volumeLimit: 0.03 }, instruments: { A: { stepSize: 1 } } },
    );
    expect(ends(past)).toEqual(['partially-filled', 'canceled: linked-order-filled', 'filled']);
    expect(sides(past).map(([side, qty]) => [side, qty])).toEqual([
      ['buy', 3],
      ['sell', 2],
      ['sell', 1],
      ['buy', 3],
    ]);
  });

  it('on another instrument fills on no close that is still to come', () => {
    const rows = [
      [10, 10, 10, 10],
      [10, 12, 10, 10],
    ] as const;
    for (const days of [1, 0]) {
      const feeds = {
        hour: bars('H', '1h', rows),
        day: bars(
          'D',
          '1d',
          Array.from({ length: days }, () => [100, 900, 100, 900] as const),
        ),
      };
      const past = live(
        feeds,
        (ctx) =>
          follow(ctx.feeds.hour, {
            0: () => ctx.buy(ctx.feeds.day, { qty: 1, parent: ctx.buy(ctx.feeds.hour, { trigger: 11 }) }),
          }),
        { simulator: { fillOn: 'on-close' } },
      );
      expect(past.fills.map(({ instrument, price }) => [instrument, price])).toEqual([['H', 11]]);
      expect(past.equity.every(Number.isFinite)).toBe(true);
    }
  });
});
