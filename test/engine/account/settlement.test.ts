import { describe, expect, it } from 'vitest';
import { daily, ends, type Row } from '../world.ts';

/** Eight days from Monday the first of January; every day opens and closes at 100. */
const flat: readonly Row[] = Array.from({ length: 8 }, () => [100, 100, 100, 100]);
const cash = { account: { type: 'cash', cash: 1000, settlement: 2 } } as const;

describe('the proceeds of a sale in a cash account', () => {
  it('may be spent on the second weekday after it', () => {
    const past = daily(
      flat,
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }),
        // Sold at the open of Wednesday the third: settled on Friday the fifth.
        1: () => ctx.sell(ctx.feeds.asset, { qty: 10 }),
        2: () => ctx.buy(ctx.feeds.asset, { qty: 10 }),
        4: () => ctx.buy(ctx.feeds.asset, { qty: 10 }),
      }),
      cash,
    );
    expect(ends(past)).toEqual(['filled', 'filled', 'canceled: unsettled-cash', 'filled']);
    expect(past.equity.every((value) => value === 1000)).toBe(true);
  });

  it('are not what is lacking where there is too little in all', () => {
    const past = daily(flat, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 10.01 }) }), cash);
    expect(ends(past)).toEqual(['canceled: insufficient-cash']);
  });

  it('settle at once where nothing else is said', () => {
    const past = daily(
      flat,
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }),
        1: () => ctx.sell(ctx.feeds.asset, { qty: 10 }),
        2: () => ctx.buy(ctx.feeds.asset, { qty: 10 }),
      }),
      { account: { type: 'cash', cash: 1000 } },
    );
    expect(ends(past)).toEqual(['filled', 'filled', 'filled']);
  });

  it('of a Friday settle on the Monday, where one weekday is enough, even at the close that ends the Sunday', () => {
    const past = daily(
      flat.slice(0, 7),
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }), 6: () => ctx.sell(ctx.feeds.asset, { qty: 10 }) }),
      {
        account: { type: 'cash', cash: 1000, settlement: 1 },
        simulator: { fillOn: 'on-close' },
      },
    );
    expect(past.session.account.cash).toBe(1000);
  });
});
