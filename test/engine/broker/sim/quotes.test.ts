import { describe, expect, it } from 'vitest';
import { at, bars, follow, live, quotes, type Row, sides, trades } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];

describe('quotes and trades', () => {
  it('fill a buy at the ask and a sell at the bid of the next quote', () => {
    const feeds = {
      asset: quotes('A', [
        ['2024-01-01T00:00', 9, 10],
        ['2024-01-01T00:01', 11, 13],
        ['2024-01-01T00:02', 14, 15],
      ]),
    };
    const past = live(feeds, (ctx) => ({
      onQuote: ({ ask }) => void (ask.value === 10 ? ctx.buy(ctx.feeds.asset) : ask.value === 13 ? ctx.close(ctx.feeds.asset) : 0),
    }));
    expect(past.fills).toMatchObject([
      { side: 'buy', price: 13, ts: at('2024-01-01T00:01'), barTs: at('2024-01-01T00:01'), certainty: 'exact' },
      { side: 'sell', price: 14, ts: at('2024-01-01T00:02') },
    ]);
    expect(past.equity.at(-1)).toBe(10_001);
  });

  it('value a position at the middle of the quote', () => {
    const feeds = {
      asset: quotes('A', [
        ['2024-01-01T00:00', 9, 10],
        ['2024-01-01T00:01', 11, 13],
      ]),
    };
    const past = live(feeds, (ctx) => ({ onQuote: ({ ask }) => void (ask.value === 10 && ctx.buy(ctx.feeds.asset)) }));
    expect(past.equity.at(-1)).toBe(10_000 - 13 + 12);
  });

  it('let a stop meet the near side, and a limit that rests its own price', () => {
    const rows = [
      ['2024-01-01T00:00', 9, 10],
      ['2024-01-01T00:01', 9.4, 9.5],
      ['2024-01-01T00:02', 8, 9],
    ] as const;
    const past = live({ asset: quotes('A', rows) }, (ctx) => ({
      onQuote: ({ ask }) =>
        void (ask.value === 10 && [ctx.buy(ctx.feeds.asset, { limit: 9.2 }), ctx.sell(ctx.feeds.asset, { trigger: 8.5 })]),
    }));
    expect(sides(past)).toEqual([
      ['sell', 1, 8],
      ['buy', 1, 9.2],
    ]);
  });

  it('of one time come one after the other: an order sent between them rests by the first and takes by none', () => {
    const asset = quotes('A', [
      ['2024-01-01T00:00', 9, 10],
      ['2024-01-01T00:00', 8, 9],
      ['2024-01-01T00:01', 7, 8],
    ]);
    const past = live({ asset }, (ctx) => ({ onQuote: () => void (asset.row === 1 && ctx.buy(asset, { limit: 9 })) }));
    expect(past.fills).toMatchObject([{ price: 9, liquidity: 'maker', ts: at('2024-01-01T00:01') }]);
  });

  it('without a side are nothing to what would take from it', () => {
    const asset = quotes('A', [
      ['2024-01-01T00:00', 9, 10],
      ['2024-01-01T00:01', 9, Number.NaN],
      ['2024-01-01T00:02', 9, 10],
    ]);
    const past = live({ asset }, (ctx) => ({ onQuote: () => void (asset.row === 1 && ctx.buy(asset, { limit: 10, tif: 'ioc' })) }));
    expect(past.fills).toMatchObject([{ price: 10, ts: at('2024-01-01T00:02') }]);
  });

  it('fill at the price of the next trade', () => {
    const feeds = {
      asset: trades('A', [
        ['2024-01-01T00:00', 10],
        ['2024-01-01T00:01', 12],
      ]),
    };
    const past = live(feeds, (ctx) => ({ onTrade: ({ price }) => void (price.value === 10 && ctx.buy(ctx.feeds.asset)) }));
    expect(past.fills).toMatchObject([{ price: 12, ts: at('2024-01-01T00:01') }]);
  });

  it('are finer than any bar: bars of the same instrument fill nothing', () => {
    const feeds = {
      asset: bars('A', '1m', [flat, [50, 60, 40, 50]]),
      book: quotes('A', [['2024-01-01T00:01:30', 10, 11]]),
    };
    const past = live(feeds, (ctx) => follow(ctx.feeds.asset, { 0: () => ctx.buy(ctx.feeds.asset) }));
    expect(past.fills).toMatchObject([{ price: 11, ts: at('2024-01-01T00:01:30') }]);
  });
});
