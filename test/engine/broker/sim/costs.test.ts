import { describe, expect, it } from 'vitest';
import { type FeeSpec, feeModel } from '../../../../engine/broker/sim/fees.ts';
import { type SlippageSpec, slippageModel } from '../../../../engine/broker/sim/slippage.ts';
import { instrumentOf } from '../../../../engine/model/instrument.ts';
import { bars, daily } from '../../world.ts';

const share = instrumentOf('A', { tickSize: 0.25 });
const future = instrumentOf('F', { multiplier: 50, tickSize: 0.25 });
const fee = (spec: FeeSpec, qty = 10, price = 20, instrument = share, liquidity: 'maker' | 'taker' = 'taker') =>
  feeModel(spec)(qty, price, instrument, liquidity);

describe('a fee', () => {
  it('can be nothing, or a fixed amount per fill', () => {
    expect(fee({ model: 'none' })).toBe(0);
    expect(fee({ model: 'fixed', amount: 3 }, 1_000)).toBe(3);
  });

  it('can be a share of the notional, multiplier included', () => {
    expect(fee({ model: 'percent', rate: 0.002 })).toBeCloseTo(0.4, 12);
    expect(fee({ model: 'percent', rate: 0.002 }, 10, 20, future)).toBeCloseTo(20, 12);
  });

  it('per share has a minimum, a maximum and a cap by notional', () => {
    const spec = { model: 'per-share', perShare: 0.01, min: 1, max: 5 } as const;
    expect(fee(spec, 10)).toBe(1);
    expect(fee(spec, 200)).toBe(2);
    expect(fee(spec, 10_000)).toBe(5);
    expect(fee({ ...spec, maxRate: 0.001 }, 10, 20)).toBeCloseTo(0.2, 12);
    expect(fee({ model: 'per-share', perShare: 0.01 }, 10)).toBeCloseTo(0.1, 12);
  });

  it('per share wants its minimum below its maximum', () => {
    expect(() => feeModel({ model: 'per-share', perShare: 1, min: 5, max: 2 })).toThrow(
      'Expected the minimum fee to be at most the maximum "2", but it was "5"',
    );
  });

  it('of makers may be a rebate', () => {
    const spec = { model: 'maker-taker', maker: -0.0001, taker: 0.0005 } as const;
    expect(fee(spec, 10, 20, share, 'maker')).toBeCloseTo(-0.02, 12);
    expect(fee(spec, 10, 20, share, 'taker')).toBeCloseTo(0.1, 12);
  });

  it('is taken from cash: the maker pays for the limit, the taker for the market order', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [10, 11, 8, 10],
        [10, 11, 9, 10],
      ],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 10, limit: 9 }),
        1: () => ctx.close(ctx.feeds.asset),
      }),
      { fee: { model: 'maker-taker', maker: -0.01, taker: 0.02 } },
    );
    expect(past.fills.map((one) => one.fee)).toEqual([-0.9, 2]);
    expect(past.session.account.cash).toBeCloseTo(10_000 - 90 + 0.9 + 100 - 2, 9);
    expect(past.roundTrips).toMatchObject([{ pnl: expect.closeTo(10 - 1.1, 9), fees: expect.closeTo(1.1, 9) }]);
  });
});

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
