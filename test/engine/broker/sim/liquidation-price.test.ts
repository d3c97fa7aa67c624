import { describe, expect, it } from 'vitest';
import { liquidationPrice } from '../../../../engine/broker/sim/liquidation-price.ts';
import type { AccountView } from '../../../../engine/model/account.ts';
import { type InstrumentSpec, instrumentOf } from '../../../../engine/model/instrument.ts';

/** The price for `held` units at 100, with so much equity behind them and so much margin needed by others. */
function price(held: number, equity: number, rate: number, spec: InstrumentSpec = {}, others = 0): number {
  const account = { qty: () => held, last: () => 100, rateOf: () => 1, backingOf: () => equity, maintenanceBeside: () => others };
  return liquidationPrice(account as unknown as AccountView, 0, instrumentOf('A', spec), rate);
}

describe('the price at which a position is closed', () => {
  it('is where equity is the maintenance of what the position is worth there', () => {
    // 100 units at 100 with 2000: at 80 nothing is left, at p there is 2000 - 100 (100 - p) = 0.1 x 100 p.
    expect(price(100, 2000, 0)).toBeCloseTo(80, 12);
    expect(price(100, 2000, 0.1)).toBeCloseTo(8000 / 90, 12);
    expect(price(-100, 2000, 0)).toBeCloseTo(120, 12);
    expect(price(-100, 2000, 0.1)).toBeCloseTo(12_000 / 110, 12);
  });

  it('is nearer where other positions need their margin too', () => {
    expect(price(100, 2000, 0, {}, 500)).toBeCloseTo(85, 12);
    expect(price(-100, 2000, 0, {}, 500)).toBeCloseTo(115, 12);
  });

  it('is none where a long is paid for in full', () => {
    expect(price(100, 10_000, 0)).toBeNaN();
    expect(price(100, 15_000, 0.25)).toBeNaN();
    expect(price(0, 100, 0.1)).toBeNaN();
  });

  it('follows the tiers of the notional there, not here', () => {
    const margin = [
      { upTo: 5000, initial: 0.02, maintenance: 0.01 },
      { upTo: null, initial: 0.2, maintenance: 0.1 },
    ];
    // Down: 5500 + n0 - ... at n = 4545.4545 of the first tier; up: in the second.
    const down = price(100, 5500, 0, { margin });
    expect(5500 - 100 * (100 - down)).toBeCloseTo(0.01 * 100 * down, 9);
    const up = price(-100, 2000, 0, { margin });
    expect(2000 - 100 * (up - 100)).toBeCloseTo(50 + 0.1 * (100 * up - 5000), 9);
  });

  it('of an inverse contract is in the coin', () => {
    // 1000 contracts of 10 at 100: 100 coins; with 20 coins a long is gone at 120 coins, a short at 80.
    const inverse = { contract: 'inverse', multiplier: 10, settle: 'BTC' } as const;
    expect(price(1000, 20, 0, inverse)).toBeCloseTo(10_000 / 120, 12);
    expect(price(-1000, 20, 0, inverse)).toBeCloseTo(10_000 / 80, 12);
  });
});
