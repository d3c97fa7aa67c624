import { describe, expect, it } from 'vitest';
import { at, bars, daily, ends, follow, live, type Row, sides } from '../world.ts';

const flat: Row = [10, 11, 9, 10];

describe('a loss breaker', () => {
  const falling: readonly Row[] = [flat, flat, [8, 8, 8, 8], [8, 9, 3, 8], flat];

  it('lets only exits through from then on, says so, and takes back entries that wait', () => {
    const past = daily(
      falling,
      (ctx) => ({
        0: () => [
          ctx.buy(ctx.feeds.asset, { qty: 500, stopLoss: { price: 2 } }),
          ctx.buy(ctx.feeds.asset, { qty: 1, limit: 4, ref: 'waits' }),
        ],
        2: () => [ctx.buy(ctx.feeds.asset, { qty: 1, ref: 'late' }), ctx.sell(ctx.feeds.asset, { qty: 100, ref: 'exit' })],
      }),
      { risk: { maxDrawdown: 0.1 } },
    );
    expect(past.session.notices).toEqual([
      'max-drawdown was reached at 2024-01-04T00:00:00.000Z: from then on only orders that reduce a position were let through',
    ]);
    expect(past.orders.map(({ ref, status }) => [ref, status])).toEqual([
      [null, 'filled'],
      [null, 'accepted'],
      ['waits', 'canceled'],
      ['late', 'rejected'],
      ['exit', 'filled'],
    ]);
    expect(sides(past).at(-1)).toEqual(['sell', 100, 8]);
  });

  it('of a day starts anew each day in what it measures, but stays broken', () => {
    const past = daily(falling, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 500 }), 3: () => ctx.buy(ctx.feeds.asset) }), {
      risk: { maxDailyLoss: 0.05 },
    });
    expect(past.session.notices[0]).toMatch(/^max-daily-loss was reached at 2024-01-04/);
    expect(ends(past)[1]).toBe('rejected: trading-halted');
  });
});

describe('warm-up', () => {
  it('runs handlers and refuses intents, up to and including its end', () => {
    const bought: number[] = [];
    const until = (text: string) => {
      bought.length = 0;
      return ends(
        daily(
          [flat, flat, flat, flat],
          (ctx) => {
            const buy = () => bought.push(ctx.buy(ctx.feeds.asset, { stopLoss: { pct: 0.5 } }));
            return { 0: buy, 1: buy, 2: buy };
          },
          { warmUntil: at(text) },
        ),
      );
    };
    const refused = ['rejected: warm-up', 'rejected: warm-up'];
    expect(until('2024-01-01')).toEqual(['filled', 'accepted', 'filled', 'accepted', 'filled', 'accepted']);
    expect(until('2024-01-02')).toEqual([...refused, 'filled', 'accepted', 'filled', 'accepted']);
    expect(until('2024-01-03T12:00')).toEqual([...refused, ...refused, 'filled', 'accepted']);
    expect(until('2025-01-01')).toEqual([...refused, ...refused, ...refused]);
    expect(bought).toEqual([1, 3, 5]);
  });

  it('counts what it refused', () => {
    const told: string[] = [];
    const asset = bars('A', '1d', [flat, flat]);
    live({ asset }, (ctx) => follow(asset, { 0: () => ctx.buy(asset) }, { onOrder: (event) => void told.push(event.kind) }), {
      warmUntil: at('2024-01-02'),
    });
    expect(told).toEqual(['rejected']);
  });
});

describe('an exit without a distance', () => {
  it.each([0, -0.05, Number.NaN])('refuses the whole order rather than leave the position unprotected (pct %s)', (pct) => {
    const past = daily([flat, flat, flat], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { stopLoss: { pct } }) }));
    expect(ends(past)).toEqual(['rejected: bad-price', 'rejected: bad-price']);
  });
});
