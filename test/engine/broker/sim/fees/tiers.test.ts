import { describe, expect, it } from 'vitest';
import type { FeeSpec, TiersSpec } from '../../../../../engine/broker/sim/fees/fee-spec.ts';
import { daily, ends } from '../../../world.ts';
import { Till } from './till.ts';

const TIERS = [
  { from: 0, maker: 0.001, taker: 0.002 },
  { from: 1_000, maker: 0.0005, taker: 0.001 },
  { from: 10_000, maker: -0.0001, taker: 0.0005 },
] as const;

const till = (terms: Partial<TiersSpec> = {}): Till => new Till({ model: 'tiers', tiers: TIERS, ...terms });

/** A fill of so much money. */
const worth = (money: number, ts: string, liquidity: 'maker' | 'taker' = 'taker') => ({ qty: money, price: 1, ts, liquidity });

describe('tiers by volume', () => {
  it('begin to count on the day after, by default', () => {
    const venue = till();
    expect(venue.take(worth(1_000, '2026-01-05T10:00'))).toBeCloseTo(2, 12);
    expect(venue.take(worth(1_000, '2026-01-05T23:59'))).toBeCloseTo(2, 12);
    expect(venue.take(worth(1_000, '2026-01-06'))).toBeCloseTo(1, 12);
  });

  it('begin exactly at their volume', () => {
    for (const [before, fee] of [
      [999.99, 2],
      [1_000, 1],
      [9_999.99, 1],
      [10_000, 0.5],
    ] as const) {
      const venue = till();
      venue.take(worth(before, '2026-01-05'));
      expect(venue.ask(worth(1_000, '2026-01-06'))).toBeCloseTo(fee, 12);
    }
  });

  it('forget what is older than their days', () => {
    const venue = till({ over: 30 });
    venue.take(worth(1_000, '2026-01-05T10:00'));
    expect(venue.ask(worth(1_000, '2026-02-04T23:59'))).toBeCloseTo(1, 12);
    // The day itself has left the thirty.
    expect(venue.ask(worth(1_000, '2026-02-05'))).toBeCloseTo(2, 12);
  });

  it('may be counted with every fill, by rolling days', () => {
    const venue = till({ updated: 'fill', over: 1 });
    expect(venue.take(worth(1_000, '2026-01-05T10:00'))).toBeCloseTo(2, 12);
    expect(venue.take(worth(1_000, '2026-01-05T10:00'))).toBeCloseTo(1, 12);
    expect(venue.ask(worth(1_000, '2026-01-06T10:00'))).toBeCloseTo(1, 12);
    expect(venue.ask(worth(1_000, '2026-01-06T10:00:00.001'))).toBeCloseTo(2, 12);
  });

  it('may be counted by the hour', () => {
    const venue = till({ updated: 'hour' });
    venue.take(worth(1_000, '2026-01-05T10:30'));
    expect(venue.ask(worth(1_000, '2026-01-05T10:59'))).toBeCloseTo(2, 12);
    expect(venue.ask(worth(1_000, '2026-01-05T11:00'))).toBeCloseTo(1, 12);
  });

  it('may count from the first of the month', () => {
    const venue = till({ updated: 'fill', over: 'month' });
    venue.take(worth(1_000, '2026-01-31T23:00'));
    expect(venue.ask(worth(1_000, '2026-01-31T23:30'))).toBeCloseTo(1, 12);
    expect(venue.ask(worth(1_000, '2026-02-01'))).toBeCloseTo(2, 12);
  });

  it('add what is traded elsewhere, and pay makers', () => {
    const venue = till({ volume: 9_500 });
    venue.take(worth(500, '2026-01-05', 'maker'));
    expect(venue.ask(worth(1_000, '2026-01-06', 'maker'))).toBeCloseTo(-0.1, 12);
  });

  it('may each be for the volume within them alone', () => {
    const marginal = till({ marginal: true, updated: 'fill', by: 'units' });
    // 1000 units at 0.002, 9000 at 0.001, and 2000 at 0.0005.
    expect(marginal.take({ qty: 12_000, price: 7 })).toBeCloseTo(2 + 9 + 1, 12);
    expect(marginal.take({ qty: 1_000, price: 7 })).toBeCloseTo(0.5, 12);
  });

  it.each([
    ['none', [], 'Expected at least one tier of fees, but it was none'],
    ['a first one that does not begin at 0', [{ from: 5, maker: 0, taker: 0 }], '"from" of tier 1 was "5"'],
    ['one twice', [TIERS[0], TIERS[1], TIERS[1]], '"from" of tier 3 was "1000"'],
  ] as const)('refuse %s', (_, tiers, sentence) => {
    expect(() => till({ tiers })).toThrow(sentence);
  });

  it('leave nothing behind of a million fills', () => {
    const venue = till({ over: 1 });
    for (let hour = 0; hour < 20_000; hour++) {
      const ts = new Date(Date.UTC(2020, 0, 1, hour)).toISOString();
      venue.take(worth(0.1, ts));
    }
    // 24 of a day, and the first tier all along: the sum has not drifted to 1000.
    expect(venue.ask(worth(1_000, '2022-04-14T08:00'))).toBeCloseTo(2, 12);
  });
});

