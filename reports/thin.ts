/**
 * About `most` rows of two columns that draw the same picture as all do. Of each bucket the lowest and the highest value
 * and the deepest fall stay, as do the first and the last row, so no peak, trough or drawdown is hidden.
 */
export function thin(value: Float64Array, falls: Float64Array, most: number): number[] {
  const last = value.length - 1;
  if (value.length <= most) return Array.from(value, (_, row) => row);
  const size = Math.ceil((value.length * 3) / most);
  const rows: number[] = [0];
  for (let from = 0; from < value.length; from += size) {
    let lowest = from;
    let highest = from;
    let deepest = from;
    for (let k = from; k < Math.min(from + size, value.length); k++) {
      if (value[k]! < value[lowest]!) lowest = k;
      if (value[k]! > value[highest]!) highest = k;
      if (falls[k]! > falls[deepest]!) deepest = k;
    }
    const end = Math.min(from + size, value.length) - 1;
    for (const row of three(lowest, highest, deepest, end)) if (row > rows[rows.length - 1]!) rows.push(row);
  }
  if (rows[rows.length - 1] !== last) rows.push(last);
  return rows;
}

/** Three rows ascending, where a bucket has them: a chart gives every point the same width, so every bucket must have as many. */
function three(lowest: number, highest: number, deepest: number, end: number): number[] {
  const kept = [lowest];
  if (highest !== lowest) kept.push(highest);
  if (deepest !== lowest && deepest !== highest) kept.push(deepest);
  for (let row = end; kept.length < 3 && row >= 0 && row > end - 3; row--) if (!kept.includes(row)) kept.push(row);
  return kept.sort((a, b) => a - b);
}
