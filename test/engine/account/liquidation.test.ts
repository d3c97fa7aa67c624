import { describe, expect, it } from 'vitest';
import { bars, daily, ends, follow, live, type Row, sides, type Terms } from '../world.ts';
import { ledgerOf } from './ledger-of.ts';

const flat: Row = [100, 100, 100, 100];
/** A thousand of cash, five times of which may be bought: fifty units at 100 leave nothing at 80. */
const levered = (more: Terms['account'] = {}, rest: Terms = {}): Terms => ({
  ...rest,
  account: { cash: 1000, leverage: 5, liquidation: { judged: 'intrabar', maintenance: 0, negativeBalance: 'owed' }, ...more },
});
const maintenance = (rate: number, more: object = {}): Terms =>
  levered({ liquidation: { judged: 'intrabar', maintenance: rate, negativeBalance: 'owed', ...more } });

describe('liquidation inside a bar', () => {
  it('comes at the price at which equity is down to the maintenance margin', () => {
    const past = daily([flat, flat, [100, 101, 70, 90]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50 }) }), maintenance(0.1));
    // 1000 - 50 (100 - p) = 0.1 x 50 p at 4000 / 45.
    expect(past.fills[1]).toMatchObject({ side: 'sell', qty: 50, tag: 'liquidation', certainty: 'assumed', liquidity: 'taker' });
    expect(past.fills[1]!.price).toBeCloseTo(4000 / 45, 10);
    expect(past.equity.at(-1)).toBeCloseTo((0.1 * 50 * 4000) / 45, 9);
  });

  it('leaves nothing, and no debt, where the path has no gap', () => {
    const past = daily([flat, flat, [100, 101, 70, 90]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50 }) }), levered());
    expect(sides(past)).toEqual([
      ['buy', 50, 100],
      ['sell', 50, 80],
    ]);
    expect(past.equity.at(-1)).toBe(0);
  });

  it('comes at the open of a bar that gaps beyond it: the loss beyond is booked and told', () => {
    const past = daily([flat, flat, [70, 75, 65, 70]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50 }) }), levered());
    expect(sides(past)[1]).toEqual(['sell', 50, 70]);
    expect(past.fills[1]!.ts).toBe(Date.UTC(2024, 0, 3));
    expect(past.equity.at(-1)).toBe(-500);
    expect(past.session.notices.join()).toContain('owed 500');
  });

  it('comes where a market just reaches it, whatever rounding says of the level', () => {
    // A short inverse contract at 120 with a fifth of it as margin is down to 18 % at 123.
    const terms = levered(
      { cash: 200, currency: 'USD', liquidation: { judged: 'intrabar', maintenance: 0.18, negativeBalance: 'owed' } },
      { instruments: { A: { contract: 'inverse', multiplier: 100, marginMode: 'isolated', tickSize: 0.5 } } },
    );
    const past = daily(
      [
        [120, 120, 120, 120],
        [120, 121, 120, 121],
        [122, 123, 122, 122],
      ],
      (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { qty: 4.5 }) }),
      terms,
    );
    expect(sides(past)).toEqual([
      ['sell', 4.5, 120],
      ['buy', 4.5, 123],
    ]);
  });

  it('of a short comes from above', () => {
    const past = daily([flat, flat, [100, 130, 99, 110]], (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { qty: 50 }) }), levered());
    expect(sides(past)[1]).toEqual(['buy', 50, 120]);
  });

  it('does not come where a stop of the account was nearer, and before one that was further away', () => {
    const stopped = (price: number) =>
      daily(
        [flat, flat, [100, 101, 70, 90]],
        (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50, stopLoss: { price } }) }),
        levered(),
      );
    expect(stopped(85).fills.map(({ price, tag }) => [price, tag])).toEqual([
      [100, null],
      [85, 'stop-loss'],
    ]);
    expect(stopped(75).fills.map(({ price, tag }) => [price, tag])).toEqual([
      [100, null],
      [80, 'liquidation'],
    ]);
    expect(ends(stopped(75))).toEqual(['filled', 'canceled: liquidated', 'filled']);
  });

  it('does not come before an exit for a stop that the bar does not reach', () => {
    const past = daily(
      [flat, flat, [100, 101, 78, 90]],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 50, stopLoss: { pct: 0.25 } }),
        1: () => ctx.sell(ctx.feeds.asset, { qty: 50, trigger: 79, limit: 79 }),
      }),
      levered(),
    );
    // Its level is 80, the stop's 75; the stop-limit is an exit that comes before it.
    expect(sides(past)).toEqual([
      ['buy', 50, 100],
      ['sell', 50, 79],
    ]);
  });

  it('follows the path where one is taken for granted', () => {
    const path = (name: 'o-h-l-c' | 'o-l-h-c') =>
      daily([flat, flat, [100, 112, 70, 90]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50, takeProfit: { price: 110 } }) }), {
        ...levered(),
        simulator: { path: name },
      }).fills.map(({ price }) => price);
    expect(path('o-h-l-c')).toEqual([100, 110]);
    expect(path('o-l-h-c')).toEqual([100, 80]);
  });

  it('closes a part first, where that is agreed, and the rest when that was not enough', () => {
    const past = daily(
      [flat, flat, [100, 101, 85, 90], [90, 91, 60, 65]],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50 }) }),
      maintenance(0.1, { part: 0.5 }),
    );
    expect(past.fills.slice(0, 2).map(({ qty }) => qty)).toEqual([50, 25]);
    expect(past.fills.slice(2).every(({ tag }) => tag === 'liquidation')).toBe(true);
    expect(past.fills[1]!.price).toBeCloseTo(4000 / 45, 10);
    expect(past.fills.length).toBeGreaterThan(2);
    expect(past.equity.every((value) => value >= 0)).toBe(true);
  });

  it('costs its fee', () => {
    const past = daily(
      [flat, flat, [100, 101, 70, 90]],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50 }) }),
      maintenance(0, { fee: 0.01 }),
    );
    expect(ledgerOf(past)).toEqual([['2024-01-04T00:00', 'liquidation', -40]]);
  });

  it('is nearer when another position has lost in the meantime', () => {
    const a = bars('A', '1d', [flat, flat, flat, [100, 101, 70, 90]]);
    const b = bars('B', '1d', [flat, flat, [90, 90, 90, 90], [90, 90, 90, 90]]);
    const past = live(
      { a, b },
      (ctx) =>
        follow(a, {
          0: () => {
            ctx.buy(ctx.feeds.a, { qty: 25 });
            ctx.buy(ctx.feeds.b, { qty: 25 });
          },
        }),
      levered(),
    );
    // B has lost 250 of the thousand: A's 25 units lose the rest at 70.
    expect(past.fills.find(({ side, instrument }) => side === 'sell' && instrument === 'A')).toMatchObject({ price: 70 });
    expect(past.equity.at(-1)).toBe(0);
  });
});

