const KNOWN = new WeakMap<Float64Array, WeakMap<Float64Array, boolean>>();

/** Whether two columns of times are the same from the first row to the last. It is found out once of any two: many runs are over the same columns. */
export function sameTimes(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true;
  const known = KNOWN.get(a) ?? new WeakMap<Float64Array, boolean>();
  const same = known.get(b) ?? areSame(a, b);
  KNOWN.set(a, known.set(b, same));
  return same;
}

function areSame(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false;
  // Row 0 is before the first.
  for (let row = 1; row < a.length; row++) if (a[row] !== b[row]) return false;
  return true;
}