describe('a fee in another currency', () => {
  const min: FeeSpec = { model: 'per-order', min: 2, of: { model: 'percent', rate: 0.001 } };
  const inDollars = (of: FeeSpec): FeeSpec => ({ model: 'in', currency: 'USD', of });

  it('is changed at the newest rate', () => {
    // An account in euros: a dollar is 0.8, a pound 1.2.
    const till = new Till(inDollars(min), { quote: 'GBP' }, { EUR: 1, USD: 0.8, GBP: 1.2 });
    // 100 pounds are 150 dollars, whose 0.15 are below 2 dollars, which are 1.333 pounds.
    expect(till.take({ qty: 10, price: 10 })).toBeCloseTo(2 / 1.5, 12);
    // 10 000 pounds are 15 000 dollars.
    expect(till.take({ qty: 1_000, price: 10 })).toBeCloseTo(10, 12);
  });

  it('is itself where the instrument is settled in it, or in a coin that stands for it', () => {
    for (const quote of ['USD', 'USDT', 'USDC']) expect(new Till(inDollars(min), { quote }, {}).take({ qty: 1, price: 1 })).toBe(2);
  });

  it('of an inverse contract is changed at its own price', () => {
    const till = new Till(inDollars(min), { contract: 'inverse', quote: 'USD', settle: 'BTC' }, { BTC: 1 });
    expect(till.take({ qty: 1_000, price: 25_000 })).toBeCloseTo(2 / 25_000, 15);
    expect(till.take({ qty: 10_000, price: 25_000 })).toBeCloseTo(10 / 25_000, 15);
  });

  it('counts volume in its own money', () => {
    const spec = inDollars({ model: 'tiers', tiers: TIERS });
    const till = new Till(spec, { contract: 'inverse', quote: 'USD', settle: 'BTC' }, { BTC: 1 });
    expect(till.take({ qty: 1_000, price: 20_000, ts: '2026-01-05' })).toBeCloseTo(2 / 20_000, 15);
    expect(till.take({ qty: 1_000, price: 20_000, ts: '2026-01-06' })).toBeCloseTo(1 / 20_000, 15);
  });

  it('is not known before the first rate', () => {
    expect(new Till(inDollars(min), { quote: 'GBP' }, { EUR: 1, USD: Number.NaN, GBP: 1.2 }).ask({ qty: 1, price: 1 })).toBeNaN();
  });

  it('that is not known yet cancels the order', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [10, 11, 9, 10],
      ],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 1 }) }),
      { fee: { model: 'in', currency: 'GBP', of: min }, account: { currencies: ['GBP'] } },
    );
    expect(ends(past)).toEqual(['canceled: no-rate']);
    expect(past.session.account.cash).toBe(10_000);
  });

  it('wants the rates that it needs', () => {
    const sentence = (missing: string): string =>
      `Expected "account.rates" to have "${missing}", which a fee in "USD" needs, but it was missing`;
    expect(() => new Till(inDollars(min), { quote: 'GBP' }, { EUR: 1, GBP: 1.2 })).toThrow(sentence('USD'));
    expect(() => new Till(inDollars(min), { quote: 'GBP' }, { EUR: 1, USD: 1.2 })).toThrow(sentence('GBP'));
  });
});
