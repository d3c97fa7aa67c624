import { type Kernel, Line } from '../model/line.ts';

/**
 * The sum of one line over the sum of another, of the last `period` rows; ready on row `period`, NaN while a NaN is in
 * the window and where the second sum is 0. Both are added up anew on every row, so that what has left the window leaves
 * no rounding behind: a window without volume has a sum of exactly 0.
 */
export function ratioOfSums(above: Line, below: Line, period: number): Line {
  Line.reserve(above, period);
  Line.reserve(below, period);
  return above.driver.derive((out) => new RatioKernel(above, below, period, out), { name: `ratioOfSums ${period}`, of: [above, below] });
}

class RatioKernel implements Kernel {
  readonly #above: Line;
  readonly #below: Line;
  readonly #period: number;
  readonly #out: Line;

  constructor(above: Line, below: Line, period: number, out: Line) {
    this.#above = above;
    this.#below = below;
    this.#period = period;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const above = Line.bufferOf(this.#above);
    const aboveMask = Line.maskOf(this.#above);
    const below = Line.bufferOf(this.#below);
    const belowMask = Line.maskOf(this.#below);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    const period = this.#period;
    for (let row = from; row < to; row++) {
      if (row < period) {
        out[row & mask] = Number.NaN;
        continue;
      }
      let sum = 0;
      let divisor = 0;
      for (let r = row - period + 1; r <= row; r++) {
        sum += above[r & aboveMask]!;
        divisor += below[r & belowMask]!;
      }
      out[row & mask] = divisor === 0 ? Number.NaN : sum / divisor;
    }
  }
}
