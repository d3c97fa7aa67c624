import { describe, expect, it } from 'vitest';
import type { Fill } from '../../../engine/model/fill.ts';
import { instrumentOf } from '../../../engine/model/instrument.ts';
import { millis } from '../../../engine/model/time.ts';
import { RoundTrips } from '../../../engine/portfolio/round-trips.ts';
import { daily, type Row } from '../world.ts';

const fill = (orderId: number, side: 'buy' | 'sell', qty: number, price: number, ts = orderId): Fill => ({
  ts: millis(ts),
  orderId,
  instrument: 0,
  strategy: 0,
  side,
  qty,
  price,
  fee: qty,
  slippage: 0,
  liquidity: 'taker',
  certainty: 'exact',
  otherPrice: undefined,
  otherExit: undefined,
  tag: undefined,
  barTs: millis(ts),
});

const extremes = { high: Float64Array.of(Number.NaN, 12, 15, 20), low: Float64Array.of(Number.NaN, 9, 8, 10), mask: -1 };

describe('an order that fills in parts', () => {
  it('is one lot, at the average of its fills and with all of their fees', () => {
    const trips = new RoundTrips(1, [instrumentOf('asset')]);
    trips.open(0, fill(1, 'buy', 1, 10), 1, 1, 1, false);
    trips.open(0, fill(1, 'buy', 3, 14), 3, 1, 1, false);
    trips.close(0, fill(2, 'sell', 4, 20), 4, 3, 3, extremes);
    expect(trips.length).toBe(1);
    expect(trips.read(0)).toMatchObject({ signedQty: 4, entryPrice: 13, exitPrice: 20, fees: 8, pnl: 28 - 8, mae: 8, mfe: 20, bars: 2 });
  });

  it('closes one lot in one round trip, long or short', () => {
    for (const [side, sign] of [
      ['buy', 1],
      ['sell', -1],
    ] as const) {
      const trips = new RoundTrips(1, [instrumentOf('asset', { multiplier: 10 })]);
      const out = side === 'buy' ? 'sell' : 'buy';
      trips.open(0, fill(1, side, 4, 10), 4, 1, 1, false);
      trips.close(0, fill(2, out, 1, 12, 5), 1, 2, 2, extremes);
      trips.close(0, fill(2, out, 3, 16, 6), 3, 3, 3, extremes);
      expect(trips.length).toBe(1);
      expect(trips.read(0)).toEqual({
        signedQty: 4 * sign,
        entryTs: 1,
        entryPrice: 10,
        exitTs: 6,
        exitPrice: 15,
        pnl: sign * 200 - 8,
        fees: 8,
        mae: sign > 0 ? 8 : 16,
        mfe: sign > 0 ? 16 : 8,
        bars: 2,
        entryOrder: 1,
        exitOrder: 2,
        rate: 1,
        slot: 0,
      });
    }
  });

  it('is not closed by what its fee takes of it, which makes the rest so much dearer', () => {
    const trips = new RoundTrips(1, [instrumentOf('coin', { stepSize: 0.1 })]);
    trips.open(0, fill(1, 'buy', 2, 10), 2, 1, 1, false);
    trips.open(0, fill(1, 'buy', 2, 12), 2, 1, 1, false);
    trips.close(0, { ...fill(1, 'sell', 0.4, 12), fee: 0 }, 0.4, 1, 1, extremes);
    expect(trips.length).toBe(0);
    trips.close(0, fill(2, 'sell', 3.6, 20), 3.6, 3, 3, extremes);
    // 2 at 10 and 1.6 at 12.
    expect(trips.read(0)).toMatchObject({ signedQty: 3.6, exitPrice: 20 });
    expect(trips.read(0).fees).toBeCloseTo(4 + 3.6, 12);
    expect(trips.read(0).entryPrice).toBeCloseTo((2 * 10 + 1.6 * 12) / 3.6, 12);
  });

  it('hands on less than a step of what it bought, whether the next is there already or comes', () => {
    for (const isThere of [true, false]) {
      const trips = new RoundTrips(1, [instrumentOf('coin', { stepSize: 1 })]);
      trips.open(0, fill(1, 'buy', 3, 10), 2.5, 1, 1, false);
      if (isThere) trips.open(0, fill(2, 'buy', 2, 16), 2, 1, 1, false);
      trips.close(0, fill(3, 'sell', 2, 20), 2, 2, 2, extremes);
      if (!isThere) trips.open(0, fill(2, 'buy', 2, 16), 2, 1, 1, false);
      trips.close(0, fill(4, 'sell', 2.5, 20), 2.5, 3, 3, extremes);
      expect(trips.length).toBe(2);
      expect(trips.read(0)).toMatchObject({ signedQty: 2, entryPrice: 10 });
      expect(trips.read(1)).toMatchObject({ signedQty: 2.5, entryPrice: (0.5 * 10 + 2 * 16) / 2.5 });
    }
  });

  it('of another order is another round trip', () => {
    const trips = new RoundTrips(1, [instrumentOf('asset')]);
    trips.open(0, fill(1, 'buy', 4, 10), 4, 1, 1, false);
    trips.close(0, fill(2, 'sell', 1, 12), 1, 2, 2, undefined);
    trips.close(0, fill(3, 'sell', 3, 16), 3, 3, 3, undefined);
    expect([0, 1].map((row) => [trips.read(row).exitOrder, trips.read(row).signedQty, trips.read(row).pnl])).toEqual([
      [2, 1, 2 - 2],
      [3, 3, 18 - 6],
    ]);
  });

  it('leaves nothing behind in a lot that is used again', () => {
    const trips = new RoundTrips(1, [instrumentOf('asset')]);
    trips.open(0, fill(1, 'buy', 1, 10), 1, 1, 1, false);
    trips.close(0, fill(2, 'sell', 1, 11), 1, 3, 3, extremes);
    trips.open(0, fill(3, 'sell', 1, 11), 1, 3, 3, false);
    trips.close(0, fill(4, 'buy', 1, 11), 1, 3, 3, extremes);
    expect(trips.read(1)).toMatchObject({ signedQty: -1, entryPrice: 11, mae: 11, mfe: 11, bars: 0, entryOrder: 3 });
  });
});

describe('fractional quantities', () => {
  it('leave no round trip of rounding behind', () => {
    const flat: Row = [10, 10, 10, 10];
    const past = daily(
      Array.from({ length: 6 }, () => flat),
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 0.1 }),
        1: () => ctx.buy(ctx.feeds.asset, { qty: 0.2 }),
        2: () => ctx.sell(ctx.feeds.asset, { qty: 0.3 }),
        3: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
        4: () => ctx.sell(ctx.feeds.asset, { qty: 1 }),
      }),
    );
    expect(past.roundTrips.map(({ entryOrderId, exitOrderId, qty }) => [entryOrderId, exitOrderId, qty])).toEqual([
      [1, 3, 0.1],
      [2, 3, expect.closeTo(0.2, 12)],
      [4, 5, 1],
    ]);
  });

  it('open no round trip of rounding either', () => {
    const flat: Row = [10, 10, 10, 10];
    const past = daily(
      Array.from({ length: 6 }, () => flat),
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 0.3 }),
        1: () => ctx.sell(ctx.feeds.asset, { qty: 0.1 + 0.2 }),
        2: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
        3: () => ctx.sell(ctx.feeds.asset, { qty: 1 }),
      }),
    );
    expect(past.roundTrips.map(({ entryOrderId, exitOrderId, side, qty }) => [entryOrderId, exitOrderId, side, qty])).toEqual([
      [1, 2, 'buy', 0.3],
      [3, 4, 'buy', 1],
    ]);
  });
});
