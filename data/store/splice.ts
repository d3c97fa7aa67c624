import type { Column } from '../../engine/model/series.ts';

/** Rows put together from two sides, in stretches. */
export class Splice {
  readonly #sides: readonly (readonly Column[])[];
  /** Side, first row, end row, three numbers a stretch. */
  readonly #stretches: number[] = [];
  #rows = 0;

  constructor(...sides: readonly (readonly Column[])[]) {
    this.#sides = sides;
  }

  /** Adds rows `from` up to, not including, `to` of a side. */
  add(side: number, from: number, to: number): void {
    if (to <= from) return;
    this.#rows += to - from;
    const stretches = this.#stretches;
    const last = stretches.length - 3;
    if (last >= 0 && stretches[last] === side && stretches[last + 2] === from) stretches[last + 2] = to;
    else stretches.push(side, from, to);
  }

  /** The rows together. */
  columns(): readonly Column[] {
    return this.#sides[0]!.map((_, column) => {
      const values = new Float64Array(this.#rows);
      let at = 0;
      for (let k = 0; k < this.#stretches.length; k += 3) {
        const [side, from, to] = [this.#stretches[k]!, this.#stretches[k + 1]!, this.#stretches[k + 2]!];
        values.set(this.#sides[side]![column]!.subarray(from, to), at);
        at += to - from;
      }
      return values;
    });
  }
}

/** Whether two rows hold the same: NaN is NaN, -0 is 0. */
export function isSameRow(a: readonly Column[], rowA: number, b: readonly Column[], rowB: number): boolean {
  for (let k = 0; k < a.length; k++) if (!isSame(a[k]![rowA]!, b[k]![rowB]!)) return false;
  return true;
}

export const isSame = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));