describe('what is liquidated next', () => {
  it('is dealt at the open, never at a level that the market has passed: a gap of one position takes the other with it', () => {
    const fills = (path: 'pessimistic' | 'o-h-l-c') => {
      const a = bars('A', '1d', [flat, flat, [100, 101, 99, 100]]);
      const b = bars('B', '1d', [flat, flat, [75, 76, 74, 75]]);
      return live(
        { a, b },
        (ctx) =>
          follow(a, {
            0: () => {
              ctx.buy(ctx.feeds.a, { qty: 5 });
              ctx.buy(ctx.feeds.b, { qty: 45 });
            },
          }),
        { ...maintenance(0.04), simulator: { path } },
      ).fills.slice(2);
    };
    // B has lost 1125 of the thousand at its open: A would carry itself at 130, and trades at 100. Its turn is the first.
    for (const path of ['pessimistic', 'o-h-l-c'] as const)
      expect(fills(path).map(({ instrument, price, ts }) => [instrument, price, new Date(ts).getUTCDate()])).toEqual([
        ['A', 100, 3],
        ['B', 75, 3],
      ]);
  });

  it('is what no price could save any more', () => {
    const a = bars('A', '1d', [flat, flat, flat]);
    const b = bars('B', '1d', [flat, flat, [50, 50, 50, 50]]);
    const past = live(
      { a, b },
      (ctx) => follow(a, { 0: () => [ctx.sell(ctx.feeds.a, { qty: 5 }), ctx.buy(ctx.feeds.b, { qty: 45 })] }),
      maintenance(0.04),
    );
    // B has lost 2250 of the thousand at its open: A could win no more than 500. They are dealt in the order of the feeds.
    expect(past.fills.slice(2).map(({ instrument, price, ts }) => [instrument, price, ts])).toEqual([
      ['A', 100, Date.UTC(2024, 0, 3)],
      ['B', 50, Date.UTC(2024, 0, 3)],
    ]);
  });

  it('is the rest, where a part was not enough, at the same open', () => {
    const past = daily(
      [flat, flat, [70, 75, 65, 70]],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50 }) }),
      maintenance(0.1, { part: 0.2 }),
    );
    expect(sides(past).slice(1)).toEqual([
      ['sell', 10, 70],
      ['sell', 40, 70],
    ]);
  });

  it('is the rest further down the same bar', () => {
    const past = daily(
      [flat, flat, [100, 101, 70, 90]],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50 }) }),
      maintenance(0.1, { part: 0.5 }),
    );
    // Half at 4000 / 45, where 444.44 are left; of the other half a tenth of its notional is left where it has lost 0.9 of that.
    const first = 4000 / 45;
    const second = (25 * first - 50 * first * 0.1) / (25 * 0.9);
    expect(past.fills.map(({ qty }) => qty)).toEqual([50, 25, 25]);
    expect(past.fills[1]!.price).toBeCloseTo(first, 10);
    expect(past.fills[2]!.price).toBeCloseTo(second, 10);
  });

  it('is what was entered inside the bar, where its close lies beyond', () => {
    const past = daily(
      [flat, flat, [100, 106, 70, 75]],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 47, trigger: 105 }) }),
      levered(),
    );
    // Bought at 105, nothing is left at 105 - 1000 / 47; the low may have come before, the close has not.
    expect(past.fills.map(({ price, tag }) => [price, tag])).toEqual([
      [105, null],
      [expect.closeTo(105 - 1000 / 47, 10), 'liquidation'],
    ]);
    const held = daily(
      [flat, flat, [100, 106, 70, 95]],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 47, trigger: 105 }) }),
      levered(),
    );
    expect(held.fills).toHaveLength(1);
  });

  it('is what was entered on a walk, on the rest of it', () => {
    const past = daily([flat, flat, [100, 106, 70, 95]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 47, trigger: 105 }) }), {
      ...levered(),
      simulator: { path: 'o-h-l-c' },
    });
    expect(past.fills[1]).toMatchObject({ price: expect.closeTo(105 - 1000 / 47, 10), tag: 'liquidation' });
  });
});

