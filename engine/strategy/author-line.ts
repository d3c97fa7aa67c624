import { ConfigError } from '../model/errors.ts';
import { HISTORY, type Kernel, Line, type LineDriver, ring } from '../model/line.ts';

/** The rows of a line whose values its author pushes. */
class Rows implements LineDriver {
  row = 0;
  readonly kernels: Kernel[] = [];

  derive(make: (out: Line) => Kernel): Line {
    if (this.row !== 0)
      throw new ConfigError('Expected indicators of an own line to be made before its first value, but one was made after');
    const out = ring(this);
    this.kernels.push(make(out));
    return out;
  }
}

/** A line an author fills, one value per call; indicators made of it move with it. */
export class AuthorLine extends Line {
  readonly #rows: Rows;

  constructor() {
    const rows = new Rows();
    super(rows, new Float64Array(2 * HISTORY).fill(Number.NaN), 2 * HISTORY - 1);
    this.#rows = rows;
  }

  /** Makes `value` the newest one. */
  push(value: number): void {
    const rows = this.#rows;
    const row = ++rows.row;
    Line.bufferOf(this)[row & Line.maskOf(this)] = value;
    for (let k = 0; k < rows.kernels.length; k++) rows.kernels[k]!.advance(row, row + 1);
  }
}
