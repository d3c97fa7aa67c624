import { log } from '../model/pinned-math.ts';
import { meanOf } from './moments.ts';
import { power } from './power.ts';

const LN10 = Math.LN10;

/**
 * The expected length of the blocks in which a stationary bootstrap should draw these known values: the automatic
 * choice of Politis and White (Econometric Reviews 23(1), 2004) as corrected by Patton, Politis and White (28(4), 2009),
 * but not below n^(1/3), so that spells of volatility, which returns alone do not show, stay together; and not above
 * min(3 sqrt(n), n / 3).
 */
export function blockLength(values: Float64Array): number {
  const n = values.length;
  if (n < 2) return 1;
  const most = Math.max(1, Math.ceil(Math.min(3 * Math.sqrt(n), n / 3)));
  return Math.min(Math.max(automatic(values), power(n, 1 / 3)), most);
}

/** The automatic choice; 1 for values that do not vary. */
export function automatic(values: Float64Array): number {
  const n = values.length;
  const { mean } = meanOf(values);
  const off = values.map((value) => value - mean);
  const log10n = log(n) / LN10;
  const run = Math.max(5, Math.floor(Math.sqrt(log10n)));
  const most = Math.min(Math.ceil(Math.sqrt(n)) + run, n - 1);
  const covariance = new Float64Array(most + 1);
  for (let lag = 0; lag <= most; lag++) {
    let sum = 0;
    for (let k = lag; k < n; k++) sum += off[k]! * off[k - lag]!;
    covariance[lag] = sum / n;
  }
  if (!(covariance[0]! > 0)) return 1;
  const window = Math.min(2 * Math.max(significantLags(covariance, 2 * Math.sqrt(log10n / n), run), 1), most);
  let slope = 0;
  let spectrum = covariance[0]!;
  for (let lag = 1; lag <= window; lag++) {
    const weight = 2 * lag <= window ? 1 : 2 * (1 - lag / window);
    slope += 2 * weight * lag * covariance[lag]!;
    spectrum += 2 * weight * covariance[lag]!;
  }
  // (2 G^2 / D)^(1/3) n^(1/3) with D = 2 g(0)^2: the squares hide a sign the cube root must not see
  const ratio = Math.abs(slope / spectrum);
  const length = power(ratio * ratio * n, 1 / 3);
  return Number.isNaN(length) ? 1 : length;
}

/** The smallest lag after which `run` lags in a row are below the bound; the last that is above it where there is no such run. */
function significantLags(covariance: Float64Array, bound: number, run: number): number {
  let last = 0;
  for (let lag = 1; lag < covariance.length; lag++) {
    if (Math.abs(covariance[lag]! / covariance[0]!) >= bound) last = lag;
    else if (lag - last >= run) return last;
  }
  return last;
}
