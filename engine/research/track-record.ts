import { type SharpeSample, sharpeSpread } from '../analysis/shape.ts';
import { inverseNormal } from './inverse-normal.ts';

/**
 * How many returns it takes until a Sharpe ratio like this one is above `threshold` with `confidence`: 1 + (1 - g3 SR + (g4 - 1) / 4
 * SR^2) (Z / (SR - SR*))^2, all per period. NaN where it is not above it: then no record is long enough. Source: Bailey and Lopez de Prado, The
 * Sharpe Ratio Efficient Frontier, Journal of Risk 15(2), 2012, equation 11.
 */
export function minTrackRecord(sample: SharpeSample, threshold: number, confidence = 0.95): number {
  const above = sample.sharpe - threshold;
  if (!(above > 0)) return Number.NaN;
  const z = inverseNormal(confidence) / above;
  return 1 + sharpeSpread(sample) * z * z;
}
