/**
 * Whether two columns of times are the same from the first row to the last. Looked at anew for every run, a nanosecond a row: a program may
 * have written into its columns since the last.
 */
export function sameTimes(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  // `| 0`: as in sma.ts. Row 0 is before the first.
  const end = a.length | 0;
  for (let row = 1; row < end; row++) if (a[row] !== b[row]) return false;
  return true;
}
