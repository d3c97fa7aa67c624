import { describe, expect, it } from 'vitest';
import { cagr } from '../../../../engine/analysis/returns.ts';
import { blockBootstrap, type Resampled } from '../../../../engine/research/monte-carlo/block-bootstrap.ts';
import { normals, sharpeOf, trialsOf } from '../noise.ts';

const of = (returns: Float64Array): Resampled => ({
  ts: returns.map((_, k) => k * 86_400_000),
  returns,
  every: 'value',
  periodsPerYear: 252,
  riskFree: 0,
  startCash: 1000,
});

describe('returns drawn anew', () => {
  const returns = trialsOf(1, 1, 500, () => 0.0005)[0]!;
  const found = blockBootstrap(of(returns), 400, 7)!;

  it('stand beside the numbers of the run itself', () => {
    let worth = 1;
    let peak = 1;
    let depth = 0;
    for (const value of returns) {
      worth *= 1 + value;
      peak = Math.max(peak, worth);
      depth = Math.max(depth, 1 - worth / peak);
    }
    expect(found.totalReturn.value).toBeCloseTo(worth - 1, 12);
    expect(found.maxDrawdown.value).toBeCloseTo(depth, 12);
    expect(found.sharpe.value).toBeCloseTo(sharpeOf(returns) * Math.sqrt(252), 10);
    expect(found.cagr.value).toBeCloseTo(cagr(worth - 1, 500, 252), 12);
    expect(found).toMatchObject({ observations: 500, every: 'value' });
    expect(found.blockLength).toBeGreaterThan(5);
  });

  it('lie around it, in the order of their levels', () => {
    const { quantiles, rank } = found.totalReturn;
    expect(quantiles).toHaveLength(5);
    expect([...quantiles].sort((a, b) => a - b)).toEqual(quantiles);
    expect(rank).toBeGreaterThan(0.3);
    expect(rank).toBeLessThan(0.7);
    const depths = found.drawdowns.map(({ probability }) => probability);
    expect(depths).toEqual([...depths].sort((a, b) => b - a));
  });

  it('make a fan that begins near the cash, ends at the distribution of the end, and holds the run', () => {
    const { at, own, bands } = found.fan;
    expect(at).toHaveLength(120);
    expect([at.at(-1), own.at(-1)]).toEqual([499 * 86_400_000, expect.closeTo(1000 * (1 + found.totalReturn.value), 8)]);
    bands.forEach((band, level) => {
      expect(band.at(-1)).toBeCloseTo(1000 * (1 + found.totalReturn.quantiles[level]!), 8);
      expect(Math.abs(band[0]! - 1000)).toBeLessThan(100);
    });
  });

  it('are the same for the same seed, and others for another', () => {
    expect(blockBootstrap(of(returns), 400, 7)).toEqual(found);
    expect(blockBootstrap(of(returns), 400, 8)!.totalReturn.quantiles).not.toEqual(found.totalReturn.quantiles);
  });

  it('leave out what is not known, and need twenty of them', () => {
    const holed = Float64Array.of(Number.NaN, ...returns.subarray(0, 19), Number.NaN);
    expect(blockBootstrap(of(holed), 50, 1)).toBeNull();
    expect(blockBootstrap(of(Float64Array.of(...holed, 0.01)), 50, 1)!.observations).toBe(20);
  });

  it('of a run that never moves are that run', () => {
    const still = blockBootstrap(of(new Float64Array(100)), 50, 1)!;
    expect(still.totalReturn).toEqual({ value: 0, rank: 0.5, mean: 0, quantiles: [0, 0, 0, 0, 0] });
    expect(still.sharpe).toEqual({ value: Number.NaN, rank: Number.NaN, mean: Number.NaN, quantiles: new Array(5).fill(Number.NaN) });
  });

  it('stay at nothing once all is lost', () => {
    const ruin = Float64Array.from({ length: 40 }, (_, k) => (k % 2 === 0 ? -1.5 : 0.5));
    const { totalReturn, maxDrawdown, lossProbability } = blockBootstrap(of(ruin), 50, 1)!;
    expect([totalReturn.value, maxDrawdown.value, lossProbability]).toEqual([-1, 1, 1]);
    expect(totalReturn.quantiles).toEqual([-1, -1, -1, -1, -1]);
  });
});

describe('nine in ten simulations', () => {
  /** In how many of so many worlds the band between the outer levels holds what is true of the world. */
  const covered = (world: (seed: number) => Float64Array, truth: number): number => {
    let held = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const { quantiles } = blockBootstrap(of(world(seed)), 150, seed)!.sharpe;
      if (quantiles[0]! <= truth && truth <= quantiles[4]!) held++;
    }
    return held / 200;
  };

  it('hold the true Sharpe ratio of independent returns in about nine worlds of ten', () => {
    const share = covered((seed) => trialsOf(seed, 1, 250, () => 0.001)[0]!, 0.1 * Math.sqrt(252));
    expect(share).toBeGreaterThan(0.84);
    expect(share).toBeLessThan(0.96);
  });

  it('hold that of returns that hang together, where drawing them one by one would not', () => {
    const world = (seed: number): Float64Array => {
      const draw = normals(seed);
      let last = 0;
      return Float64Array.from({ length: 400 }, () => {
        last = 0.4 * last + 0.01 * Math.sqrt(1 - 0.16) * draw();
        return 0.001 + last;
      });
    };
    expect(covered(world, 0.1 * Math.sqrt(252))).toBeGreaterThan(0.8);
    const share = (width: number): number => {
      let held = 0;
      for (let seed = 1; seed <= 200; seed++) if (Math.abs(sharpeOf(world(seed)) - 0.1) < width) held++;
      return held / 200;
    };
    // the interval of independent returns, 1.645 / sqrt(n)
    expect(share(1.645 / Math.sqrt(400))).toBeLessThan(0.8);
  });
});
