import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FeeSpec } from '../../engine/broker/sim/fees/fee-spec.ts';
import { bars, ends, follow, live, type Row, type Terms } from '../engine/world.ts';

const percent: FeeSpec = { model: 'percent', rate: 0.0013 };
const margin = [
  { upTo: 7_000, initial: 0.05, maintenance: 0.02 },
  { upTo: 30_000, initial: 0.2, maintenance: 0.1 },
  { upTo: null, initial: 0.6, maintenance: 0.3 },
];

const world = fc.record({
  price: fc.integer({ min: 8, max: 400 }).map((quarters) => quarters / 4),
  account: fc.constantFrom<NonNullable<Terms['account']>>({ type: 'cash' }, { leverage: 1 }, { leverage: 3.7 }),
  stepSize: fc.constantFrom(0, 1, 0.1, 3),
  tiers: fc.boolean(),
  contract: fc.constantFrom('spot' as const, 'linear' as const),
  multiplier: fc.constantFrom(1, 5),
  fee: fc.constantFrom<FeeSpec>(
    { model: 'none' },
    percent,
    { model: 'in-kind', of: percent },
    { model: 'fixed', amount: 17 },
    { model: 'per-order', min: 30, max: 90, of: percent },
    { model: 'per-share', perShare: 0.02, min: 5, maxRate: 0.01 },
  ),
  held: fc.integer({ min: -90, max: 90 }),
  side: fc.constantFrom('buy' as const, 'sell' as const),
  at: fc.constantFrom('signal' as const, 'fill' as const),
});

it('an order that is made to fit is filled whole, and a step more would not have been', () => {
  let fitted = 0;
  fc.assert(
    fc.property(world, ({ price, account, stepSize, tiers, contract, multiplier, fee, held, side, at }) => {
      const flat: Row = [price, price, price, price];
      const instruments = { A: { stepSize, contract, multiplier, margin: tiers && account.type !== 'cash' ? margin : [] } };
      const deal = (options: object) => {
        const asset = bars('A', '1d', [flat, flat, flat, flat]);
        const before = held * (stepSize === 0.1 ? 0.1 : stepSize === 3 ? 3 : 1);
        return live(
          { asset },
          (ctx) =>
            follow(asset, {
              0: () => (before > 0 ? ctx.buy(asset, { qty: before }) : before < 0 ? ctx.sell(asset, { qty: -before }) : undefined),
              2: () => ctx[side](asset, options),
            }),
          { account, instruments, fee, sizer: { model: 'fixed', qty: 90_000, at, fit: true } },
        );
      };
      const fit = deal({});
      const own = fit.orders.at(-1)!;
      if (own.status !== 'filled') {
        // Nothing fitted: not a step, or nothing that would count.
        expect(own.filledQty).toBe(0);
        const least = deal({ qty: stepSize === 0 ? 0.01 : stepSize });
        expect(ends(least).at(-1)).toMatch(/^canceled: (insufficient|no-position)/);
        return;
      }
      fitted++;
      const more = deal({ qty: stepSize === 0 ? own.filledQty * (1 + 1e-9) + 1e-7 : own.filledQty + stepSize });
      const last = more.orders.at(-1)!;
      expect(last.filledQty).toBeLessThanOrEqual(own.filledQty * (1 + 1e-9));
      expect(last.status).toBe('canceled');
    }),
    { numRuns: 400 },
  );
  expect(fitted).toBeGreaterThan(200);
});
