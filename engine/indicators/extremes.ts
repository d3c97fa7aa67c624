import { type Kernel, Line } from '../model/line.ts';
import { wholePeriod } from './period.ts';

/** The highest of the last `period` values, the newest included; ready on row `period`. A NaN in the source starts the window anew. */
export function highest(source: Line, period: number): Line {
  return extreme(source, wholePeriod(period, 'highest'), 1);
}

/** The lowest of the last `period` values, the newest included; ready on row `period`. A NaN in the source starts the window anew. */
export function lowest(source: Line, period: number): Line {
  return extreme(source, wholePeriod(period, 'lowest'), -1);
}

/** Which of equal extremes counts. */
export type Ties = 'newest' | 'oldest';

/** How many rows ago the highest of the last `period` values was, 0 for the newest, of equal ones the newest unless told otherwise; ready and NaN as `highest`. */
export function sinceHighest(source: Line, period: number, ties: Ties = 'newest'): Line {
  return extreme(source, wholePeriod(period, 'sinceHighest'), 1, ties);
}

/** How many rows ago the lowest of the last `period` values was; otherwise as `sinceHighest`. */
export function sinceLowest(source: Line, period: number, ties: Ties = 'newest'): Line {
  return extreme(source, wholePeriod(period, 'sinceLowest'), -1, ties);
}

function extreme(source: Line, period: number, sign: 1 | -1, age?: Ties): Line {
  Line.reserve(source, period);
  return source.driver.derive((out) => new ExtremeKernel(source, period, sign, age, out), {
    name: `extreme ${period} ${sign} ${age}`,
    of: [source],
  });
}

/** A window's extreme by a queue of candidates, each worse than the one before it: O(1) a row on average. */
class ExtremeKernel implements Kernel {
  readonly #source: Line;
  readonly #period: number;
  readonly #sign: number;
  /** Whether its age is asked for, not its value, and whether of equal ones the oldest's. */
  readonly #age: boolean;
  readonly #oldest: boolean;
  readonly #out: Line;
  /** Rows of the candidates, oldest first, in a ring whose length is a power of two above `period`. */
  readonly #queue: Int32Array;
  /** Where the oldest candidate is, and where the next one goes; both only grow. */
  #head = 0;
  #tail = 0;
  /** The first row of the unbroken run of values. */
  #first = 1;

  constructor(source: Line, period: number, sign: number, age: Ties | undefined, out: Line) {
    this.#source = source;
    this.#period = period;
    this.#sign = sign;
    this.#age = age !== undefined;
    this.#oldest = age === 'oldest';
    this.#out = out;
    let slots = 2;
    while (slots <= period) slots *= 2;
    this.#queue = new Int32Array(slots);
  }

  advance(from: number, to: number): void {
    const source = Line.bufferOf(this.#source);
    const sourceMask = Line.maskOf(this.#source);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    const queue = this.#queue;
    const wrap = queue.length - 1;
    const period = this.#period;
    const sign = this.#sign;
    const age = this.#age;
    const oldest = this.#oldest;
    let head = this.#head;
    let tail = this.#tail;
    let first = this.#first;
    for (let row = from; row < to; row++) {
      const value = source[row & sourceMask]! * sign;
      if (Number.isNaN(value)) {
        first = row + 1;
        head = tail;
        out[row & mask] = Number.NaN;
        continue;
      }
      while (tail > head) {
        const worst = source[queue[(tail - 1) & wrap]! & sourceMask]! * sign;
        if (worst > value || (oldest && worst === value)) break;
        tail--;
      }
      queue[tail++ & wrap] = row;
      if (queue[head & wrap]! <= row - period) head++;
      const best = queue[head & wrap]!;
      if (row - first + 1 < period) out[row & mask] = Number.NaN;
      else out[row & mask] = age ? row - best : source[best & sourceMask]!;
    }
    this.#head = head;
    this.#tail = tail;
    this.#first = first;
  }
}
