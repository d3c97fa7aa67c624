/*
 * Mean and spread of a window, from the window itself in two passes: a running sum of squares would cancel, and its
 * value would depend on where the series started. Distances are taken from the window's oldest value, so that equal
 * values give exactly 0. NaN while one of the values is.
 */

/** By how much the mean of the `period` values up to `row` lies above the oldest of them. */
export function meanRise(values: Float64Array, mask: number, row: number, period: number): number {
  const oldest = values[(row - period + 1) & mask]!;
  let sum = oldest - oldest;
  for (let r = row - period + 2; r <= row; r++) sum += values[r & mask]! - oldest;
  return sum / period;
}

/** The sum of the squared distances of the same values from their mean, which lies `rise` above the oldest. */
export function squaresAround(rise: number, values: Float64Array, mask: number, row: number, period: number): number {
  const oldest = values[(row - period + 1) & mask]!;
  let squares = rise * rise;
  for (let r = row - period + 2; r <= row; r++) {
    const distance = values[r & mask]! - oldest - rise;
    squares += distance * distance;
  }
  return squares;
}
