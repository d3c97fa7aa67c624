import { describe, expect, it } from 'vitest';
import { at, bars, daily, ends, follow, live, sides } from '../../world.ts';

const touch = { simulator: { touch: 'fill' } } as const;

describe('a market order', () => {
  it('fills at the open of the next bar, at the time of that open', () => {
    const past = daily([[10, 12, 9, 11], '2024-01-05', [13, 14, 12, 13]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 2 }) }));
    expect(past.fills).toMatchObject([
      {
        ts: at('2024-01-05'),
        barTs: at('2024-01-06'),
        side: 'buy',
        qty: 2,
        price: 13,
        certainty: 'exact',
        liquidity: 'taker',
        slippage: 0,
      },
    ]);
  });

  it('that is sent at the last close never fills', () => {
    const past = daily([[10, 12, 9, 11]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset) }));
    expect(ends(past)).toEqual(['accepted']);
    expect(past.fills).toEqual([]);
  });

  it('meets the open of the bar that begins at the very moment of the decision', () => {
    const past = daily(
      [
        [10, 12, 9, 11],
        [12, 14, 12, 13],
      ],
      (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset) }),
    );
    expect(past.fills).toMatchObject([{ ts: at('2024-01-02'), side: 'sell', price: 12 }]);
  });
});

describe('a stop order', () => {
  it('that the next bar gaps through fills at the open, not at its trigger', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [14, 15, 13, 14],
      ],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { trigger: 12 }) }),
    );
    expect(past.fills).toMatchObject([{ price: 14, ts: at('2024-01-02'), certainty: 'exact' }]);
  });

  it('to sell that is gapped through fills at the open below it', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [6, 7, 5, 6],
      ],
      (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { trigger: 8 }) }),
    );
    expect(past.fills).toMatchObject([{ price: 6 }]);
  });

  it('that is touched inside a bar fills at its trigger, at the time of the close', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [10, 12, 9, 11],
      ],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { trigger: 12 }) }),
    );
    expect(past.fills).toMatchObject([
      { price: 12, ts: at('2024-01-03'), barTs: at('2024-01-03'), certainty: 'assumed', liquidity: 'taker' },
    ]);
  });

  it('pays slippage beyond its trigger, and beyond the open where it is gapped through', () => {
    const slippage = { model: 'percent', rate: 0.01 } as const;
    const buy = daily(
      [
        [10, 11, 9, 10],
        [10, 12, 9, 11],
      ],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { trigger: 12 }) }),
      { slippage },
    );
    expect(buy.fills[0]!.price).toBeCloseTo(12.12, 12);
    const sell = daily(
      [
        [10, 11, 9, 10],
        [6, 7, 5, 6],
      ],
      (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { trigger: 8 }) }),
      { slippage },
    );
    expect(sell.fills[0]!.price).toBeCloseTo(5.94, 12);
  });

  it('waits as long as the market stays short of its trigger', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [10, 11.9, 9, 11],
        [11, 12, 10, 12],
      ],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { trigger: 12 }) }),
    );
    expect(past.fills).toMatchObject([{ price: 12, ts: at('2024-01-04') }]);
  });

  it('whose trigger the market has passed already fills at the next open', () => {
    const past = daily(
      [
        [10, 13, 9, 13],
        [12.5, 13, 11, 12],
      ],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { trigger: 12 }) }),
    );
    expect(past.fills).toMatchObject([{ price: 12.5, ts: at('2024-01-02') }]);
  });
});

describe('a limit order', () => {
  const rows = (low: number) =>
    [
      [10, 11, 9, 10],
      [10, 11, low, 10],
    ] as const;

  it('that is traded through fills at its price, as a maker', () => {
    const past = daily(rows(8.9), (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { limit: 9 }) }));
    expect(past.fills).toMatchObject([{ price: 9, ts: at('2024-01-03'), liquidity: 'maker', certainty: 'exact' }]);
  });

  it('that is merely touched does not fill', () => {
    const past = daily(rows(9), (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { limit: 9 }) }));
    expect(past.fills).toEqual([]);
  });

  it('that is touched fills where the run asks for it, and the fill says that it is assumed', () => {
    const past = daily(rows(9), (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { limit: 9 }) }), touch);
    expect(past.fills).toMatchObject([{ price: 9, certainty: 'assumed' }]);
  });

  it('to sell needs a print above its price', () => {
    const sell = (high: number) =>
      daily(
        [
          [10, 11, 9, 10],
          [10, high, 9, 10],
        ],
        (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { limit: 12 }) }),
      );
    expect(sell(12).fills).toEqual([]);
    expect(sell(12.1).fills).toMatchObject([{ price: 12, liquidity: 'maker' }]);
  });

  it('that gaps in its favour fills at the open', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [7, 8, 6, 7],
      ],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { limit: 9 }) }),
    );
    expect(past.fills).toMatchObject([{ price: 7, ts: at('2024-01-02'), certainty: 'exact' }]);
  });

  it('that arrives marketable takes the open, and needs no trade through it', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [9, 10, 9, 10],
      ],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { limit: 9 }) }),
    );
    expect(past.fills).toMatchObject([{ price: 9, ts: at('2024-01-02'), liquidity: 'taker' }]);
  });

  it('that has rested needs a trade through it at a later open, too', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [10, 11, 9.5, 10],
        [9, 10, 9, 10],
      ],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { limit: 9 }) }),
    );
    expect(past.fills).toEqual([]);
  });

  it('that has rested is not filled by an open that merely touches it and that another order meets', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [10, 11, 9.5, 10],
        [9, 10, 9, 10],
      ],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { limit: 9 }), 1: () => ctx.buy(ctx.feeds.asset, { qty: 5 }) }),
    );
    expect(sides(past)).toEqual([['buy', 5, 9]]);
  });

  it('that has rested makes the market when a later open gaps beyond it', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [10, 11, 9.5, 10],
        [8, 10, 8, 10],
      ],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { limit: 9 }) }),
    );
    expect(past.fills).toMatchObject([{ price: 8, liquidity: 'maker' }]);
  });

  it('has no slippage: its price is its price', () => {
    const past = daily(rows(8), (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { limit: 9 }) }), {
      slippage: { model: 'percent', rate: 0.1 },
    });
    expect(past.fills).toMatchObject([{ price: 9, slippage: 0 }]);
    const taker = daily(rows(9), (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { limit: 12 }) }), {
      slippage: { model: 'percent', rate: 0.1 },
    });
    expect(taker.fills).toMatchObject([{ price: 10, liquidity: 'taker', slippage: 0 }]);
  });
});

