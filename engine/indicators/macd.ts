import { type Kernel, Line } from '../model/line.ts';
import { wholePeriod } from './period.ts';
import { ExponentialMean, rowsToForget } from './smoothing.ts';

/** The lines of a difference of two averages. */
export interface Macd {
  /** Fast average less slow average. */
  readonly macd: Line;
  /** The exponential average of `macd`. */
  readonly signal: Line;
  /** `macd` less `signal`. */
  readonly histogram: Line;
}

/** What `macd` and `ppo` may be told. */
export interface MacdOptions {
  /**
   * How the averages begin: `together`, the fast one with the mean of the last `fast` values when the slow one is ready
   * (TA-Lib's MACD, and the default of `macd`); `apart`, each with the mean of its own first values (TA-Lib's PPO, and the
   * default of `ppo`; Stock.Indicators, LEAN and TradingView for both); `first`, each with the first value alone (Metastock).
   */
  readonly seed?: 'together' | 'apart' | 'first';
}

/**
 * Moving average convergence and divergence (Appel, 1979) of exponential averages; `macd` is ready on row `slow`, the
 * others on row `slow` + `signal` - 1. A NaN in the source is passed over: the values before it stay.
 */
export function macd(source: Line, fast = 12, slow = 26, signal = 9, options: MacdOptions = {}): Macd {
  return twoAverages(source, [fast, slow, signal], options.seed ?? 'together', false, 'macd');
}

/** The lines of a percentage price oscillator. */
export interface Ppo {
  /** Fast average less slow average, in percent of the slow one. */
  readonly ppo: Line;
  readonly signal: Line;
  readonly histogram: Line;
}

/** Percentage price oscillator: `macd` in percent of the slow average, NaN where that is 0; otherwise as `macd`. Of the volume it is the PVO. */
export function ppo(source: Line, fast = 12, slow = 26, signal = 9, options: MacdOptions = {}): Ppo {
  const { macd: line, ...others } = twoAverages(source, [fast, slow, signal], options.seed ?? 'apart', true, 'ppo');
  return { ppo: line, ...others };
}

type MacdSeed = NonNullable<MacdOptions['seed']>;
type Periods = readonly [fast: number, slow: number, signal: number];

function twoAverages(source: Line, periods: Periods, seed: MacdSeed, percent: boolean, name: string): Macd {
  for (const [k, which] of ['fast', 'slow', 'signal'].entries()) wholePeriod(periods[k]!, `the ${which} average of ${name}`);
  Line.reaches(source, rowsToForget((Math.max(periods[0], periods[1]) + 1) / 2) + rowsToForget((periods[2] + 1) / 2));
  return source.driver.deriveAll(['macd', 'signal', 'histogram'], (outs) => new MacdKernel(source, periods, seed, percent, outs), {
    name: `macd ${periods.join(' ')} ${seed} ${percent}`,
    of: [source],
  });
}

class MacdKernel implements Kernel {
  readonly #source: Line;
  readonly #percent: boolean;
  readonly #outs: Macd;
  readonly #fast: ExponentialMean;
  readonly #slow: ExponentialMean;
  readonly #signal: ExponentialMean;
  readonly #cell = new Float64Array(1);
  /** Values the fast average and the slow one let pass before they begin. */
  readonly #fastWaits: number;
  readonly #slowWaits: number;
  #seen = 0;
  #line = Number.NaN;
  #mean = Number.NaN;

  constructor(source: Line, [fast, slow, signal]: Periods, seed: MacdSeed, percent: boolean, outs: Macd) {
    const average = (period: number): ExponentialMean => new ExponentialMean(period, 2 / (period + 1), seed === 'first' ? 'first' : 'mean');
    this.#source = source;
    this.#percent = percent;
    this.#outs = outs;
    this.#fast = average(fast);
    this.#slow = average(slow);
    this.#signal = average(signal);
    this.#fastWaits = seed === 'together' ? Math.max(slow - fast, 0) : 0;
    this.#slowWaits = seed === 'together' ? Math.max(fast - slow, 0) : 0;
  }

  advance(from: number, to: number): void {
    const source = Line.bufferOf(this.#source);
    const sourceMask = Line.maskOf(this.#source);
    const { macd, signal, histogram } = this.#outs;
    const lines = Line.bufferOf(macd);
    const signals = Line.bufferOf(signal);
    const histograms = Line.bufferOf(histogram);
    // A reader that looks far back may have made the ring of one longer.
    const mask = Line.maskOf(macd);
    const signalMask = Line.maskOf(signal);
    const histogramMask = Line.maskOf(histogram);
    const cell = this.#cell;
    let line = this.#line;
    let mean = this.#mean;
    for (let row = from; row < to; row++) {
      const x = source[row & sourceMask]!;
      if (!Number.isNaN(x)) {
        const seen = this.#seen++;
        cell[0] = x;
        if (seen < this.#fastWaits) cell[0] = Number.NaN;
        else this.#fast.next(cell);
        const fast = cell[0];
        cell[0] = x;
        if (seen < this.#slowWaits) cell[0] = Number.NaN;
        else this.#slow.next(cell);
        const slow = cell[0];
        line = fast - slow;
        if (this.#percent) {
          if (slow === 0) line = Number.NaN;
          else line = (100 * line) / slow;
        }
        cell[0] = line;
        if (!Number.isNaN(line)) {
          this.#signal.next(cell);
          mean = cell[0];
        }
      }
      lines[row & mask] = line;
      signals[row & signalMask] = mean;
      histograms[row & histogramMask] = line - mean;
    }
    this.#line = line;
    this.#mean = mean;
  }
}
