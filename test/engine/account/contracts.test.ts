import { describe, expect, it } from 'vitest';
import { daily, type Row } from '../world.ts';

const rows: readonly Row[] = [
  [100, 100, 100, 100],
  [100, 100, 100, 100],
  [125, 125, 125, 125],
  [125, 125, 125, 125],
];

describe('an inverse contract', () => {
  const inverse = {
    instruments: { A: { contract: 'inverse', multiplier: 10, settle: 'BTC' } },
    account: { currency: 'BTC', cash: 100, leverage: 5 },
  } as const;

  it('gains in the coin what its value in the coin falls by', () => {
    // 1000 contracts of 10 USD: 10000 USD, 100 coins at 100 and 80 coins at 125.
    const past = daily(rows, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 1000 }), 2: () => ctx.close(ctx.feeds.asset) }), inverse);
    expect(past.equity).toEqual([100, 100, 120, 120]);
    expect(past.roundTrips[0]!.pnl).toBeCloseTo(20, 12);
  });

  it('loses it on the short side', () => {
    const past = daily(rows, (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { qty: 1000 }) }), inverse);
    expect(past.equity).toEqual([100, 100, 80, 80]);
  });

  it('is averaged by what was bought in the coin', () => {
    const past = daily(
      rows,
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 1000 }),
        1: () => ctx.buy(ctx.feeds.asset, { qty: 1000 }),
        2: () => ctx.log(String(ctx.position(ctx.feeds.asset).avgPrice)),
        3: () => ctx.log(String(ctx.position(ctx.feeds.asset).unrealizedPnl)),
      }),
      inverse,
    );
    // 20000 USD for 100 + 80 coins.
    expect(Number(past.session.logs[0]!.message)).toBeCloseTo(20_000 / 180, 12);
    expect(Number(past.session.logs[1]!.message)).toBeCloseTo(20, 10);
  });
});

describe('a linear contract', () => {
  it('is not paid for: cash is the wallet', () => {
    const past = daily(
      rows,
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }),
        1: () => ctx.log(`${ctx.cash} ${ctx.equity}`),
        2: () => ctx.log(`${ctx.cash} ${ctx.equity}`),
      }),
      { instruments: { A: { contract: 'linear' } } },
    );
    expect(past.session.logs.map(({ message }) => message)).toEqual(['10000 10000', '10000 10250']);
  });

  it('binds margin by the tiers of its notional', () => {
    const margin = [
      { upTo: 1000, initial: 0.01, maintenance: 0.005 },
      { upTo: null, initial: 0.1, maintenance: 0.05 },
    ];
    const asked = (qty: number, cash: number) =>
      daily(rows, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty }) }), {
        account: { cash },
        instruments: { A: { contract: 'linear', margin } },
      }).orders[0]!.status;
    // 3000 of notional bind 10 for the first thousand and 200 for the rest.
    expect([asked(30, 210), asked(30, 209.99)]).toEqual(['filled', 'canceled']);
    expect([asked(10, 10), asked(10, 9.99)]).toEqual(['filled', 'canceled']);
  });
});
