import { type Kernel, Line } from '../model/line.ts';
import { wholePeriod } from './period.ts';

/** The value `rows` rows ago, as a line; ready on row `rows` + 1 of its source. A NaN in the source comes as late as any value. */
export function lag(source: Line, rows: number): Line {
  wholePeriod(rows, 'lag');
  Line.reserve(source, rows);
  return source.driver.derive((out) => new LagKernel(source, rows, out), { name: `lag ${rows}`, of: [source] });
}

class LagKernel implements Kernel {
  readonly #source: Line;
  readonly #rows: number;
  readonly #out: Line;

  constructor(source: Line, rows: number, out: Line) {
    this.#source = source;
    this.#rows = rows;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const source = Line.bufferOf(this.#source);
    const sourceMask = Line.maskOf(this.#source);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    const rows = this.#rows;
    for (let row = from; row < to; row++) {
      if (row > rows) out[row & mask] = source[(row - rows) & sourceMask]!;
      else out[row & mask] = Number.NaN;
    }
  }
}
