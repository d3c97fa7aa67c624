import { type Kernel, Line } from '../model/line.ts';
import type { AverageOptions } from './ema.ts';
import { wholePeriod } from './period.ts';
import { ExponentialMean, rowsToForget } from './smoothing.ts';

/** What `dema` and `tema` may be told. */
export interface RepeatedOptions extends AverageOptions {
  /**
   * When the averages of averages begin: each `in-turn`, once there are `period` of what it averages (TA-Lib; the
   * default), or all `at-once`, the further ones with the first average there is (Stock.Indicators): ready on row `period`.
   */
  readonly start?: 'in-turn' | 'at-once';
}

/**
 * Double exponential moving average (Mulloy, 1994): 2 e - e(e), of the exponential average `e` and the average of it;
 * seeded as `ema`, ready on row 2 `period` - 1. A NaN in the source is passed over: the value before it stays.
 */
export function dema(source: Line, period: number, options: RepeatedOptions = {}): Line {
  wholePeriod(period, 'dema');
  Line.reaches(source, 2 * rowsToForget((period + 1) / 2));
  return source.driver.derive((out) => new RepeatedKernel(source, period, [2, -1, 0], options, out), {
    name: `dema ${period} ${options.seed} ${options.start}`,
    of: [source],
  });
}

/** Triple exponential moving average (Mulloy, 1994): 3 e - 3 e(e) + e(e(e)); ready on row 3 `period` - 2, otherwise as `dema`. */
export function tema(source: Line, period: number, options: RepeatedOptions = {}): Line {
  wholePeriod(period, 'tema');
  Line.reaches(source, 3 * rowsToForget((period + 1) / 2));
  return source.driver.derive((out) => new RepeatedKernel(source, period, [3, -3, 1], options, out), {
    name: `tema ${period} ${options.seed} ${options.start}`,
    of: [source],
  });
}

type Shares = readonly [once: number, twice: number, thrice: number];

/** A sum of shares of the average, the average of it, and the average of that. */
class RepeatedKernel implements Kernel {
  readonly #source: Line;
  readonly #out: Line;
  readonly #shares: Shares;
  readonly #once: ExponentialMean;
  readonly #twice: ExponentialMean;
  readonly #thrice: ExponentialMean;
  readonly #cell = new Float64Array(1);
  #value = Number.NaN;

  constructor(source: Line, period: number, shares: Shares, { seed, start }: RepeatedOptions, out: Line) {
    const average = (waits: number): ExponentialMean => new ExponentialMean(waits, 2 / (period + 1), seed);
    const further = start === 'at-once' ? 1 : period;
    this.#source = source;
    this.#out = out;
    this.#shares = shares;
    this.#once = average(period);
    this.#twice = average(further);
    this.#thrice = average(further);
  }

  advance(from: number, to: number): void {
    const source = Line.bufferOf(this.#source);
    const sourceMask = Line.maskOf(this.#source);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    const [a, b, c] = this.#shares;
    const cell = this.#cell;
    let value = this.#value;
    for (let row = from; row < to; row++) {
      const x = source[row & sourceMask]!;
      if (!Number.isNaN(x)) {
        cell[0] = x;
        this.#once.next(cell);
        value = a * cell[0];
        if (!Number.isNaN(value)) {
          this.#twice.next(cell);
          value += b * cell[0];
        }
        if (c !== 0 && !Number.isNaN(value)) {
          this.#thrice.next(cell);
          value += c * cell[0];
        }
      }
      out[row & mask] = value;
    }
    this.#value = value;
  }
}
