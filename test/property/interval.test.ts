import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bars, daily, type Row } from '../engine/world.ts';
import { PATIENCE, tries } from '../tries.ts';

const row: fc.Arbitrary<Row> = fc
  .tuple(
    fc.integer({ min: 90, max: 110 }),
    fc.integer({ min: 90, max: 110 }),
    fc.integer({ min: 0, max: 8 }),
    fc.integer({ min: 0, max: 8 }),
  )
  .map(([open, close, up, down]) => [open, Math.max(open, close) + up, Math.min(open, close) - down, close]);

const bracket = fc.record({
  bar: fc.integer({ min: 0, max: 10 }),
  buys: fc.boolean(),
  kind: fc.constantFrom('market', 'limit', 'trigger'),
  level: fc.integer({ min: 88, max: 112 }),
  stop: fc.constantFrom<object>({ pct: 0.02 }, { pct: 0.05 }, { trail: { amount: 3 } }),
  target: fc.constantFrom(0.02, 0.05),
});

it('the P&L of a run lies in its interval, and each ambiguous fill widens it', PATIENCE, () => {
  let ambiguous = 0;
  fc.assert(
    fc.property(fc.array(row, { minLength: 4, maxLength: 12 }), fc.array(bracket, { minLength: 1, maxLength: 5 }), (rows, sent) => {
      expect(bars('A', '1d', rows).rows).toBe(rows.length);
      const past = daily(rows, (ctx) => {
        const plan: Record<number, () => unknown> = {};
        for (const one of sent) {
          const before = plan[one.bar];
          plan[one.bar] = () => {
            before?.();
            const terms = one.kind === 'market' ? {} : { [one.kind]: one.level };
            const exits = { stopLoss: one.stop as { pct: number }, takeProfit: { pct: one.target } };
            return one.buys ? ctx.buy(ctx.feeds.asset, { ...terms, ...exits }) : ctx.sell(ctx.feeds.asset, { ...terms, ...exits });
          };
        }
        return plan;
      });
      const { pnlWorst, pnlBest } = past.ambiguity;
      const pnl = past.session.account.equity - 10_000;
      expect(pnlWorst).toBeLessThanOrEqual(pnl + 1e-9);
      expect(pnlBest).toBeGreaterThanOrEqual(pnl - 1e-9);
      if (past.ambiguity.ambiguous === 0) expect([pnlWorst, pnlBest]).toEqual([pnl, pnl]);
      expect(past.ambiguity.exact + past.ambiguity.assumed + past.ambiguity.ambiguous).toBe(past.fills.length);
      ambiguous += past.ambiguity.ambiguous;
    }),
    tries(2_000, 20_240_303),
  );
  expect(ambiguous).toBeGreaterThan(100);
});
