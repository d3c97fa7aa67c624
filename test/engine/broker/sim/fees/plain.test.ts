import { describe, expect, it } from 'vitest';
import type { FeeSpec } from '../../../../../engine/broker/sim/fees/fee-spec.ts';
import type { InstrumentSpec } from '../../../../../engine/model/instrument.ts';
import { daily } from '../../../world.ts';
import { type Dealt, Till } from './till.ts';

const fee = (spec: FeeSpec, dealt: Partial<Dealt> = {}, instrument: InstrumentSpec = {}): number =>
  new Till(spec, instrument).ask({ qty: 10, price: 20, ...dealt });

describe('a fee', () => {
  it('can be nothing, or a fixed amount per fill', () => {
    expect(fee({ model: 'none' })).toBe(0);
    expect(fee({ model: 'fixed', amount: 3 }, { qty: 1_000 })).toBe(3);
  });

  it('can be a share of the notional, multiplier included', () => {
    expect(fee({ model: 'percent', rate: 0.002 })).toBeCloseTo(0.4, 12);
    expect(fee({ model: 'percent', rate: 0.002 }, {}, { multiplier: 50 })).toBeCloseTo(20, 12);
    expect(fee({ model: 'percent', rate: 0.002, fixed: 1 })).toBeCloseTo(1.4, 12);
  });

  it('of an inverse contract is in the coin', () => {
    // 1000 dollars at 25 000 are 0.04 coins.
    expect(fee({ model: 'percent', rate: 0.001 }, { qty: 1_000, price: 25_000 }, { contract: 'inverse', settle: 'BTC' })).toBeCloseTo(
      0.00004,
      15,
    );
  });

  it('per share has a minimum, a maximum and a cap by notional', () => {
    const spec = { model: 'per-share', perShare: 0.01, min: 1, max: 5 } as const;
    expect(fee(spec, { qty: 10 })).toBe(1);
    expect(fee(spec, { qty: 200 })).toBe(2);
    expect(fee(spec, { qty: 10_000 })).toBe(5);
    expect(fee({ ...spec, maxRate: 0.001 })).toBeCloseTo(0.2, 12);
    expect(fee({ model: 'per-share', perShare: 0.01 })).toBeCloseTo(0.1, 12);
  });

  it('per contract counts units, whatever they are worth', () => {
    expect(fee({ model: 'per-contract', perContract: 2.25 }, { qty: 3, price: 5_000 }, { multiplier: 50 })).toBe(6.75);
  });

  it.each([
    ['per-share', { model: 'per-share', perShare: 1, min: 5, max: 2 }],
    ['per-order', { model: 'per-order', of: { model: 'none' }, min: 5, max: 2 }],
  ] as const)('%s wants its minimum below its maximum', (_, spec) => {
    expect(() => fee(spec)).toThrow('Expected the minimum fee to be at most the maximum "2", but it was "5"');
  });

  it('of makers may be a rebate', () => {
    const spec = { model: 'maker-taker', maker: -0.0001, taker: 0.0005 } as const;
    expect(fee(spec, { liquidity: 'maker' })).toBeCloseTo(-0.02, 12);
    expect(fee(spec, { liquidity: 'taker' })).toBeCloseTo(0.1, 12);
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

describe('fees joined', () => {
  const percent: FeeSpec = { model: 'percent', rate: 0.01 };

  it('of one side spare the other', () => {
    const spec = { model: 'one-side', side: 'sell', of: percent } as const;
    expect([fee(spec, { side: 'buy' }), fee(spec, { side: 'sell' })]).toEqual([0, 2]);
  });

  it('are scaled and summed', () => {
    expect(fee({ model: 'scale', factor: 0.75, of: percent })).toBe(1.5);
    expect(fee({ model: 'sum', of: [percent, { model: 'fixed', amount: 1 }, { model: 'per-contract', perContract: 0.1 }] })).toBe(4);
    expect(fee({ model: 'sum', of: [] })).toBe(0);
  });

  it('by date are those of the newest date that has come, and the first before all of them', () => {
    const spec: FeeSpec = {
      model: 'by-date',
      steps: [
        { from: '2025-05-14', of: { model: 'fixed', amount: 1 } },
        { from: '2026-04-04', of: { model: 'fixed', amount: 2 } },
      ],
    };
    const on = (ts: string): number => fee(spec, { ts });
    expect([on('2020-01-01'), on('2025-05-14'), on('2026-04-03T23:59:59.999'), on('2026-04-04'), on('2030-01-01')]).toEqual([
      1, 1, 1, 2, 2,
    ]);
  });

  it.each([
    ['no date', [], 'Expected at least one step of a fee by date, but it was none'],
    ['dates that fall', ['2025-01-01', '2024-01-01'], 'Expected the dates of a fee to be ISO dates that rise, but it was "2024-01-01"'],
    ['a text that is no date', ['soon'], 'Expected the dates of a fee to be ISO dates that rise, but it was "soon"'],
  ])('by date refuse %s', (_, dates, sentence) => {
    expect(() => fee({ model: 'by-date', steps: dates.map((from) => ({ from, of: percent })) })).toThrow(sentence);
  });
});