describe('a position that was liquidated in part', () => {
  it('is liquidated wholly at the next call, be it bars later; another one begins anew', () => {
    const rows: Row[] = [flat, flat, [100, 101, 88, 90], [90, 91, 85, 90], [90, 90, 70, 90], [90, 90, 90, 90]];
    const past = daily(rows, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50 }) }), maintenance(0.1, { part: 0.5 }));
    expect(past.fills.map(({ side, qty, ts }) => [side, qty, new Date(ts).getUTCDate()])).toEqual([
      ['buy', 50, 2],
      ['sell', 25, 4],
      ['sell', 25, 6],
    ]);
  });
});

describe('positions that are reached at one moment', () => {
  it('are judged in the order of the feeds: the first may save the others', () => {
    const fallen: Row = [90, 90, 79, 79];
    const [a, b] = [bars('A', '1d', [flat, flat, fallen]), bars('B', '1d', [flat, flat, fallen])];
    const past = live(
      { a, b },
      (ctx) => follow(a, { 0: () => [ctx.buy(ctx.feeds.a, { qty: 20 }), ctx.buy(ctx.feeds.b, { qty: 20 })] }),
      maintenance(0.1),
    );
    expect(past.fills[2]).toMatchObject({ instrument: 'A', tag: 'liquidation' });
  });

  it('are judged one after the other at an open too, though only one of them has moved', () => {
    const still: Row = [24.5, 24.5, 24.5, 24.5];
    const [a, b] = [bars('A', '1d', [flat, flat, [94, 94, 94, 94]]), bars('B', '1d', [still, still, still])];
    const past = live(
      { a, b },
      (ctx) => follow(a, { 0: () => [ctx.buy(ctx.feeds.a, { qty: 8 }), ctx.buy(ctx.feeds.b, { qty: 4 })] }),
      levered({
        ...{ cash: 69, leverage: 20 },
        liquidation: { judged: 'intrabar', maintenance: 0.03, fee: 0.01, part: 0.25, negativeBalance: 'owed' },
      }),
    );
    // A quarter of A leaves 21 - 1.88 for the 19.86 that 6 x 94 + 4 x 24.5 need: it is B's turn, and then all the rest of A.
    expect(past.fills.slice(2).map(({ instrument, qty, ts }) => [instrument, qty, new Date(ts).getUTCDate()])).toEqual([
      ['A', 2, 3],
      ['B', 1, 3],
      ['A', 6, 3],
    ]);
  });
});

