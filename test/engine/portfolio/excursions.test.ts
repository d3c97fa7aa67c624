import { describe, expect, it } from 'vitest';
import { live, quotes, trades } from '../world.ts';

describe('the excursions of what is held', () => {
  it('on trades are those of the prints between its fills', () => {
    const asset = trades('T', [
      ['2024-01-01T00:00', 10],
      ['2024-01-01T00:01', 20],
      ['2024-01-01T00:02', 15],
      ['2024-01-01T00:03', 30],
      ['2024-01-01T00:04', 24],
    ]);
    const { roundTrips } = live({ asset }, (ctx) => {
      let n = 0;
      return { onTrade: () => void (n++ === 0 ? ctx.buy(asset, { qty: 1 }) : n === 4 && ctx.close(asset)) };
    });
    expect(roundTrips).toMatchObject([{ entryPrice: 20, exitPrice: 24, mae: -0.25, mfe: 0.5 }]);
  });

  it.each([
    ['long', 'buy', -0.25, 0.5],
    ['short', 'sell', -0.65, 0.15],
  ] as const)('on quotes are those of the side that would close a %s; a side that is absent says nothing', (_, side, mae, mfe) => {
    const asset = quotes('Q', [
      ['2024-01-01T00:00', 19, 20],
      ['2024-01-01T00:01', 20, 20],
      ['2024-01-01T00:02', 15, 17],
      ['2024-01-01T00:03', Number.NaN, Number.NaN],
      ['2024-01-01T00:04', 30, 33],
      ['2024-01-01T00:05', 24, 25],
    ]);
    const { roundTrips } = live({ asset }, (ctx) => {
      let n = 0;
      return { onQuote: () => void (n++ === 0 ? ctx[side](asset, { qty: 1 }) : n === 5 && ctx.close(asset)) };
    });
    expect(roundTrips).toMatchObject([{ entryPrice: 20, mae: expect.closeTo(mae, 12), mfe: expect.closeTo(mfe, 12) }]);
  });
});
