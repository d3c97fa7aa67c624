import { describe, expect, it } from 'vitest';
import type { PriceColumns, RoundTripRecord } from '../../../../engine/model/result.ts';
import { type Ground, randomEntry } from '../../../../engine/research/monte-carlo/random-entry.ts';
import { tradedOf } from '../../../../engine/research/monte-carlo/traded.ts';
import { normals } from '../noise.ts';
import { trip } from './trip.ts';

/** Bars that open at these prices and end at 1, 2, ...; the last closes at the last price. */
function ground(prices: readonly number[], more: Partial<Ground> = {}): Ground {
  const open = Float64Array.from(prices.slice(0, -1));
  const close = Float64Array.from(prices.slice(1));
  const columns: PriceColumns = { instrument: 'X', ts: open.map((_, k) => k + 1), open, high: open, low: open, close };
  return { prices: [columns], terms: new Map([['X', { contract: 'spot', multiplier: 1 }]]), slippage: 0, ...more };
}

const of = (trips: readonly RoundTripRecord[], on: Ground, cash = 100, simulations = 600) =>
  randomEntry(tradedOf(cash, trips), on, simulations, 1);

describe('entries at random', () => {
  it('earn what each place in the run would have earned', () => {
    // one trip of one bar of all the money: the four bars make 10 %, 0 %, -10 % and 20 %
    const found = of([trip(0, 1, 100, 110)], ground([100, 110, 110, 99, 118.8]), 100, 4000)!;
    expect(found.totalReturn.value).toBeCloseTo(0.1, 12);
    expect(found.totalReturn.quantiles[0]).toBeCloseTo(-0.1, 12);
    expect(found.totalReturn.quantiles[4]).toBeCloseTo(0.2, 12);
    expect(found.totalReturn.mean).toBeGreaterThan(0.045);
    expect(found.totalReturn.mean).toBeLessThan(0.055);
    expect(found.pValue).toBeGreaterThan(0.46);
    expect(found.pValue).toBeLessThan(0.54);
    expect(found).toMatchObject({ trades: 1, exposure: 0.25 });
  });

  it('keep side, size and costs', () => {
    const short = of([trip(0, 1, 100, 110, { side: 'sell', qty: 0.5, fees: 1 })], ground([100, 110, 121], { slippage: 0.01 }))!;
    // half of the money short in a bar of +10 %: -5 %, 1 of fees on 50, and 1 % of slippage each way
    for (const one of short.totalReturn.quantiles) expect(one).toBeCloseTo(0.5 * (-0.1 - 0.02 - 0.02), 12);
    for (const one of short.meanTrade.quantiles) expect(one).toBeCloseTo(-0.1 - 0.02 - 0.02, 12);
  });

  it('never hold two at a time where the run did not', () => {
    // two trips that fill all four bars in any order: every simulation earns what the bars do
    const trips = [trip(0, 1, 100, 110), trip(1, 4, 110, 90, { qty: 1 })];
    const found = of(trips, ground([100, 110, 105, 99, 90]), 100, 200)!;
    expect(found.exposure).toBe(1);
    // the money put in is 1.00 of it in either, so all orders make the whole way from 100 to 90
    for (const one of found.totalReturn.quantiles) expect(one).toBeCloseTo(-0.1, 12);
  });

  it('are put each by itself where the run held several', () => {
    const trips = [trip(0, 3, 100, 99, { qty: 0.5 }), trip(1, 4, 110, 90, { qty: 0.5 })];
    const found = of(trips, ground([100, 110, 105, 99, 90]), 100, 50)!;
    expect(found.trades).toBe(2);
    expect(found.exposure).toBe(1);
  });

  it('find a timer of the market improbable, and one that has none probable', () => {
    const draw = normals(4);
    const prices = [100];
    for (let k = 0; k < 400; k++) prices.push(prices[k]! * (1 + 0.01 * draw()));
    const days = [...prices.keys()].filter((k) => k < 400);
    const timed = (wanted: (k: number) => boolean) => days.filter(wanted).map((k) => trip(k, k + 1, prices[k]!, prices[k + 1]!));
    const clever = of(
      timed((k) => k % 4 === 0 && prices[k + 1]! > prices[k]!),
      ground(prices),
      10_000,
    )!;
    expect(clever.pValue).toBeCloseTo(1 / 601, 12);
    const blind = of(
      timed((k) => k % 8 === 0),
      ground(prices),
      10_000,
    )!;
    expect(blind.pValue).toBeGreaterThan(0.05);
    expect(blind.pValue).toBeLessThan(0.95);
  });

  it('gain of an inverse contract what it gains', () => {
    const inverse = ground([100, 110, 121], { terms: new Map([['X', { contract: 'inverse', multiplier: 100 }]]) });
    const given = trip(0, 1, 100, 110, { pnl: 1 - 100 / 110, returnPct: 1 - 100 / 110 });
    for (const one of of([given], inverse, 1)!.totalReturn.quantiles) expect(one).toBeCloseTo(1 - 1 / 1.1, 12);
  });

  it('are not told where there is nothing to enter, or no price that means something', () => {
    expect(of([], ground([100, 110]))).toBeNull();
    expect(of([trip(0, 1, 100, 110)], { ...ground([100, 110]), prices: [] })).toBeNull();
    expect(of([trip(0, 1, 100, 110)], ground([100, -1, 5]))).toBeNull();
  });
});
