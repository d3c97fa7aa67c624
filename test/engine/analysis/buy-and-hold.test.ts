import { expect, test } from 'vitest';
import { buyAndHoldReturn, heldCurve } from '../../../engine/analysis/buy-and-hold.ts';
import type { PriceColumns } from '../../../engine/model/result.ts';
import { times } from './fixture.ts';

function prices(instrument: string, open: number[], close: number[], skip = 0): PriceColumns {
  const [opens, closes] = [Float64Array.from(open), Float64Array.from(close)];
  return { instrument, ts: times(skip + open.length).subarray(skip), open: opens, high: opens, low: opens, close: closes };
}

test('the curve ends where the return says, and an instrument that comes later waits as cash', () => {
  const two = [prices('A', [10, 11, 15], [11, 15, 15]), prices('B', [20, 21], [20, 25], 1), prices('C', [], [])];
  const curve = heldCurve(100, times(3), two)!;
  expect([...curve]).toEqual([55 + 50, 75 + 50, 75 + 62.5]);
  expect(curve.at(-1)! / 100 - 1).toBeCloseTo(buyAndHoldReturn(two), 14);
});

test('a gap in the prices keeps the newest one', () => {
  expect([...heldCurve(100, times(3), [prices('A', [10, 10, 10], [11, Number.NaN, 12])])!]).toEqual([110, 110, 120]);
});

test('without prices there is nothing to hold', () => {
  expect(heldCurve(100, times(3), [])).toBeNull();
  expect(heldCurve(100, times(3), [prices('A', [Number.NaN], [Number.NaN])])).toBeNull();
});
