import { select } from './select.ts';

/** The quantile of the known values at `share` (0 to 1), linear between neighbours; NaN of none. Source: Hyndman and Fan, type 7 (numpy, R). */
export function quantile(values: Float64Array, share: number): number {
  const known = values.filter((value) => !Number.isNaN(value));
  const place = (known.length - 1) * share;
  const rank = Math.floor(place);
  const low = select(known, rank);
  if (place === rank) return low;
  let next = Number.POSITIVE_INFINITY;
  for (let k = rank + 1; k < known.length; k++) if (known[k]! < next) next = known[k]!;
  return low + (next - low) * (place - rank);
}
