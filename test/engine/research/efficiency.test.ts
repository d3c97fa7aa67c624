import { describe, expect, test } from 'vitest';
import { DAY } from '../../../engine/model/time.ts';
import { efficiencyOf, efficiencyOver } from '../../../engine/research/efficiency.ts';
import type { WindowResult } from '../../../engine/research/walk-forward-result.ts';

const windowOf = (
  days: number,
  inSample: number,
  outOfSample: number,
  objective: readonly [number, number] = [1, 1],
  point: object | null = {},
): WindowResult => ({
  ...{ number: 0, isWhole: true, trials: 1, unranked: 0, failure: null, best: 0, resultHash: '', efficiency: Number.NaN },
  point: point as WindowResult['point'],
  inSample: { from: 0, to: days * DAY, bars: days },
  outOfSample: { from: days * DAY, to: 2 * days * DAY, bars: days },
  objective: { inSample: objective[0], outOfSample: objective[1] },
  metrics: { inSample: { cagr: inSample }, outOfSample: { totalReturn: outOfSample } },
});

describe('an efficiency', () => {
  test('is growth afterwards over growth in-sample, and nothing where that was none', () => {
    expect(efficiencyOf(0.2, 0.05)).toBe(0.25);
    expect(efficiencyOf(0.2, -0.1)).toBe(-0.5);
    expect([efficiencyOf(0, 0.1), efficiencyOf(-0.1, 0.1), efficiencyOf(Number.NaN, 0.1)]).toEqual(Array(3).fill(Number.NaN));
  });
  test('weighs in-samples by their length, and counts the windows that made money', () => {
    const { inSample, ratio, profitable, objective } = efficiencyOver(
      [windowOf(100, 0.1, 0.02, [1, 0.5]), windowOf(300, 0.3, -0.01, [2, Number.NaN])],
      0.05,
    );
    const mean = (1.1 * 1.3 ** 3) ** (1 / 4) - 1;
    expect(inSample).toBeCloseTo(mean, 14);
    expect(ratio).toBeCloseTo(0.05 / mean, 12);
    expect(profitable).toBe(0.5);
    expect(objective).toEqual({ inSample: 1, outOfSample: 0.5 });
  });
  test('leaves windows in cash out, and is nothing where all are', () => {
    const cash = windowOf(100, Number.NaN, Number.NaN, [Number.NaN, Number.NaN], null);
    expect(efficiencyOver([cash, windowOf(100, 0.1, 0.02)], 0.05).inSample).toBeCloseTo(0.1, 14);
    expect(efficiencyOver([cash], 0)).toEqual({
      outOfSample: 0,
      inSample: Number.NaN,
      ratio: Number.NaN,
      objective: { inSample: Number.NaN, outOfSample: Number.NaN },
      profitable: Number.NaN,
    });
  });
});
