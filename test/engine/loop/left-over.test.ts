import { describe, expect, it } from 'vitest';
import { at, bars, follow, live, type Row, type Terms } from '../world.ts';

const flat: Row = [100, 100, 100, 100];

/** Buys a unit on the close, and another at every fill of its own: after eight rounds something is always left over. */
const restless = (rows: readonly Row[], terms: Terms) => {
  const asset = bars('A', '1d', rows);
  return live(
    { asset },
    (ctx) =>
      follow(
        asset,
        { 1: () => ctx.buy(asset, { qty: 1 }) },
        { onFill: ({ tag }) => void (tag === undefined && ctx.buy(asset, { qty: 1 })) },
      ),
    { ...terms, simulator: { fillOn: 'on-close' } },
  );
};

describe('an order that is left over after eight rounds', () => {
  it('is sent before the venue closes what is held of an instrument that ends', () => {
    const past = restless([flat, flat, flat, flat], { instruments: { A: { expiry: at('2024-01-03T12:00') } } });
    const [last] = past.orders.filter(({ tag }) => tag === 'expiry');
    expect(last).toMatchObject({ id: 10, qty: 8, status: 'filled' });
    expect(past.orders[8]).toMatchObject({ id: 9, status: 'rejected', reason: 'instrument-ended' });
    expect(past.session.account.qty(0)).toBe(0);
  });

  it('is sent before the account is liquidated', () => {
    const past = restless([flat, flat, [100, 100, 60, 60], flat], {
      account: { cash: 300, leverage: 5, liquidation: { judged: 'intrabar', maintenance: 0, negativeBalance: 'owed' } },
    });
    const at10 = past.orders.findIndex(({ tag }) => tag === 'liquidation');
    expect(past.orders[at10]).toMatchObject({ id: at10 + 1, qty: 8, status: 'filled' });
    expect(past.orders[at10 - 1]).toMatchObject({ status: 'rejected', reason: 'no-fresh-price' });
  });
});
