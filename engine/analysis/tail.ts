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
  const known = knownOf(returns);
  if (known.length === 0) return { valueAtRisk: Number.NaN, conditional: Number.NaN };
  const place = (known.length - 1) * cutoff;
  const rank = Math.floor(place);
  const low = select(known, rank);
  let sum = 0;
  for (let k = 0; k <= rank; k++) sum += known[k]!;
  let next = low;
  if (place > rank) {
    next = Number.POSITIVE_INFINITY;
    for (let k = rank + 1; k < known.length; k++) if (known[k]! < next) next = known[k]!;
  }
  return { valueAtRisk: low + (next - low) * (place - rank), conditional: sum / (rank + 1) };
}

function knownOf(values: Float64Array): Float64Array {
  const known = new Float64Array(values.length);
  let count = 0;
  for (let k = 0; k < values.length; k++) if (!Number.isNaN(values[k]!)) known[count++] = values[k]!;
  return known.subarray(0, count);
}
