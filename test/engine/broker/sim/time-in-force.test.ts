import { describe, expect, it } from 'vitest';
import { at, bars, daily, ends, follow, live, type Row, sides } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];

describe('time in force', () => {
  const rest = (options: object, rows: readonly Row[] = [flat, flat, flat, flat]) =>
    daily(rows, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { limit: 5, ...options }) }));
  const hourly = (options: object) =>
    live({ asset: bars('A', '1h', ['2024-01-01T20:00', flat, flat, flat, flat, flat, flat, [10, 11, 4, 10]]) }, (ctx) =>
      follow(ctx.feeds.asset, { 0: () => ctx.buy(ctx.feeds.asset, { limit: 5, ...options }) }),
    );

  it('gtc waits to the end of the data', () => {
    expect(ends(rest({ tif: 'gtc' }))).toEqual(['accepted']);
    expect(sides(hourly({}))).toEqual([['buy', 1, 5]]);
  });

  it('day ends with the UTC day in which the order first meets the market', () => {
    expect(hourly({ tif: 'day' }).orders).toMatchObject([{ status: 'expired', closedTs: at('2024-01-02') }]);
    // Sent at the last close of a day, it first meets the market on the day after.
    expect(rest({ tif: 'day' }).orders).toMatchObject([{ status: 'expired', closedTs: at('2024-01-03') }]);
  });

  it('day counts the bar that ends with the day', () => {
    expect(sides(rest({ tif: 'day' }, [flat, [10, 11, 4, 10], flat, flat]))).toEqual([['buy', 1, 5]]);
  });

  it('day waits over a weekend for its first market', () => {
    const past = daily(['2024-01-05', flat, '2024-01-08', [10, 11, 4, 10]], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { limit: 5, tif: 'day' }),
    }));
    expect(sides(past)).toEqual([['buy', 1, 5]]);
  });

  it('gtd ends at its moment, though no data comes then', () => {
    expect(hourly({ expiresAt: at('2024-01-01T23:30') }).orders).toMatchObject([
      { tif: 'gtd', status: 'expired', closedTs: at('2024-01-01T23:30') },
    ]);
  });

  it('gtd counts the bar that ends at its last moment', () => {
    const past = rest({ expiresAt: at('2024-01-03') }, [flat, [10, 11, 4, 10], flat, flat]);
    expect(sides(past)).toEqual([['buy', 1, 5]]);
  });

  it('gtd whose moment is past never fills, and the run goes on', () => {
    const past = rest({ expiresAt: at('2023-06-01') }, [flat, [4, 5, 3, 4], flat, flat]);
    expect(past.fills).toEqual([]);
    expect(past.equity).toHaveLength(4);
    expect(past.orders[0]!.status).toMatch(/expired|rejected/);
  });

  it('ioc and fok end where the market they first meet does not fill them', () => {
    expect(ends(rest({ tif: 'ioc' }))).toEqual(['canceled: ioc-remainder']);
    expect(ends(rest({ tif: 'fok' }))).toEqual(['canceled: fok-unfilled']);
    expect(rest({ tif: 'ioc' }).orders[0]!.closedTs).toBe(at('2024-01-02'));
  });

  it('ioc and fok that meet their market fill at its open', () => {
    for (const tif of ['ioc', 'fok'] as const) expect(sides(rest({ tif, limit: 12 }))).toEqual([['buy', 1, 10]]);
  });

  it('an ioc stop waits for its trigger', () => {
    const past = daily([flat, flat, [10, 12, 9, 11]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { trigger: 12, tif: 'ioc' }) }));
    expect(sides(past)).toEqual([['buy', 1, 12]]);
  });

  it('an ioc stop-limit that is triggered at an open beyond its limit ends there', () => {
    const past = daily([flat, [14, 15, 10, 14]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { trigger: 12, limit: 13, tif: 'ioc' }) }));
    expect(past.orders).toMatchObject([{ status: 'canceled', reason: 'ioc-remainder', closedTs: at('2024-01-02') }]);
  });

  it('an ioc stop-limit that is triggered inside a bar gets no second bar', () => {
    const past = daily([flat, [10, 12.5, 9, 12], [11, 12, 9, 10]], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { trigger: 12, limit: 11.5, tif: 'ioc' }),
    }));
    expect(ends(past)).toEqual(['canceled: ioc-remainder']);
  });

  it('fok fills all or nothing', () => {
    const past = daily(
      [flat, flat, flat, flat],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
        1: () => ctx.sell(ctx.feeds.asset, { qty: 2, tif: 'fok' }),
      }),
      { account: { type: 'cash' } },
    );
    expect(sides(past)).toEqual([['buy', 1, 10]]);
  });
});
