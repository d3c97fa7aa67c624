import { describe, expect, it } from 'vitest';
import { at, daily, ends, type Row, type Terms } from '../world.ts';

const HOURS = 3_600_000;
const flat: Row = [100, 101, 99, 100];
const latency = { order: 1 * HOURS, feed: 0, response: 5 * HOURS } as const;

describe('what the venue does by itself is heard later', () => {
  it('an instrument that has ended is settled there at its time, and time goes on here', () => {
    const past = daily([flat, flat, flat, flat], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 3 }) }), {
      instruments: { A: { contract: 'linear', expiry: at('2024-01-03T12:00') } },
      latency,
    });
    expect(past.fills.map(({ side, qty, tag, ts }) => [side, qty, tag, ts])).toEqual([
      ['buy', 3, null, at('2024-01-03')],
      ['sell', 3, 'expiry', at('2024-01-03T12:00')],
    ]);
    expect(past.session.account.qty(0)).toBe(0);
  });

  it('several endings are heard however long each takes', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const past = daily([flat, flat, flat, flat], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 3 }) }), {
        instruments: { A: { contract: 'linear', expiry: at('2024-01-03T12:00') } },
        latency: { order: 0, feed: 0, response: { model: 'uniform', min: 0, max: 10 * HOURS } },
        seed,
      });
      expect(ends(past)).toEqual(['filled', 'filled']);
    }
  });

  const fall = (terms: Terms) =>
    daily(
      [flat, flat, [100, 100, 80, 85], [85, 86, 84, 85], [85, 86, 84, 85]],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 900 }) }),
      {
        account: { leverage: 10, liquidation: { judged: 'intrabar', maintenance: 0.02, ...terms.account?.liquidation } },
        latency,
      },
    );

  it('a liquidation inside a bar is answered there at once, by what is held there', () => {
    // 10 000 carry 900 units from 100 down to the price p at which 10 000 - 900 (100 - p) is 2 % of 900 p: 90.70.
    const past = fall({});
    expect(past.fills.map(({ side, qty, tag }) => [side, qty, tag])).toEqual([
      ['buy', 900, null],
      ['sell', 900, 'liquidation'],
    ]);
    expect(past.fills[1]!.price).toBeCloseTo(80_000 / (900 * 0.98), 9);
    expect(past.session.account.qty(0)).toBe(0);
  });

  it('one in two parts is over in the bar in which both are due', () => {
    const past = fall({ account: { liquidation: { judged: 'intrabar', maintenance: 0.02, part: 0.5 } } });
    expect(past.fills.map(({ side, qty }) => [side, qty])).toEqual([
      ['buy', 900],
      ['sell', 450],
      ['sell', 450],
    ]);
  });
});
