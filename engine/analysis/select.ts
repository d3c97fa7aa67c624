/**
 * The value that would stand at `rank` (from 0) if `values` were sorted; it stands there afterwards, none before it is
 * greater and none behind it smaller. Reorders `values`, which hold no NaN; NaN for a rank outside them.
 * Source: Hoare, Algorithm 65 (Find), CACM 4(7), 1961, with the middle of three as pivot.
 */
export function select(values: Float64Array, rank: number): number {
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const pivot = middle(values[from]!, values[(from + to) >> 1]!, values[to]!);
    let low = from;
    let high = to;
    while (low <= high) {
      while (values[low]! < pivot) low++;
      while (values[high]! > pivot) high--;
      if (low > high) break;
      const value = values[low]!;
      values[low++] = values[high]!;
      values[high--] = value;
    }
    if (rank <= high) to = high;
    else if (rank >= low) from = low;
    else break;
  }
  return values[rank] ?? Number.NaN;
}

const middle = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
