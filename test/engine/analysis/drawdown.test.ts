import { describe, expect, test } from 'vitest';
import { drawdownOf, underwater } from '../../../engine/analysis/drawdown.ts';
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

test('every value has its own fall from the peak so far', () => {
  expect([...underwater(100, Float64Array.of(90, 120, 60, 120))]).toEqual([0.1, 0, 0.5, 0]);
  expect([...underwater(0, Float64Array.of(0))]).toEqual([0]);
});
