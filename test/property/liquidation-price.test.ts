import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { liquidationPrice } from '../../engine/broker/sim/liquidation-price.ts';
import { type Instrument, instrumentOf, valueAt } from '../../engine/model/instrument.ts';
import { BarSeries, barColumns } from '../../engine/model/series.ts';
import { millis } from '../../engine/model/time.ts';
import { Portfolio } from '../../engine/portfolio/portfolio.ts';
import { MONDAY } from '../engine/world.ts';

/** A position among others, at some price, in an account at some rate. */
const position = fc.record({
  contract: fc.constantFrom('spot', 'linear', 'inverse', 'quanto'),
  isolated: fc.boolean(),
  tiers: fc.option(fc.array(fc.double({ min: 0.001, max: 0.3, noNaN: true }), { minLength: 1, maxLength: 4 }), { nil: undefined }),
  entry: fc.double({ min: 1, max: 200, noNaN: true }),
  last: fc.double({ min: 1, max: 200, noNaN: true }),
  qty: fc.double({ min: -2000, max: 2000, noNaN: true }).filter((qty) => Math.abs(qty) > 0.01),
  other: fc.double({ min: -500, max: 500, noNaN: true }),
  otherLast: fc.double({ min: 20, max: 80, noNaN: true }),
  cash: fc.double({ min: 10, max: 50_000, noNaN: true }),
  rate: fc.double({ min: 0.2, max: 5, noNaN: true }),
  maintenance: fc.constantFrom(0, 0.005, 0.1, 0.5),
});

describe('the liquidation price', () => {
  it('is where the equity that backs a position is down to its maintenance margin, by searching all prices', () => {
    fc.assert(
      fc.property(position, (one) => {
        const rising = [...(one.tiers ?? [])].sort((x, y) => x - y);
        const tiers = rising.map((maintenance, k) => {
          const upTo = k === rising.length - 1 ? null : 10_000 * (k + 1);
          return { upTo, initial: Math.min(2 * maintenance, 1), maintenance };
        });
        const own = instrumentOf('OWN', {
          ...{ contract: one.contract as 'spot', multiplier: one.contract === 'inverse' ? 1000 : 2, settle: 'EUR', quote: 'EUR' },
          ...{ margin: tiers, marginMode: one.isolated ? 'isolated' : 'cross' },
        });
        const other = instrumentOf('OTHER', {});
        const { account, set } = accountOn(one, own, other);
        /** What backs the position less what it needs, from the definitions alone. */
        const left = (price: number): number => {
          const gain = (valueAt(own, one.qty, price) - valueAt(own, one.qty, one.entry)) * one.rate;
          const notional = Math.abs(valueAt(own, one.qty, price));
          const needs = one.rate * slices(tiers, notional, 'maintenance', one.maintenance);
          if (one.isolated) {
            const bound = slices(tiers, Math.abs(valueAt(own, one.qty, one.entry)), 'initial', 0.1);
            return bound * one.rate + gain - needs;
          }
          return one.cash + gain + one.other * (one.otherLast - 50) - needs - one.maintenance * Math.abs(one.other * one.otherLast);
        };
        const level = liquidationPrice(account, 0, own, one.maintenance);
        const found = crossing(left);
        if (found === undefined) expect(level).toBeNaN();
        else expect(level / found).toBeCloseTo(1, 8);
        if (found === undefined) return;
        // The account says so itself.
        set(level);
        const backs = account.backingOf(0);
        const needs = account.maintenanceBeside(0) + account.margins.of(0, 'maintenance');
        expect(Math.abs(backs - needs)).toBeLessThan(
          1e-9 * (one.cash + Math.abs(backs) + one.rate * Math.abs(valueAt(own, one.qty, level))),
        );
      }),
      { numRuns: 2000 },
    );
  });
});

/** Two positions in an account of dollars: of `own`, settled in euros, and of `other`, entered at 50. */
function accountOn(
  one: { qty: number; entry: number; last: number; other: number; otherLast: number; cash: number; rate: number; maintenance: number },
  own: Instrument,
  other: Instrument,
) {
  const none = [own, other].map(({ id }) => new BarSeries(id, barColumns(0)));
  const liquidation = { judged: 'intrabar', maintenance: one.maintenance, negativeBalance: 'owed' } as const;
  const account = new Portfolio(
    { cash: one.cash, type: 'margin', leverage: 10, currency: 'USD', currencies: ['EUR'], liquidation },
    ...([[own, other], none, none, [Number.NaN]] as const),
  );
  account.rate(1, one.rate);
  const deal = (instrument: number, qty: number, price: number): void => {
    const ts = millis(MONDAY);
    const terms = {
      fee: 0,
      slippage: 0,
      liquidity: 'taker',
      certainty: 'exact',
      otherPrice: undefined,
      otherExit: undefined,
      tag: undefined,
      barTs: ts,
    } as const;
    account.book({ ts, orderId: 1, instrument, strategy: 0, side: qty > 0 ? 'buy' : 'sell', qty: Math.abs(qty), price, ...terms });
  };
  deal(0, one.qty, one.entry);
  if (one.other !== 0) deal(1, one.other, 50);
  const set = (price: number): void => account.price(0, price);
  set(one.last);
  account.price(1, one.otherLast);
  return { account, set };
}

/** The margin of a notional, one tier after another. */
function slices(
  tiers: readonly { readonly upTo: number | null; readonly initial: number; readonly maintenance: number }[],
  notional: number,
  field: 'initial' | 'maintenance',
  rate: number,
): number {
  if (tiers.length === 0) return notional * rate;
  let sum = 0;
  tiers.forEach((tier, k) => {
    const from = k === 0 ? 0 : tiers[k - 1]!.upTo!;
    sum += Math.max(0, Math.min(notional, tier.upTo ?? Number.POSITIVE_INFINITY) - from) * tier[field];
  });
  return sum;
}

/** Where a function that only rises, or only falls, is zero, among prices from very low to very high; undefined where it nowhere is. */
function crossing(left: (price: number) => number): number | undefined {
  let [low, high] = [1e-9, 1e12];
  if (left(low) > 0 === left(high) > 0) return undefined;
  for (let k = 0; k < 200; k++) {
    const middle = Math.sqrt(low) * Math.sqrt(high);
    if (left(middle) > 0 === left(low) > 0) low = middle;
    else high = middle;
  }
  return low;
}
