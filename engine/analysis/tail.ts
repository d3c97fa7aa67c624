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
  let count = 0;
  for (let k = 0; k < returns.length; k++) if (!Number.isNaN(returns[k]!)) count++;
  if (count === 0) return { valueAtRisk: Number.NaN, conditional: Number.NaN };
  const place = (count - 1) * cutoff;
  const rank = Math.floor(place);
  const lowest = lowestOf(returns, count, rank + 2);
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
 * The known values up to some bound, at least the `least` lowest of them (or all). The bound is guessed from an even
 * sample with a margin, so that only a tail has to be ordered (the idea of Floyd and Rivest, CACM 18(3), 1975).
 */
function lowestOf(values: Float64Array, count: number, least: number): Float64Array {
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