describe('a stop-limit order', () => {
  const buy = (
    bar: readonly [number, number, number, number],
    limit: number,
    terms = {},
    next?: readonly [number, number, number, number],
  ) =>
    daily(
      [[10, 11, 9, 10], bar, ...(next === undefined ? [] : [next])],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { trigger: 12, limit }) }),
      terms,
    );

  it('whose limit lies beyond its trigger fills at the trigger when it is touched inside a bar', () => {
    expect(buy([10, 12.5, 9, 12], 13).fills).toMatchObject([{ price: 12, ts: at('2024-01-03'), liquidity: 'taker' }]);
  });

  it('pays slippage, but never beyond its limit', () => {
    const slippage = { model: 'percent', rate: 0.05 } as const;
    expect(buy([10, 12.5, 9, 12], 13, { slippage }).fills[0]!.price).toBeCloseTo(12.6, 12);
    expect(buy([10, 12.5, 9, 12], 12.2, { slippage }).fills).toMatchObject([{ price: 12.2 }]);
  });

  it('gapped beyond its trigger but not beyond its limit fills at the open', () => {
    expect(buy([12.5, 13, 12, 12.6], 13).fills).toMatchObject([{ price: 12.5, ts: at('2024-01-02') }]);
  });

  it('gapped beyond its limit is triggered and waits as a limit order for the price to come back', () => {
    const back = buy([14, 15, 12.9, 14], 13);
    expect(back.fills).toMatchObject([{ price: 13, liquidity: 'maker', ts: at('2024-01-03') }]);
    const away = buy([14, 15, 13, 14], 13);
    expect(away.fills).toEqual([]);
    expect(ends(away)).toEqual(['triggered']);
  });

  it('that was triggered stays so: a later open below the trigger fills it', () => {
    expect(buy([14, 15, 13.5, 14], 13, {}, [11, 12, 10, 11]).fills).toMatchObject([{ price: 11, ts: at('2024-01-03') }]);
  });

  it('whose limit lies before its trigger needs a close beyond the limit to prove that the price came back', () => {
    expect(buy([10, 12.5, 9, 12], 11).fills).toEqual([]);
    expect(ends(buy([10, 12.5, 9, 12], 11))).toEqual(['triggered']);
    expect(buy([10, 12.5, 9, 10.5], 11).fills).toMatchObject([{ price: 11, ts: at('2024-01-03'), liquidity: 'maker' }]);
  });

  it('to sell mirrors the one to buy', () => {
    const sell = (bar: readonly [number, number, number, number], limit: number) =>
      daily([[10, 11, 9, 10], bar], (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { trigger: 8, limit }) }));
    expect(sell([10, 11, 7.5, 9], 7).fills).toMatchObject([{ price: 8 }]);
    expect(sell([7.5, 8, 7, 7.6], 7).fills).toMatchObject([{ price: 7.5 }]);
    expect(sell([6, 7.1, 5, 6], 7).fills).toMatchObject([{ price: 7 }]);
    expect(sell([6, 7, 5, 6], 7).fills).toEqual([]);
  });

  it('short of its trigger waits', () => {
    expect(ends(buy([10, 11.9, 9, 11], 13))).toEqual(['accepted']);
  });
});

describe('what arrives inside a bar', () => {
  // The order on the hourly instrument is decided at half past, by a minute bar of another.
  const decided = (order: { limit?: number; trigger?: number }) =>
    live(
      {
        minute: bars('M', '1m', ['2024-01-01T00:29', [1, 1, 1, 1]]),
        hourly: bars('H', '1h', [
          [10, 20, 5, 10],
          [11, 12, 9, 11],
        ]),
      },
      (ctx) => follow(ctx.feeds.minute, { 0: () => ctx.buy(ctx.feeds.hourly, order) }),
    );

  it('meets nothing of that bar, however far it went', () => {
    expect(decided({ limit: 9.5 }).fills).toMatchObject([{ price: 9.5, ts: at('2024-01-01T02:00') }]);
    expect(decided({ trigger: 12 }).fills).toMatchObject([{ price: 12, ts: at('2024-01-01T02:00') }]);
  });

  it('waits, as a market order, for the next open of its own instrument', () => {
    expect(sides(decided({}))).toEqual([['buy', 1, 11]]);
  });
});
