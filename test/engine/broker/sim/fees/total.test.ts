import { describe, expect, it } from 'vitest';
import type { FeeSpec } from '../../../../../engine/broker/sim/fees/fee-spec.ts';
import { bars, follow, live } from '../../../world.ts';
import { Till } from './till.ts';

const perShare: FeeSpec = { model: 'per-contract', perContract: 0.005 };
const perOrder: FeeSpec = { model: 'per-order', min: 1, maxRate: 0.01, of: perShare };

describe('the fee of an order', () => {
  it('has one minimum, whatever its fills', () => {
    const till = new Till(perOrder);
    const part = (qty: number, open = true) => till.take({ qty, price: 50, order: 1, open });
    // 100 shares are 0.50, 200 are 1.00, and only then each costs its own.
    expect([part(100), part(100), part(100), part(100, false)].map((fee) => Number(fee.toFixed(9)))).toEqual([1, 0, 0.5, 0.5]);
    expect(till.take({ qty: 10, price: 50, order: 2 })).toBe(1);
  });

  it('is capped by the notional of all its fills', () => {
    const till = new Till(perOrder);
    // 1 % of 20 dollars is below the minimum, and so is that of 100.
    expect(till.take({ qty: 10, price: 2, order: 1, open: true })).toBeCloseTo(0.2, 12);
    expect(till.take({ qty: 40, price: 2, order: 1, open: true })).toBeCloseTo(0.8, 12);
    expect(till.take({ qty: 1_000, price: 2, order: 1 })).toBeCloseTo(5.25 - 1, 12);
  });

  it('is asked without being charged', () => {
    const till = new Till(perOrder);
    expect([till.ask({ qty: 1, price: 200, order: 1 }), till.ask({ qty: 1, price: 200, order: 1 })]).toEqual([1, 1]);
  });

  it('begins anew on another day where the venue says so', () => {
    for (const [daily, second] of [
      [true, 1],
      [false, 0],
    ] as const) {
      const till = new Till({ ...perOrder, daily } as FeeSpec);
      expect(till.take({ qty: 10, price: 50, order: 1, open: true, ts: '2026-01-05T20:59' })).toBe(1);
      expect(till.take({ qty: 10, price: 50, order: 1, open: true, ts: '2026-01-05T23:59:59.999' })).toBe(0);
      expect(till.take({ qty: 10, price: 50, order: 1, ts: '2026-01-06' })).toBe(second);
    }
  });

  it('that costs the same however large it is costs it once', () => {
    const till = new Till({ model: 'per-order', min: 20, max: 20, of: { model: 'none' } });
    expect([1, 2, 3].map((qty) => till.take({ qty, price: 9, order: 7, open: qty < 3 }))).toEqual([20, 0, 0]);
  });

  it('is charged once to an order that a run fills bar by bar', () => {
    const asset = bars('A', '1d', [
      [10, 11, 9, 10],
      [10, 11, 9, 10],
      [10, 11, 9, 10],
      [10, 11, 9, 10],
    ]);
    const past = live({ asset }, (ctx) => follow(asset, { 0: () => ctx.buy(asset, { qty: 300 }) }), {
      fee: perOrder,
      simulator: { volumeLimit: 1 },
    });
    expect(past.fills.map(({ qty, fee }) => [qty, Number(fee.toFixed(9))])).toEqual([
      [100, 1],
      [100, 0],
      [100, 0.5],
    ]);
  });
});

describe('the fee of a day', () => {
  const daily: FeeSpec = { model: 'per-day', roundUp: 0.01, of: { model: 'per-contract', perContract: 0.000166 } };

  it('is rounded up to the cent for all fills together', () => {
    const till = new Till(daily);
    // 0.00166, 0.01162 and 0.0249 in all.
    const fees = [10, 60, 80].map((qty) => till.take({ qty, price: 10 }));
    expect(fees.map((fee) => Number(fee.toFixed(9)))).toEqual([0.01, 0.01, 0.01]);
    expect(till.take({ qty: 10, price: 10 })).toBe(0);
    expect(till.take({ qty: 10, price: 10, ts: '2026-01-06' })).toBe(0.01);
  });

  it('that is a whole number of cents stays one', () => {
    const till = new Till({ model: 'per-day', roundUp: 0.01, of: { model: 'per-contract', perContract: 0.1 } });
    expect([till.take({ qty: 3, price: 1 }), till.take({ qty: 3, price: 1 })].map((fee) => Number(fee.toFixed(12)))).toEqual([0.3, 0.3]);
    expect(new Till({ model: 'per-day', roundUp: 0.01, of: { model: 'none' } }).take({ qty: 3, price: 1 })).toBe(0);
  });
});
