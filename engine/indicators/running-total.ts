import { type Kernel, Line } from '../model/line.ts';

/** The sum of all values since the first, exact to the last rounding; ready with the first value. A NaN adds nothing. */
export function runningTotal(source: Line): Line {
  return source.driver.derive((out) => new RunningTotalKernel(source, out), { name: 'runningTotal', of: [source] });
}

class RunningTotalKernel implements Kernel {
  readonly #source: Line;
  readonly #out: Line;
  /** The total, and what rounding has left of it. */
  #sum = Number.NaN;
  #rest = 0;

  constructor(source: Line, out: Line) {
    this.#source = source;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const source = Line.bufferOf(this.#source);
    const sourceMask = Line.maskOf(this.#source);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    let sum = this.#sum;
    let rest = this.#rest;
    for (let row = from; row < to; row++) {
      const change = source[row & sourceMask]!;
      if (!Number.isNaN(change)) {
        const before = Number.isNaN(sum) ? 0 : sum;
        sum = before + change;
        const part = sum - before;
        rest += before - (sum - part) + (change - part);
      }
      out[row & mask] = sum + rest;
    }
    this.#sum = sum;
    this.#rest = rest;
  }
}
