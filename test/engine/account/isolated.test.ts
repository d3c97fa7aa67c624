import { describe, expect, it } from 'vitest';
import { ACTION } from '../../../engine/broker/sim/financing/actions.ts';
import { at, bars, daily, ends, follow, liveAll, type Row, sides, type Terms, trader } from '../world.ts';
import { ledgerOf } from './ledger-of.ts';

const flat: Row = [100, 100, 100, 100];
const fallen: Row = [60, 65, 55, 60];
/** Ten thousand of cash, and a fifth of a position sets its margin. */
const isolated = (more: Partial<Terms['account']> = {}, instrument: object = {}): Terms => ({
  account: { cash: 10_000, leverage: 5, ...more },
  instruments: { A: { contract: 'linear', marginMode: 'isolated', ...instrument } },
});
const judged = (fee = 0) =>
  isolated({ liquidation: { judged: 'intrabar', maintenance: 0, negativeBalance: 'owed', fee } } as Partial<Terms['account']>);

/** Two strategies in one instrument: what each sends at the close of which bar. */
const both = (rows: readonly Row[], first: Readonly<Record<number, number>>, second: Readonly<Record<number, number>>, terms: Terms) => {
  const asset = bars('A', '1d', rows);
  const author = (id: string, units: Readonly<Record<number, number>>) =>
    trader(
      { asset },
      (ctx) =>
        follow(
          asset,
          Object.fromEntries(
            Object.entries(units).map(([bar, qty]) => [bar, () => ctx[qty > 0 ? 'buy' : 'sell'](asset, { qty: Math.abs(qty) })]),
          ),
        ),
      { id },
    );
  return liveAll([author('a', first), author('b', second)], terms);
};

describe('an isolated position that loses more than its margin', () => {
  // A fifth of 5000 backs fifty units at 100; at 60 they have lost 2000.
  it('owes nothing where its own stop closed it at a gap', () => {
    const past = daily(
      [flat, flat, fallen],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50, stopLoss: { price: 90 } }) }),
      isolated(),
    );
    expect(sides(past)[1]).toEqual(['sell', 50, 60]);
    expect(ledgerOf(past)).toEqual([['2024-01-03T00:00', 'write-off', 1000]]);
    expect(past.equity.at(-1)).toBe(9000);
  });

  it('owes nothing where it expired, nor what the part that is closed cost', () => {
    const expired = daily([flat, flat, fallen], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50 }) }), {
      ...isolated({}, { expiry: at('2024-01-04') }),
    });
    expect(ledgerOf(expired)).toEqual([['2024-01-04T00:00', 'write-off', 1000]]);
    const charged = daily(
      [flat, flat, fallen, [60, 60, 60, 60]],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50 }), 2: () => ctx.sell(ctx.feeds.asset, { qty: 25 }) }),
      { ...isolated(), fee: { model: 'percent', rate: 0.01 } },
    );
    // Half of it loses 1000 where 500 back it, and 15 for its closing. To open it has cost 50, which the account pays.
    expect(ledgerOf(charged)).toEqual([['2024-01-04T00:00', 'write-off', 515]]);
    expect(charged.session.account.crossEquity).toBeCloseTo(10_000 - 50 - 500 - 500, 9);
  });

  it('is not written off where it lost no more than its margin', () => {
    const past = daily(
      [flat, flat, [80, 80, 80, 80]],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50 }), 1: () => ctx.close(ctx.feeds.asset) }),
      isolated(),
    );
    expect([ledgerOf(past), past.equity.at(-1)]).toEqual([[], 9000]);
  });

  it('leaves nothing for the position that turns it round', () => {
    const turned = (qty: number) =>
      ends(
        daily(
          [flat, flat, fallen],
          (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50 }), 1: () => ctx.sell(ctx.feeds.asset, { qty: 50 + qty }) }),
          isolated(),
        ),
      )[1];
    // Nine thousand are left: a short of 750 units at 60 binds them.
    expect([turned(750), turned(750.01)]).toEqual(['filled', 'canceled: insufficient-margin']);
  });
});

describe('an isolated position of several strategies', () => {
  it('is written off once, each with the part that it closes', () => {
    const past = both([flat, flat, fallen], { 0: 30 }, { 0: 20 }, judged(0.01));
    // Fifty units lose 2000 where 1000 back them, and 30 for the liquidation.
    expect(ledgerOf(past).map(([, kind, amount]) => [kind, amount])).toEqual([
      ['liquidation', -18],
      ['write-off', 618],
      ['liquidation', -12],
      ['write-off', 412],
    ]);
    expect(past.equity.at(-1)).toBeCloseTo(9000, 9);
  });

  it('is what they hold together: what one closes of another has left it', () => {
    // The second sells ten of the first's fifty at 110: the account has won 100, and forty are backed by 800 from 100 on.
    const past = both([flat, flat, [110, 110, 110, 110], [110, 110, 70, 70]], { 0: 50 }, { 1: -10 }, judged());
    expect(past.fills.slice(2).map(({ side, qty, price }) => [side, qty, price])).toEqual([
      ['sell', 50, 80],
      ['buy', 10, 80],
    ]);
    expect(past.equity.at(-1)).toBeCloseTo(10_000 + 100 - 800, 9);
  });

  it('is none where they hold nothing together, whatever they have against each other', () => {
    const past = both([flat, flat, fallen, fallen], { 0: 50 }, { 0: -50 }, judged());
    expect(past.fills).toHaveLength(2);
    expect([ledgerOf(past), past.equity.at(-1)]).toEqual([[], 10_000]);
  });

  it('keeps its entry through a split', () => {
    const past = daily([flat, flat, [50, 50, 30, 30]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50 }) }), {
      ...judged(),
      financing: {
        actions: [
          { instrument: 0, times: Float64Array.of(at('2024-01-03')), types: Float64Array.of(ACTION.split), values: Float64Array.of(2) },
        ],
      },
    });
    // A hundred units from 50 on, backed by 1000.
    expect(sides(past)[1]).toEqual(['sell', 100, 40]);
    expect(past.equity.at(-1)).toBe(9000);
  });
});

describe('an isolated position that strategies hold together', () => {
  it('is liquidated in part once: that they come to nothing between two fills makes no other position of it', () => {
    const opens = (price: number): Row => [price, price, price, price];
    const terms = isolated(
      { liquidation: { judged: 'intrabar', maintenance: 0, negativeBalance: 'owed', part: 0.25, fee: 0 } } as Partial<Terms['account']>,
      { stepSize: 1 },
    );
    const past = both([flat, flat, opens(75), opens(50)], { 0: 4 }, { 0: -3 }, terms);
    // A unit at 100 is backed by 20. At 75 a quarter of each goes, in whole steps: 4 - 1 - 3 is nothing, and 3 - 2 is held after it.
    expect(sides(past).slice(2)).toEqual([
      ['sell', 1, 75],
      ['buy', 1, 75],
      ['sell', 3, 50],
      ['buy', 2, 50],
    ]);
  });
});
