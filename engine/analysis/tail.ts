import type { Tails } from './metrics.ts';
import { finite } from './power.ts';
import { omega } from './ratios.ts';
import { select } from './select.ts';

/** What the worst returns look like; both are returns, so a loss is negative. NaN without returns. */
export interface Tail {
  /** The `cutoff` quantile of the returns, linear between neighbours. Source: empyrical `value_at_risk`. */
  readonly valueAtRisk: number;
  /** The mean of the returns up to rank floor((n - 1) cutoff). Source: empyrical `conditional_value_at_risk`. */
  readonly conditional: number;
}

/** Historical value at risk and its conditional mean at a cutoff of 0 to 1; NaN returns do not count. */
export function tail(returns: Float64Array, cutoff: number): Tail {
  const count = knownIn(returns);
  return cut(lowestOf(returns, count, cutoff), count, cutoff);
}

/**
 * Both tails of the returns: values at risk at 5 % and 1 %, and how far the best go against the worst. Source: empyrical
 * `tail_ratio`; quantstats `common_sense_ratio`.
 */
export function tailsOf(returns: Float64Array): Tails {
  const count = knownIn(returns);
  const lowest = lowestOf(returns, count, 0.05);
  const { valueAtRisk: var95, conditional: cvar95 } = cut(lowest, count, 0.05);
  const { valueAtRisk: var99, conditional: cvar99 } = cut(lowest, count, 0.01);
  const turned = new Float64Array(returns.length);
  for (let k = 0; k < returns.length; k++) turned[k] = -returns[k]!;
  const best = -cut(lowestOf(turned, count, 0.05), count, 0.05).valueAtRisk;
  const tailRatio = finite(Math.abs(best / var95));
  return { var95, cvar95, var99, cvar99, tailRatio, commonSense: finite(omega(returns, 0) * tailRatio) };
}

function knownIn(values: Float64Array): number {
  let count = 0;
  for (let k = 0; k < values.length; k++) if (!Number.isNaN(values[k]!)) count++;
  return count;
}

/** The tail of `count` values of which the lowest are given: those up to the cutoff and at least one more, or all. */
function cut(lowest: Float64Array, count: number, cutoff: number): Tail {
  if (count === 0) return { valueAtRisk: Number.NaN, conditional: Number.NaN };
  const place = (count - 1) * cutoff;
  const rank = Math.floor(place);
  const low = select(lowest, rank);
  let sum = 0;
  for (let k = 0; k <= rank; k++) sum += lowest[k]!;
  let next = Number.POSITIVE_INFINITY;
  for (let k = rank + 1; k < lowest.length; k++) next = Math.min(next, lowest[k]!);
  const valueAtRisk = place > rank ? low + (next - low) * (place - rank) : low;
  return { valueAtRisk, conditional: sum / (rank + 1) };
}

const SAMPLE = 4096;

/**
 * The known values up to some bound, at least those up to the cutoff and one more (or all). The bound is guessed from an
 * even sample with a margin, so that only a tail has to be ordered (the idea of Floyd and Rivest, CACM 18(3), 1975).
 */
function lowestOf(values: Float64Array, count: number, cutoff: number): Float64Array {
  const least = Math.floor((count - 1) * cutoff) + 2;
  const found = new Float64Array(count);
  if (values.length > 4 * SAMPLE) {
    const sample = new Float64Array(SAMPLE);
    const stride = values.length / SAMPLE;
    for (let k = 0; k < SAMPLE; k++) sample[k] = values[Math.floor(k * stride)]!;
    const known = sample.filter((value) => !Number.isNaN(value));
    const length = upTo(values, select(known, Math.floor((known.length * least * 1.2) / count) + 8), found);
    if (length >= least) return found.subarray(0, length);
  }
  return found.subarray(0, upTo(values, Number.POSITIVE_INFINITY, found));
}

/** Copies the values up to `bound` and says how many; NaN is not up to anything. */
function upTo(values: Float64Array, bound: number, to: Float64Array): number {
  let length = 0;
  for (let k = 0; k < values.length; k++) if (values[k]! <= bound) to[length++] = values[k]!;
  return length;
}
