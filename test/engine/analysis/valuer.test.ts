import { describe, expect, test } from 'vitest';
import { asHeld } from '../../../engine/analysis/benchmark.ts';
import { valuerOf } from '../../../engine/analysis/valuer.ts';
import { DAY } from '../../../engine/model/time.ts';
import { MONDAY, times } from './fixture.ts';

const rates = [{ currency: 'EUR', ts: times(3).subarray(1), rate: Float64Array.of(1.1, 1.2) }];
const instruments = [
  { id: 'LOT', contract: 'linear', multiplier: 50, settle: 'USD' },
  { id: 'COIN', contract: 'inverse', multiplier: 100, settle: 'EUR' },
  { id: 'ADR', contract: 'spot', multiplier: 1, settle: 'EUR' },
] as const;
const valuer = valuerOf({ instruments, currency: 'USD', rates });
const day = (k: number): number => MONDAY + (k + 1) * DAY;

describe('what units are worth', () => {
  test('is price times multiplier, and of an inverse contract what is owed in the coin, at the rate of the moment', () => {
    expect(valuer('LOT').at(2, 3, day(0))).toBe(300);
    expect(valuer('COIN').at(4, 8, day(1))).toBeCloseTo(-50 * 1.1, 12);
    expect(valuer('COIN').notional(-4, 8, day(2))).toBeCloseTo(-50 * 1.2, 12);
  });
  test('of what the run says nothing is price times units', () => {
    expect(valuer('OTHER').at(-2, 3, day(0))).toBe(-6);
  });
});

describe('a rate', () => {
  test('is the newest at a time, asked in any order, and none before the first', () => {
    const worth = valuer('COIN');
    expect([day(2), day(1), day(0), day(9)].map((ts) => worth.rate(ts))).toEqual([1.2, 1.1, Number.NaN, 1.2]);
    expect(worth.knownRate(day(0))).toBe(1.1);
  });
  test('is not known where the run has none', () => {
    const lost = valuerOf({ instruments, currency: 'USD', rates: [] });
    expect([lost('COIN').at(1, 1, day(0)), lost('COIN').knownRate(day(0)), lost('LOT').rate(day(0))]).toEqual([Number.NaN, Number.NaN, 1]);
  });
});

describe('a benchmark that is an instrument of the run', () => {
  const closes = { ts: times(3), close: Float64Array.of(10, 6, 7) };
  test('is what a unit of the start is worth: splits do not move it, rates do', () => {
    const splits = [{ ts: day(0), instrument: 'ADR', ratio: 2, held: [] }];
    expect([...asHeld(closes, 'ADR', { splits }, valuer('ADR')).close]).toEqual([10 * 1.1, 2 * 6 * 1.1, 2 * 7 * 1.2]);
  });
  test('is left as it is where there is neither, or where its price is not in the money it is settled in', () => {
    for (const id of ['LOT', 'COIN']) expect(asHeld(closes, id, { splits: [] }, valuer(id))).toBe(closes);
  });
});
