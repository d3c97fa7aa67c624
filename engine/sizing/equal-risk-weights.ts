/** Rounds beyond which nothing is expected: each brings the weights closer by a factor. */
const ROUNDS = 1_000;
const CLOSE = 1e-13;

/**
 * Weights, positive and 1 in all, of which each contributes alike to the risk: w_i (Σ w)_i is the same for every i. By
 * cyclical coordinate descent (Griveau-Billion, Richard and Roncalli, A Fast Algorithm for Computing High-dimensional Risk
 * Parity Portfolios, 2013): each weight in turn is the positive root of its own quadratic, the others as they are. `matrix`
 * holds covariances row by row; variances have to be above 0.
 */
export function equalRiskWeights(matrix: Float64Array): Float64Array {
  const n = Math.sqrt(matrix.length);
  const x = Float64Array.from({ length: n }, (_, i) => 1 / Math.sqrt(matrix[i * n + i]!));
  for (let round = 0; round < ROUNDS; round++) {
    let moved = 0;
    for (let i = 0; i < n; i++) {
      const variance = matrix[i * n + i]!;
      let others = 0;
      for (let j = 0; j < n; j++) if (j !== i) others += matrix[i * n + j]! * x[j]!;
      const next = (Math.sqrt(others * others + 4 * variance) - others) / (2 * variance);
      moved = Math.max(moved, Math.abs(next - x[i]!) / next);
      x[i] = next;
    }
    if (moved < CLOSE) break;
  }
  const sum = x.reduce((total, one) => total + one, 0);
  return x.map((one) => one / sum);
}
