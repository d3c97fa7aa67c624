import { type Kernel, Line } from '../model/line.ts';

/** The highest of the last `period` values, the newest included; ready on row `period`. */
export function highest(source: Line, period: number): Line {
  Line.reserve(source, period);
  return source.driver.derive((out) => new ExtremeKernel(source, period, 1, out));
}

/** The lowest of the last `period` values, the newest included; ready on row `period`. */
export function lowest(source: Line, period: number): Line {
  Line.reserve(source, period);
  return source.driver.derive((out) => new ExtremeKernel(source, period, -1, out));
}

/** A window's extreme by a queue of candidates, each worse than the one before it: O(1) a row on average. */
class ExtremeKernel implements Kernel {
  readonly #source: Line;
  readonly #period: number;
  readonly #sign: number;
  readonly #out: Line;
  /** Rows of the candidates, oldest first, in a ring of `period` + 1. */
  readonly #queue: Int32Array;
  #head = 0;
  #size = 0;
  #first = 1;

  constructor(source: Line, period: number, sign: number, out: Line) {
    this.#source = source;
    this.#period = period;
    this.#sign = sign;
    this.#out = out;
    this.#queue = new Int32Array(period + 1);
  }

  advance(from: number, to: number): void {
    const source = Line.bufferOf(this.#source);
    const sourceMask = Line.maskOf(this.#source);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    const queue = this.#queue;
    const slots = queue.length;
    for (let row = from; row < to; row++) {
      const value = source[row & sourceMask]! * this.#sign;
      if (Number.isNaN(value)) {
        this.#first = row + 1;
        this.#size = 0;
        out[row & mask] = Number.NaN;
        continue;
      }
      while (this.#size > 0 && source[queue[(this.#head + this.#size - 1) % slots]! & sourceMask]! * this.#sign <= value) this.#size--;
      queue[(this.#head + this.#size++) % slots] = row;
      if (queue[this.#head]! <= row - this.#period) {
        this.#head = (this.#head + 1) % slots;
        this.#size--;
      }
      out[row & mask] = row - this.#first + 1 < this.#period ? Number.NaN : source[queue[this.#head]! & sourceMask]!;
    }
  }
}
