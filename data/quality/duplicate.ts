import type { Column } from '../../engine/model/series.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';

/** Finds rows that repeat the one above them in full. */
export class Duplicate extends Detector {
  /** The last row that stays, of the chunk before. */
  #last: readonly Column[] = [];
  #lastLabel = Number.NaN;

  constructor(subject: Subject) {
    super('duplicate', subject);
  }

  take(chunk: Chunk): void {
    const { labels, rows } = chunk;
    const columns = Object.values(chunk.columns);
    let label = this.#lastLabel;
    let above = -1;
    for (let row = 0; row < rows; row++) {
      if (labels[row] === label && isSame(columns, row, above < 0 ? this.#last : columns, Math.max(above, 0))) this.hit(chunk, row);
      else {
        label = labels[row]!;
        above = row;
      }
    }
    this.#lastLabel = label;
    if (above >= 0) this.#last = columns.map((column) => column.slice(above, above + 1));
  }

  message(): string {
    return `${this.count} rows repeated in full were dropped`;
  }
}

/** Whether two rows are the same; two values that are missing are. */
function isSame(a: readonly Column[], rowA: number, b: readonly Column[], rowB: number): boolean {
  return a.every((column, k) => Object.is(column[rowA]! + 0, b[k]![rowB]! + 0));
}
