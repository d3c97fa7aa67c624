/** Digits that a chart can show of its greatest value, and of its smallest. */
const DIGITS = 6;
const FEWEST_DIGITS = 3;
const MOST_DECIMALS = 10;

/** A packed column: its first known value and the steps from each value to the next, in units of the last decimal. */
export interface Steps {
  readonly decimals: number;
  readonly first: number;
  /** `i1`, `i2` or `i4` for steps in that many bytes, whose least value is a gap; `f8` for the values themselves. Then base64. */
  readonly packed: string;
}

const GAP = -(2 ** 31);

/**
 * A column of a chart as the steps from one value to the next, which are small where the values are not. Exact to the
 * decimals that the values have, to seven digits of the greatest, or to `decimals`, whichever is most. What is no finite
 * number is a gap.
 */
export function packSteps(values: Float64Array, decimals = 0): Steps {
  const digits = Math.max(decimals, decimalsOf(values));
  const factor = 10 ** digits;
  const known = values.find((value) => Number.isFinite(value)) ?? 0;
  const first = Math.round(known * factor);
  const steps = new Int32Array(values.length);
  let before = first;
  let most = 0;
  let gaps = 0;
  for (let k = 0; k < values.length; k++) {
    const whole = Math.round(values[k]! * factor);
    // true for NaN as well
    if (!(whole - before < 2 ** 31 && before - whole < 2 ** 31)) {
      if (Number.isFinite(whole)) return { decimals: 0, first: 0, packed: `f8${base64(values)}` };
      steps[k] = GAP;
      gaps++;
      continue;
    }
    const step = whole - before;
    steps[k] = step;
    before = whole;
    if (step > most) most = step;
    else if (-step > most) most = -step;
  }
  return { decimals: digits, first, packed: narrow(steps, most, gaps > 0) };
}

function narrow(steps: Int32Array, most: number, gaps: boolean): string {
  if (most >= 2 ** 15) return `i4${base64(steps)}`;
  const least = most < 2 ** 7 ? -(2 ** 7) : -(2 ** 15);
  if (gaps) for (let k = 0; k < steps.length; k++) if (steps[k] === GAP) steps[k] = least;
  return most < 2 ** 7 ? `i1${base64(new Int8Array(steps))}` : `i2${base64(new Int16Array(steps))}`;
}

const base64 = ({ buffer, byteOffset, byteLength }: ArrayBufferView): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');

/** Times in milliseconds as whole seconds. */
export function packTimes(ts: ArrayLike<number>): Steps {
  const seconds = new Float64Array(ts.length);
  for (let k = 0; k < ts.length; k++) seconds[k] = Math.round(ts[k]! / 1000);
  return packSteps(seconds);
}

/** As many values, evenly taken, tell how a column is written. */
const SAMPLE = 4_096;

/** The fewest decimals that write the values exactly, as far as a chart can show them. */
function decimalsOf(values: Float64Array): number {
  const stride = Math.max(1, Math.floor(values.length / SAMPLE));
  let most = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < values.length; k += stride) {
    const size = Math.abs(values[k]!);
    if (size > most && size < Number.POSITIVE_INFINITY) most = size;
    if (size > 0 && size < least) least = size;
  }
  if (most === 0) return 0;
  const enough = Math.max(DIGITS - Math.floor(Math.log10(most)), FEWEST_DIGITS - Math.floor(Math.log10(least)));
  const limit = Math.max(0, Math.min(MOST_DECIMALS, enough));
  let decimals = 0;
  let factor = 1;
  for (let k = 0; k < values.length && decimals < limit; k += stride) {
    const value = values[k]!;
    while (decimals < limit && Math.abs(Math.round(value * factor) - value * factor) > 1e-9 * Math.abs(value * factor)) {
      decimals++;
      factor *= 10;
    }
  }
  return decimals;
}
