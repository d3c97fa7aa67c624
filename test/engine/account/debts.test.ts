import { describe, expect, it } from 'vitest';
import { bars, daily, ends, follow, liveAll, type Row, type Terms, trader } from '../world.ts';
import { ledgerOf } from './ledger-of.ts';

const flat: Row = [100, 100, 100, 100];
const fallen: Row = [70, 75, 65, 70];
/** A thousand of cash, five times of which may be bought. */
const levered = (negativeBalance: 'owed' | 'forgiven', judged: 'intrabar' | 'at-close' = 'at-close'): Terms => ({
  account: { cash: 1000, leverage: 5, liquidation: { judged: judged === 'intrabar' ? judged : 'close', maintenance: 0, negativeBalance } },
});

describe('a debt that an own exit leaves at a gap', () => {
  const stopped = (negativeBalance: 'owed' | 'forgiven') =>
    daily(
      [flat, flat, fallen, fallen],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 50, stopLoss: { price: 95 } }),
        1: () => ctx.buy(ctx.feeds.asset, { qty: 1, limit: 1 }),
        3: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
      }),
      levered(negativeBalance),
    );

  it('is told once, and is owed', () => {
    const past = stopped('owed');
    expect(past.equity).toEqual([1000, 1000, -500, -500]);
    expect(past.session.notices.filter((one) => one.includes('owed'))).toEqual([
      'the account owed 500 after what it closed at 2024-01-04T00:00:00.000Z: prices had passed what it could carry',
    ]);
  });

  it('or is written off', () => {
    const past = stopped('forgiven');
    expect(ledgerOf(past)).toEqual([['2024-01-04T00:00', 'write-off', 500]]);
    expect(past.equity).toEqual([1000, 1000, 0, 0]);
  });

  it('ends what waits to open, and trading', () => {
    expect(ends(stopped('owed'))).toEqual(['filled', 'filled', 'canceled: user', 'rejected: trading-halted']);
  });

  it('is none while strategies hold something against each other', () => {
    const asset = bars('A', '1d', [flat, flat, fallen, fallen]);
    const author = (id: string, qty: number) =>
      trader(
        { asset },
        (ctx) =>
          follow(asset, { 0: () => ctx.buy(asset, { qty: 25 }), 1: () => ctx[qty < 0 ? 'sell' : 'buy'](asset, { qty: Math.abs(qty) }) }),
        { id },
      );
    const past = liveAll([author('a', -45), author('b', -5)], levered('forgiven'));
    // Fifty units have lost 1500 by the open at which all of them are sold: one is short by twenty, the other long by as many.
    expect(past.session.account.qty(0)).toBe(0);
    expect(ledgerOf(past)).toEqual([]);
    expect(past.equity.at(-1)).toBe(-500);
  });
});

describe('a debt', () => {
  it('is not what rounding leaves', () => {
    const past = daily(
      [flat, flat, [100, 101, 70, 90]],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 43.21, trigger: 100 }) }),
      levered('forgiven', 'intrabar'),
    );
    expect(past.fills).toHaveLength(2);
    expect(Math.abs(past.equity.at(-1)!)).toBeLessThan(1e-9);
    expect(ledgerOf(past)).toEqual([]);
    expect(past.session.notices.join()).not.toContain('debt');
  });
});