describe('an isolated position', () => {
  const isolated = levered({ cash: 10_000, leverage: 5 }, { instruments: { A: { contract: 'linear', marginMode: 'isolated' } } });

  it('loses the margin it was opened with, and no more', () => {
    const past = daily([flat, flat, [100, 101, 70, 90]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50 }) }), isolated);
    // A fifth of 5000 backs it: gone at 80.
    expect(sides(past)[1]).toEqual(['sell', 50, 80]);
    expect(past.equity.at(-1)).toBe(9000);
  });

  it('owes nothing for a gap', () => {
    const past = daily([flat, flat, [60, 65, 55, 60]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50 }) }), isolated);
    expect(sides(past)[1]).toEqual(['sell', 50, 60]);
    expect(ledgerOf(past)).toEqual([['2024-01-03T00:00', 'write-off', 1000]]);
    expect(past.equity.at(-1)).toBe(9000);
  });

  it('owes nothing for it in parts either, nor the fee of what it could not pay', () => {
    const parts = { liquidation: { judged: 'intrabar', maintenance: 0, negativeBalance: 'owed', part: 0.5, fee: 0.01 } } as const;
    const past = daily([flat, flat, [60, 65, 55, 60]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50 }) }), {
      ...isolated,
      account: { ...isolated.account, ...parts },
    });
    // Each half loses 1000 where 500 back it, and 15 for the liquidation.
    expect(sides(past).slice(1)).toEqual([
      ['sell', 25, 60],
      ['sell', 25, 60],
    ]);
    expect(ledgerOf(past).map(([, kind, amount]) => [kind, amount])).toEqual([
      ['liquidation', -15],
      ['write-off', 515],
      ['liquidation', -15],
      ['write-off', 515],
    ]);
    expect(past.equity.at(-1)).toBe(9000);
  });

  it('leaves the rest of the account free for others', () => {
    const asked = (qty: number) =>
      daily(
        [flat, flat, flat, flat],
        (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 400 }), 1: () => ctx.buy(ctx.feeds.asset, { qty }) }),
        isolated,
      ).orders[1]!.status;
    // 40000 bind 8000: a fifth of what the other 2000 buy.
    expect([asked(100), asked(100.01)]).toEqual(['filled', 'canceled']);
  });
});
