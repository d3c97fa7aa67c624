import { ConfigError } from '../../model/errors.ts';
import { type Kernel, Line } from '../../model/line.ts';
import type { Bars } from '../../model/series.ts';
import { PATTERNS, type Pattern, type PatternBars } from './patterns.ts';

/** A candlestick pattern by its name in the package `technicalindicators`. */
export type CandlestickPattern = keyof typeof PATTERNS;

/**
 * Whether the newest bars are a candlestick pattern as `technicalindicators` defines it: 1 where they are, 0 where they
 * are not; ready as soon as there are as many bars as the pattern has (5 for `bullish`, `bearish` and what needs a trend).
 * NaN while a bar without a price, or with one that is not above 0, is among them.
 *
 * Its definitions are its own, not TA-Lib's: prices are equal within a thousandth of the first, whatever the range of
 * the bars, so that on short timeframes nearly every bar is a `doji`; bodies are not compared with those before them.
 * Throws a ConfigError for a pattern it does not know.
 */
export function candlestick(bars: Bars, pattern: CandlestickPattern): Line {
  if (!Object.hasOwn(PATTERNS, pattern))
    throw new ConfigError(`Expected one of the patterns ${Object.keys(PATTERNS).join(', ')}, but it was "${pattern}"`);
  return bars.close.driver.derive((out) => new CandlestickKernel(bars, PATTERNS[pattern], out), {
    name: `candlestick ${pattern}`,
    of: [bars.open, bars.high, bars.low, bars.close],
  });
}

class CandlestickKernel implements Kernel {
  readonly #sources: readonly Line[];
  readonly #pattern: Pattern;
  readonly #out: Line;
  readonly #bars: PatternBars = { open: [], high: [], low: [], close: [] };
  readonly #targets: readonly number[][];

  constructor({ open, high, low, close }: Bars, pattern: Pattern, out: Line) {
    this.#sources = [open, high, low, close];
    this.#pattern = pattern;
    this.#out = out;
    this.#targets = [this.#bars.open, this.#bars.high, this.#bars.low, this.#bars.close];
  }

  advance(from: number, to: number): void {
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    const test = this.#pattern[1];
    for (let row = from; row < to; row++) out[row & mask] = !this.#read(row) ? Number.NaN : test(this.#bars) ? 1 : 0;
  }

  /** Whether all bars of the window are there. */
  #read(row: number): boolean {
    const count = this.#pattern[0];
    if (row < count) return false;
    for (let field = 0; field < this.#sources.length; field++) {
      const source = this.#sources[field]!;
      const values = Line.bufferOf(source);
      const fold = Line.maskOf(source);
      const target = this.#targets[field]!;
      for (let k = 0; k < count; k++) {
        const price = values[(row - count + 1 + k) & fold]!;
        if (!(price > 0 && price < Number.POSITIVE_INFINITY)) return false;
        target[k] = price;
      }
    }
    return true;
  }
}
