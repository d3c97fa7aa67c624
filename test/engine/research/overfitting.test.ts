import { describe, expect, it } from 'vitest';
import { blocksFor, overfittingOf } from '../../../engine/research/overfitting.ts';
import { splitsOf } from '../../../engine/research/pbo.ts';
import { type Returns, TrialSums } from '../../../engine/research/trial-sums.ts';
import { sharpeOf, trialsOf } from './noise.ts';

function sumsOf(trials: readonly Returns[], blocks: number, riskFree = 0): TrialSums {
  const sums = new TrialSums(trials[0]!.length, blocks, riskFree);
  for (const one of trials) sums.add(one);
  return sums;
}

/** Logits by definition: every choice of half of the blocks, put together return by return. */
function logitsByDefinition(trials: readonly Float64Array[], blocks: number): number[] {
  const periods = trials[0]!.length;
  const block = (row: number): number =>
    Array.from({ length: blocks }, (_, k) => k).find((k) => row < Math.floor(((k + 1) * periods) / blocks))!;
  const logits: number[] = [];
  for (let choice = 0; choice < 1 << blocks; choice++) {
    const chosen = Array.from({ length: blocks }, (_, k) => (choice >> k) & 1);
    if (chosen.reduce((sum, one) => sum + one, 0) !== blocks / 2) continue;
    const sharpes = (side: number): number[] => trials.map((one) => sharpeOf(one.filter((_, row) => chosen[block(row)] === side)));
    const [seen, unseen] = [sharpes(1), sharpes(0)];
    const own = unseen[seen.indexOf(Math.max(...seen))]!;
    const share = unseen.filter((one) => one <= own).length / (trials.length + 1);
    logits.push(Math.log(share / (1 - share)));
  }
  return logits;
}

describe('combinatorially symmetric cross-validation', () => {
  it('has the logits of its definition', () => {
    const trials = trialsOf(1, 7, 103, (trial) => trial / 2000);
    const logits = [...splitsOf(sumsOf(trials, 8)).logits].sort((a, b) => a - b);
    const expected = logitsByDefinition(trials, 8).sort((a, b) => a - b);
    expect(logits).toHaveLength(70);
    for (const [k, logit] of logits.entries()) expect(logit).toBeCloseTo(expected[k]!, 10);
  });

  it('parts sixteen blocks in 12,870 ways, as in its paper', () => {
    expect(splitsOf(sumsOf(trialsOf(1, 2, 64), 16)).logits).toHaveLength(12_870);
  });

  it('finds no overfitting where one trial is the best everywhere', () => {
    const trials = trialsOf(2, 20, 400, (trial) => (trial === 13 ? 0.02 : 0));
    const { probability, lossProbability, medianOutOfSample } = overfittingOf(sumsOf(trials, 10), 252)!;
    expect([probability, lossProbability]).toEqual([0, 0]);
    expect(medianOutOfSample).toBeGreaterThan(20);
  });

  it('finds nothing else where what one half gives the other takes', () => {
    // two trials that take turns: the better of one half is the worse of the other wherever they differ
    const turn = (sign: number) =>
      Float64Array.from({ length: 64 }, (_, k) => sign * (Math.floor(k / 16) % 2 === 0 ? 0.01 : -0.01) + (k % 2) / 1000);
    const { degradation, probability } = overfittingOf(sumsOf([turn(1), turn(-1)], 4), 252)!;
    expect(probability).toBe(1);
    expect(degradation.slope).toBeLessThan(0);
  });

  it('gives equal trials the mean of their ranks, and those that never move a Sharpe ratio of zero', () => {
    const [one] = trialsOf(3, 1, 64);
    const still = new Float64Array(64);
    expect(overfittingOf(sumsOf([one!, one!, one!], 4), 252)!.logits).toEqual({ from: 0, step: 0.5, counts: [6] });
    expect(overfittingOf(sumsOf([still, still], 4), 252)).toMatchObject({ probability: 1, lossProbability: 0, medianInSample: 0 });
  });

  it('counts losses against the risk-free rate', () => {
    const trials = trialsOf(4, 3, 400, () => 0.002);
    expect(overfittingOf(sumsOf(trials, 8), 252)!.lossProbability).toBe(0);
    expect(overfittingOf(sumsOf(trials, 8, 0.004), 252)!.lossProbability).toBe(1);
  });

  it('takes no more blocks than there are returns for', () => {
    expect([blocksFor(2520), blocksFor(2520, 10), blocksFor(45), blocksFor(16), blocksFor(15)]).toEqual([16, 10, 10, 4, 0]);
    expect(overfittingOf(sumsOf(trialsOf(1, 1, 100), 4), 252)).toBeNull();
  });

  it('is near one half on noise: mean of 200 seeds', () => {
    let sum = 0;
    for (let seed = 1; seed <= 200; seed++) sum += overfittingOf(sumsOf(trialsOf(seed, 20, 240), 8), 252)!.probability;
    expect(Math.abs(sum / 200 - 0.5)).toBeLessThan(0.04);
  });

  it('is near zero with skill: mean of 200 seeds', () => {
    let sum = 0;
    // one trial of twenty has an annual Sharpe ratio of 3 over four years
    for (let seed = 1; seed <= 200; seed++)
      sum += overfittingOf(
        sumsOf(
          trialsOf(seed, 20, 1008, (trial) => (trial === 0 ? 0.03 / Math.sqrt(252) : 0)),
          8,
        ),
        252,
      )!.probability;
    expect(sum / 200).toBeLessThan(0.02);
  });
});

describe('the mean correlation of trials', () => {
  it('is the mean over all pairs', () => {
    const [a, b, c] = trialsOf(5, 3, 200) as [Float64Array, Float64Array, Float64Array];
    const trials = [a, a.map((value, k) => value + 0.5 * b[k]!), a.map((value, k) => c[k]! - value)];
    const correlation = (x: Float64Array, y: Float64Array): number => {
      const mean = (v: Float64Array) => v.reduce((sum, one) => sum + one, 0) / v.length;
      const [p, q] = [x.map((one) => one - mean(x)), y.map((one) => one - mean(y))];
      const dot = (v: Float64Array, w: Float64Array) => v.reduce((sum, one, k) => sum + one * w[k]!, 0);
      return dot(p, q) / Math.sqrt(dot(p, p) * dot(q, q));
    };
    const [x, y, z] = trials as [Float64Array, Float64Array, Float64Array];
    const expected = (correlation(x, y) + correlation(x, z) + correlation(y, z)) / 3;
    expect(sumsOf([...trials, new Float64Array(200)], 4).averageCorrelation()).toBeCloseTo(expected, 12);
    expect(sumsOf([x], 4).averageCorrelation()).toBeNaN();
  });
});
