import { type Kernel, Line } from '../model/line.ts';
import { wholePeriod } from './period.ts';

/**
 * Simple moving average of the last `period` values; ready on row `period`.
 *
 * The running sum is kept exactly in two doubles (Knuth's TwoSum on every addition and removal), so a value depends
 * on its window alone, never on where the series started, and two equal averages compare equal.
 */
export function sma(source: Line, period: number): Line {
  wholePeriod(period, 'sma');
  Line.reserve(source, period);
  return source.driver.derive((out) => new WindowSumKernel(source, period, period, out), { name: `sma ${period}`, of: [source] });
}

/** Sum of the last `period` values, exact as `sma` is and rounded once; ready on row `period`. */
export function windowSum(source: Line, period: number): Line {
  wholePeriod(period, 'windowSum');
  Line.reserve(source, period);
  return source.driver.derive((out) => new WindowSumKernel(source, period, 1, out), { name: `windowSum ${period}`, of: [source] });
}

class WindowSumKernel implements Kernel {
  readonly #source: Line;
  readonly #period: number;
  readonly #divisor: number;
  readonly #out: Line;
  #sum = 0;
  #rest = 0;
  /** The first row of the unbroken run of values. */
  #first = 1;

  constructor(source: Line, period: number, divisor: number, out: Line) {
    this.#source = source;
    this.#period = period;
    this.#divisor = divisor;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    // `| 0` says that they are whole: otherwise V8 tags and untags them for every row.
    const source = Line.bufferOf(this.#source);
    const sourceMask = Line.maskOf(this.#source) | 0;
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out) | 0;
    const period = this.#period | 0;
    const divisor = this.#divisor;
    let sum = this.#sum;
    let rest = this.#rest;
    let first = this.#first | 0;
    const end = to | 0;
    let row = from | 0;
    while (row < end) {
      let value = source[row & sourceMask]!;
      if (Number.isNaN(value)) {
        // A source that is not ready yet: the window starts after it.
        first = row + 1;
        sum = rest = 0;
        out[row & mask] = Number.NaN;
        row++;
      } else if (row - first < period) {
        const next = sum + value;
        const part = next - sum;
        rest += sum - (next - part) + (value - part);
        sum = next;
        if (row - first + 1 < period) out[row & mask] = Number.NaN;
        else out[row & mask] = (sum + rest) / divisor;
        row++;
      } else {
        // The window is full until the source breaks off.
        for (;;) {
          // The change of the window's sum, exactly: in plus its rounding error (TwoDiff).
          const gone = source[(row - period) & sourceMask]!;
          const change = value - gone;
          const kept = change - value;
          rest += value - (change - kept) - (gone + kept);
          const next = sum + change;
          const part = next - sum;
          rest += sum - (next - part) + (change - part);
          sum = next;
          out[row & mask] = (sum + rest) / divisor;
          row++;
          if (row === end) break;
          value = source[row & sourceMask]!;
          if (Number.isNaN(value)) break;
        }
      }
    }
    this.#sum = sum;
    this.#rest = rest;
    this.#first = first;
  }
}
