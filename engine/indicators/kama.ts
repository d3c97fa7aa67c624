import { type Kernel, Line } from '../model/line.ts';
import { wholePeriod } from './period.ts';

/**
 * Kaufman's adaptive moving average (Trading Systems and Methods): an exponential average whose weight goes from that of
 * `slow` values to that of `fast` ones, squared, by the efficiency of the last `period` changes: the way made over the
 * way gone, 1 where there was none. Ready on row `period` + 1, seeded with the value before, as in TA-Lib. A NaN in the
 * source is passed over: the value before it stays.
 */
export function kama(source: Line, period: number, fast = 2, slow = 30): Line {
  wholePeriod(period, 'kama');
  wholePeriod(fast, 'the fast average of kama');
  wholePeriod(slow, 'the slow average of kama');
  return source.driver.derive((out) => new KamaKernel(source, period, 2 / (fast + 1), 2 / (slow + 1), out), {
    name: `kama ${period} ${fast} ${slow}`,
    of: [source],
  });
}

class KamaKernel implements Kernel {
  readonly #source: Line;
  readonly #period: number;
  readonly #fast: number;
  readonly #slow: number;
  readonly #out: Line;
  /** The last values, gaps apart, in a ring of `period` + 1. */
  readonly #values: Float64Array;
  #seen = 0;
  /** The way gone in the window, exactly: a sum and what rounding took from it. */
  #way = 0;
  #rest = 0;
  #value = 0;

  constructor(source: Line, period: number, fast: number, slow: number, out: Line) {
    this.#source = source;
    this.#period = period;
    this.#fast = fast;
    this.#slow = slow;
    this.#out = out;
    this.#values = new Float64Array(period + 1);
  }

  advance(from: number, to: number): void {
    const source = Line.bufferOf(this.#source);
    const sourceMask = Line.maskOf(this.#source);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    const period = this.#period;
    const values = this.#values;
    const slots = values.length;
    let seen = this.#seen;
    let way = this.#way;
    let rest = this.#rest;
    let value = this.#value;
    for (let row = from; row < to; row++) {
      const x = source[row & sourceMask]!;
      if (!Number.isNaN(x)) {
        const last = values[(seen + period) % slots]!;
        const oldest = values[seen % slots]!;
        const next = values[(seen + 1) % slots]!;
        // What a change adds, and what the one that leaves the window takes, each with its rounding error (TwoSum).
        let term = seen > 0 ? Math.abs(x - last) : 0;
        const sum = way + term;
        let part = sum - way;
        rest += way - (sum - part) + (term - part);
        term = seen > period ? -Math.abs(next - oldest) : 0;
        way = sum + term;
        part = way - sum;
        rest += sum - (way - part) + (term - part);
        values[seen % slots] = x;
        if (seen < period) value = x;
        else {
          const gone = way + rest;
          const made = Math.abs(x - next);
          // Rounded changes may add up to a hair less than the way made.
          const efficiency = gone > made ? made / gone : 1;
          const weight = efficiency * (this.#fast - this.#slow) + this.#slow;
          value += weight * weight * (x - value);
        }
        seen++;
      }
      if (seen > period) out[row & mask] = value;
      else out[row & mask] = Number.NaN;
    }
    this.#seen = seen;
    this.#way = way;
    this.#rest = rest;
    this.#value = value;
  }
}
