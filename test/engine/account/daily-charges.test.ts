import { describe, expect, it } from 'vitest';
import { daily, type Row } from '../world.ts';
import { ledgerOf } from './ledger-of.ts';

/** Ten days from Monday the first of January. */
const flat: readonly Row[] = Array.from({ length: 10 }, () => [100, 100, 100, 100]);
const HOUR = 3_600_000;

describe('borrow', () => {
  it('is charged each day on what is short at that time, weekends included', () => {
    const past = daily(flat, (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { qty: 10 }), 7: () => ctx.close(ctx.feeds.asset) }), {
      financing: { daily: { at: 0, borrow: { rate: 0.0365 } } },
    });
    // Sold at the open of the 2nd, bought back at the open of the 9th: seven midnights.
    expect(ledgerOf(past)).toEqual([3, 4, 5, 6, 7, 8, 9].map((day) => [`2024-01-0${day}T00:00`, 'borrow', expect.closeTo(-0.1, 12)]));
  });

  it('costs a long nothing, and a contract nothing', () => {
    const terms = { financing: { daily: { at: 0, borrow: { rate: 0.0365 } } } };
    expect(ledgerOf(daily(flat, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }) }), terms))).toEqual([]);
    const linear = { ...terms, instruments: { A: { contract: 'linear' } } } as const;
    expect(ledgerOf(daily(flat, (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { qty: 10 }) }), linear))).toEqual([]);
  });

  it('goes no further than what there is to borrow', () => {
    const short = (qty: number) =>
      daily(flat, (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { qty: 60 }), 2: () => ctx.sell(ctx.feeds.asset, { qty }) }), {
        instruments: { A: { borrow: { available: 80 } } },
      }).orders.at(-1)!;
    expect(short(20)).toMatchObject({ status: 'filled' });
    expect(short(20.01)).toMatchObject({ status: 'canceled', reason: 'no-borrow' });
  });
});

describe('swap', () => {
  const swap = (unit: 'price' | 'rate', long: number, short: number) => ({
    financing: { daily: { at: 22 * HOUR, swap: { long, short, unit, triple: 'wednesday' as const } } },
  });

  it('counts three nights on Wednesday, and none on Saturday and Sunday', () => {
    const past = daily(flat, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }) }), swap('price', -0.02, 0.01));
    expect(ledgerOf(past)).toEqual([
      ['2024-01-02T22:00', 'swap', -0.2],
      ['2024-01-03T22:00', 'swap', expect.closeTo(-0.6, 12)],
      ['2024-01-04T22:00', 'swap', -0.2],
      ['2024-01-05T22:00', 'swap', -0.2],
      ['2024-01-08T22:00', 'swap', -0.2],
      ['2024-01-09T22:00', 'swap', -0.2],
      ['2024-01-10T22:00', 'swap', expect.closeTo(-0.6, 12)],
    ]);
  });

  it('has terms of its own for shorts, and may be a yearly rate', () => {
    const past = daily(
      flat,
      (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { qty: 10 }), 1: () => ctx.close(ctx.feeds.asset) }),
      swap('rate', 0, 0.0365),
    );
    expect(ledgerOf(past)).toEqual([['2024-01-02T22:00', 'swap', expect.closeTo(0.1, 12)]]);
  });
});

describe('interest', () => {
  const interest = { financing: { daily: { at: 0, interest: { credit: 0.0365, debit: 0.073 } } } };
  const first = (past: ReturnType<typeof daily>, day: string) => ledgerOf(past).find(([when]) => when.startsWith(day))?.[2];

  it('is earned on cash and paid on what is borrowed', () => {
    const terms = { ...interest, account: { leverage: 2 } };
    expect(
      first(
        daily(flat, () => ({}), terms),
        '2024-01-03',
      ),
    ).toBeCloseTo(1.0001, 12);
    const levered = daily(flat, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 150 }) }), terms);
    // Bought for 15000 with 10000 and the first night's interest of 1.
    expect(first(levered, '2024-01-03')).toBeCloseTo((-4999 * 0.073) / 365, 12);
  });

  it('is not earned on what a short sale has brought in', () => {
    const past = daily(flat, (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { qty: 50 }) }), interest);
    expect(first(past, '2024-01-03')).toBeCloseTo(1.0001, 12);
  });
});
