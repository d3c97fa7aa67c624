import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../engine/model/time.ts';
import { EquityCurve } from '../../../engine/portfolio/equity-curve.ts';
import { MONDAY } from '../world.ts';

const NO_TIMES = new Float64Array(1);

/** A curve that has room for ten values, and what a follower of it heard. */
function curveOf(values: readonly number[], times = NO_TIMES): { readonly curve: EquityCurve; readonly heard: (readonly number[])[] } {
  const curve = new EquityCurve(times, () => 100);
  const heard: (readonly number[])[] = [];
  curve.keep(10);
  curve.follow((ts, value) => void heard.push(...Array.from(ts, (one, k) => [one, value[k]!])));
  for (const [k, value] of values.entries()) curve.push(MONDAY + (k + 1) * 15 * MINUTE, value);
  return { curve, heard };
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, k) => 100 + k);
const quarters = Float64Array.from({ length: 31 }, (_, k) => (k === 0 ? Number.NaN : MONDAY + k * 15 * MINUTE));

describe('the equity curve of a long run', () => {
  it('is kept value by value as long as there is room', () => {
    const { curve, heard } = curveOf(upTo(10));
    curve.end();
    expect([curve.length, curve.falls, heard]).toEqual([10, undefined, []]);
    expect([...curve.columns().value]).toEqual(upTo(10));
  });

  it.each([
    ['of its own times', NO_TIMES],
    ['of the times of a series', quarters],
    ['of times that leave those of a series', quarters.subarray(0, 6)],
  ])('keeps the last value of every hour beyond that, %s', (_, times) => {
    const { curve } = curveOf(upTo(30), times);
    curve.end();
    const { ts, value } = curve.columns();
    expect([...value]).toEqual([103, 107, 111, 115, 119, 123, 127, 129]);
    expect([...ts].map((one) => (one - MONDAY) / MINUTE)).toEqual([60, 120, 180, 240, 300, 360, 420, 450]);
    expect(curve.length).toBe(30);
  });

  it('tells followers and falls every value, the newest as it was amended', () => {
    const values = [100, 90, 95, 110, 60, 80, 120, 119, 118, 117, 116, 130, 129, 128];
    const { curve, heard } = curveOf(values);
    curve.amend(64);
    expect(heard).toHaveLength(10);
    curve.end();
    expect(heard).toEqual([...values.slice(0, -1), 64].map((value, k) => [MONDAY + (k + 1) * 15 * MINUTE, value]));
    expect(curve.falls!.drawdown.depth).toBe((130 - 64) / 130);
    expect(curve.falls!.deepest.map(({ depth }) => depth)).toEqual([(130 - 64) / 130, (110 - 60) / 110, 0.1, 4 / 120]);
    expect(curve.columns().value.at(-1)).toBe(64);
  });
});
