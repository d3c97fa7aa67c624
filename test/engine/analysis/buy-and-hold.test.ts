import { describe, expect, test } from 'vitest';
import { buyAndHoldReturn, heldCurve } from '../../../engine/analysis/buy-and-hold.ts';
import { valuerOf } from '../../../engine/analysis/valuer.ts';
import type { PriceColumns, RunRecord } from '../../../engine/model/result.ts';
import { DAY } from '../../../engine/model/time.ts';
import { MONDAY, runOf, times } from './fixture.ts';

function prices(instrument: string, open: number[], close: number[], skip = 0): PriceColumns {
  const [opens, closes] = [Float64Array.from(open), Float64Array.from(close)];
  return { instrument, ts: times(skip + open.length).subarray(skip), open: opens, high: opens, low: opens, close: closes };
}

/** The curve of 100 held over three days, and the return, which are to agree. */
function held(all: readonly PriceColumns[], more: Partial<RunRecord> = {}): number[] | null {
  const run = runOf([100, 100, 100], { prices: all, ...more });
  const curve = heldCurve(run, valuerOf(run));
  const growth = buyAndHoldReturn(run, valuerOf(run));
  if (curve === null) expect(growth).toBeNaN();
  else expect(curve.at(-1)! / 100 - 1).toBeCloseTo(growth, 14);
  return curve === null ? null : [...curve];
}

test('the curve ends where the return says, and an instrument that comes later waits as cash', () => {
  const two = [prices('A', [10, 11, 15], [11, 15, 15]), prices('B', [20, 21], [20, 25], 1), prices('C', [], [])];
  expect(held(two)).toEqual([55 + 50, 75 + 50, 75 + 62.5]);
});

test('a gap in the prices keeps the newest one', () => {
  expect(held([prices('A', [10, 10, 10], [11, Number.NaN, 12])])).toEqual([110, 110, 120]);
});

test('without prices there is nothing to hold', () => {
  expect(held([])).toBeNull();
  expect(held([prices('A', [Number.NaN], [Number.NaN])])).toBeNull();
});

describe('what is held', () => {
  const one = [prices('A', [10, 10, 20], [10, 20, 40])];

  test('becomes more units by a split, from the moment of the split on', () => {
    const split = { ts: MONDAY + DAY, instrument: 'A', ratio: 4, held: [] };
    // Ten shares at ten become forty at two and a half, five and ten.
    expect(held([prices('A', [10, 2.5, 5], [10, 5, 10])], { splits: [split] })).toEqual([100, 200, 400]);
    const early = { ...split, ts: MONDAY };
    expect(held(one, { splits: [early] })).toEqual([100, 200, 400]);
  });

  test('is paid dividends, which stay in cash', () => {
    const dividends = [{ ts: MONDAY + DAY, instrument: 'A', amount: 0.5 }];
    expect(held(one, { dividends })).toEqual([100, 205, 405]);
  });

  test('is bought and counted at the rates of its currency', () => {
    const instruments = [{ id: 'A', contract: 'spot', multiplier: 1, settle: 'EUR' }] as const;
    const rates = [{ currency: 'EUR', ts: times(3), rate: Float64Array.of(1, 1.5, 2) }];
    expect(held(one, { instruments, rates })).toEqual([100, 300, 800]);
  });

  test('of a contract gains in the currency it is settled in, and nothing is paid for it', () => {
    const rates = [{ currency: 'EUR', ts: times(3), rate: Float64Array.of(1, 1.5, 2) }];
    const linear = [{ id: 'A', contract: 'linear', multiplier: 1, settle: 'EUR' }] as const;
    expect(held(one, { instruments: linear, rates })).toEqual([100, 100 + 100 * 1.5, 100 + 300 * 2]);
    const inverse = [{ id: 'A', contract: 'inverse', multiplier: 10, settle: 'USD' }] as const;
    // Of a price that has doubled half of the coins are left to pay.
    expect(held(one, { instruments: inverse })).toEqual([100, 150, 175]);
  });
});
