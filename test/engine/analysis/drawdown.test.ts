import { describe, expect, test } from 'vitest';
import { deepestDrawdowns, drawdownOf, underwater } from '../../../engine/analysis/drawdown.ts';
import { DAY } from '../../../engine/model/time.ts';
import { times } from './fixture.ts';

const of = (...value: number[]) => drawdownOf(100, times(value.length), Float64Array.from(value));

describe('the depth of a drawdown', () => {
  test('is the deepest fall as a positive share of the peak before it', () => {
    expect(of(120, 90, 130, 117).depth).toBe(0.25);
  });
  test('counts a fall from the starting cash', () => {
    expect(of(80, 90).depth).toBe(0.2);
  });
  test('is above one for debt', () => {
    expect(of(100, -50).depth).toBe(1.5);
  });
  test('is zero for a curve that never falls and unknown for none', () => {
    expect(of(100, 110, 110).depth).toBe(0);
    expect(of().depth).toBeNaN();
    expect(of().duration).toBeNaN();
  });
  test('passes over a value that is not known', () => {
    expect(of(100, Number.NaN, 90).depth).toBe(0.1);
  });
  test('is counted anew from every peak, also for a value that there was before it', () => {
    const { ulcerIndex, depth } = of(100, 80, 160, 80, 80);
    expect(depth).toBe(0.5);
    expect(ulcerIndex).toBe(Math.sqrt((0.2 * 0.2 + 2 * 0.5 * 0.5) / 5));
  });
});

describe('the length of a drawdown', () => {
  test('runs from the last touch of the peak until it is reached again', () => {
    expect(of(110, 110, 105, 104, 110, 111).duration).toBe(3 * DAY);
  });
  test('runs to the end where the peak is not reached again, which is no recovery', () => {
    const { duration, recovery } = of(110, 105, 110, 100, 101, 102);
    expect(duration).toBe(3 * DAY);
    expect(recovery).toBe(2 * DAY);
  });
});

describe('the drawdowns of a curve', () => {
  // from 110 to 88 and back in three days, from 120 to 90 and on to the end
  const curve = [110, 99, 88, 110, 120, 114, 90, 100];
  const ts = times(curve.length);
  const deepest = (most: number) => deepestDrawdowns(100, ts, Float64Array.from(curve), most);

  test('are listed deepest first, the open one to the end of the run', () => {
    expect(deepest(10)).toEqual([
      { depth: 0.25, from: ts[4], trough: ts[6], to: null, fallDays: 2, recoveryDays: Number.NaN, days: 3 },
      { depth: 0.2, from: ts[0], trough: ts[2], to: ts[3], fallDays: 2, recoveryDays: 1, days: 3 },
    ]);
    expect(deepest(1).map(({ depth }) => depth)).toEqual([0.25]);
  });
  test('fall from the starting cash at the first value', () => {
    expect(deepestDrawdowns(100, times(2), Float64Array.of(90, 100), 5)).toEqual([
      { depth: 0.1, from: times(1)[0], trough: times(1)[0], to: times(2)[1], fallDays: 0, recoveryDays: 1, days: 1 },
    ]);
  });
  test('have a mean depth and length, and a root mean square fall', () => {
    const { meanDepth, meanDuration, ulcerIndex, money } = of(...curve);
    expect(meanDepth).toBeCloseTo(0.225, 15);
    expect(meanDuration).toBe(3 * DAY);
    expect(ulcerIndex).toBeCloseTo(Math.sqrt((0.1 ** 2 + 0.2 ** 2 + 0.05 ** 2 + 0.25 ** 2 + (1 / 6) ** 2) / 8), 15);
    expect(money).toBe(30);
    expect(of(100, 110).meanDepth).toBeNaN();
  });
  test('are those that every value compared with the peak before it gives', () => {
    const value = Float64Array.from({ length: 3000 }, (_, k) => 100 + ((k * 7919) % 97) + ((k * 31) % 13));
    const all = deepestDrawdowns(100, times(3000), value, 3000);
    const { depth, meanDepth, meanDuration } = drawdownOf(100, times(3000), value);
    const falls = underwater(100, value);
    expect(all[0]!.depth).toBe(Math.max(...falls));
    expect(all[0]!.depth).toBe(depth);
    expect(all.length).toBe(falls.filter((fall, k) => fall > 0 && (k === 0 || falls[k - 1] === 0)).length);
    expect(all.reduce((sum, one) => sum + one.depth, 0) / all.length).toBeCloseTo(meanDepth, 12);
    expect(all.reduce((sum, one) => sum + one.days, 0) / all.length).toBeCloseTo(meanDuration / DAY, 9);
    expect(deepestDrawdowns(100, times(3000), value, 10)).toEqual(all.slice(0, 10));
  });
});

test('every value has its own fall from the peak so far', () => {
  expect([...underwater(100, Float64Array.of(90, 120, 60, 120))]).toEqual([0.1, 0, 0.5, 0]);
  expect([...underwater(0, Float64Array.of(0))]).toEqual([0]);
});
