import { Xoshiro } from '../../../engine/analysis/xoshiro.ts';
import { inverseNormal } from '../../../engine/research/inverse-normal.ts';

/** Draws from the standard normal distribution, by seed. */
export function normals(seed: number): () => number {
  const random = new Xoshiro(seed);
  return () => inverseNormal((random.next() + 0.5) / 4_294_967_296);
}

/** Returns of independent trials: noise of 1 % a period about a mean by trial, 0 unless it is given. */
export function trialsOf(seed: number, count: number, periods: number, mean: (trial: number) => number = () => 0): Float64Array[] {
  const draw = normals(seed);
  return Array.from({ length: count }, (_, trial) => Float64Array.from({ length: periods }, () => mean(trial) + 0.01 * draw()));
}

/** The trial with the highest Sharpe ratio. */
export function bestOf(trials: readonly Float64Array[]): Float64Array {
  return trials.reduce((best, one) => (sharpeOf(one) > sharpeOf(best) ? one : best));
}

/** By definition: mean over sample deviation. */
export function sharpeOf(returns: ArrayLike<number>): number {
  const values = Array.from(returns);
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const squares = values.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
  return mean / Math.sqrt(squares / (values.length - 1));
}
