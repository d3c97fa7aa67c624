import { describe, expect, it } from 'vitest';
import { type SlippageSpec, slippageModel } from '../../../../engine/broker/sim/slippage.ts';
import { instrumentOf } from '../../../../engine/model/instrument.ts';
import { bars, daily } from '../../world.ts';

const share = instrumentOf('A', { tickSize: 0.25 });

const asset = bars('A', '1d', [[20, 21, 19, 20]]);
const slip = (spec: SlippageSpec, price: number, exits: boolean): number =>
  slippageModel(spec)(price, share, exits, 1, true, asset, 1, false);

describe('slippage', () => {
  it('is a distance: ticks, or a share of the price', () => {
    expect(slip({ model: 'none' }, 20, false)).toBe(0);
    expect(slip({ model: 'ticks', ticks: 2 }, 20, false)).toBe(0.5);
    expect(slip({ model: 'percent', rate: 0.01 }, 20, false)).toBeCloseTo(0.2, 12);
    expect(slip({ model: 'percent', rate: 0.01 }, -20, false)).toBeCloseTo(0.2, 12);
  });

  it('may spare what only reduces a position', () => {
    for (const spec of [
      { model: 'ticks', ticks: 2, on: 'entry' },
      { model: 'percent', rate: 0.01, on: 'entry' },
    ] as const) {
      expect(slip(spec, 20, true)).toBe(0);
      expect(slip(spec, 20, false)).toBeGreaterThan(0);
    }
  });

  it('makes a buy dearer and a sale cheaper, and is told with the fill in money', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [10, 11, 9, 10],
        [10, 11, 9, 10],
      ],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 3 }),
        1: () => ctx.close(ctx.feeds.asset),
      }),
      { slippage: { model: 'ticks', ticks: 2 }, instruments: { A: { tickSize: 0.25, multiplier: 2 } } },
    );
    expect(past.fills).toMatchObject([
      { price: 10.5, slippage: 3 },
      { price: 9.5, slippage: 3 },
    ]);
    expect(past.session.account.cash).toBe(10_000 - 6);
  });

  it('on entries only spares the close of a position', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [10, 11, 9, 10],
        [10, 11, 9, 10],
      ],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 3 }),
        1: () => ctx.sell(ctx.feeds.asset, { qty: 3 }),
      }),
      { slippage: { model: 'percent', rate: 0.01, on: 'entry' } },
    );
    expect(past.fills.map(({ price }) => price)).toEqual([10.1, 10]);
  });
});
