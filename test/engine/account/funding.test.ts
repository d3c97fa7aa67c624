import { describe, expect, it } from 'vitest';
import { at, daily, type Row } from '../world.ts';
import { ledgerOf } from './ledger-of.ts';

const flat: readonly Row[] = Array.from({ length: 5 }, () => [100, 100, 100, 100]);

/** Funding of 0.01 % at the midnights that begin the third and the fourth of January. */
const funding = (ms = 0, rate = 0.0001) => ({
  funding: [
    {
      instrument: 0,
      times: Float64Array.of(at('2024-01-03') + ms, at('2024-01-04') + ms),
      rates: Float64Array.of(rate, rate),
    },
  ],
});

describe('funding', () => {
  it('takes a share of the notional from who is long at its time', () => {
    const past = daily(flat, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }) }), { financing: funding() });
    expect(ledgerOf(past)).toEqual([
      ['2024-01-03T00:00', 'funding', -0.1],
      ['2024-01-04T00:00', 'funding', -0.1],
    ]);
    expect(past.equity.at(-1)).toBeCloseTo(9_999.8, 9);
  });

  it('pays who is short, and turns round with its sign', () => {
    const short = daily(flat, (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { qty: 10 }) }), { financing: funding() });
    expect(ledgerOf(short).map(([, , amount]) => amount)).toEqual([0.1, 0.1]);
    const long = daily(flat, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }) }), { financing: funding(0, -0.0001) });
    expect(ledgerOf(long).map(([, , amount]) => amount)).toEqual([0.1, 0.1]);
  });

  it('is of its minute, however late the venue stamps it: a position opened at that open pays nothing', () => {
    // Decided at the close of Tuesday, filled at the open of Wednesday: the very moment of the first funding.
    const past = daily(flat, (ctx) => ({ 1: () => ctx.buy(ctx.feeds.asset, { qty: 10 }) }), { financing: funding(17) });
    expect(past.fills[0]!.ts).toBe(at('2024-01-03'));
    expect(ledgerOf(past)).toEqual([['2024-01-04T00:00', 'funding', -0.1]]);
  });

  it('is still paid on what is closed at that open', () => {
    const past = daily(flat, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }), 1: () => ctx.close(ctx.feeds.asset) }), {
      financing: funding(17),
    });
    expect(ledgerOf(past)).toEqual([['2024-01-03T00:00', 'funding', -0.1]]);
  });

  it('of an inverse contract is in the coin, on the notional of its contracts', () => {
    const past = daily(flat, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 50 }) }), {
      financing: funding(),
      instruments: { A: { contract: 'inverse', multiplier: 100, quote: 'USD', settle: 'BTC' } },
      account: { currency: 'BTC', cash: 100 },
    });
    // 50 contracts of 100 USD at 100 USD per coin: 50 coins.
    expect(ledgerOf(past)[0]).toEqual(['2024-01-03T00:00', 'funding', -50 * 0.0001]);
  });
});
