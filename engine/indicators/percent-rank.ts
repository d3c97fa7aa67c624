import { ConfigError } from '../model/errors.ts';
import { type Kernel, Line } from '../model/line.ts';
import { wholePeriod } from './period.ts';

/** How much an earlier value that equals the newest counts as below it. */
const TIES = { below: 1, half: 0.5, above: 0 } as const;

/** Choices of the percent rank. */
export interface PercentRankOptions {
  /** Earlier values that equal the newest count as `below` it (as on TradingView, the default), `half`, or `above` (Connors' RSI: strictly below). */
  readonly ties?: keyof typeof TIES;
}

/**
 * How many of the `period` values before the newest lie at or below it, in percent: 0 to 100; ready on row `period` + 1,
 * NaN while a NaN is among them. The newest value is not ranked against itself, as on TradingView and in Connors' RSI.
 */
export function percentRank(source: Line, period: number, { ties = 'below' }: PercentRankOptions = {}): Line {
  wholePeriod(period, 'percentRank');
  if (!Object.hasOwn(TIES, ties))
    throw new ConfigError(`Expected the ties of percentRank to be below, half or above, but it was "${ties}"`);
  Line.reserve(source, period);
  return source.driver.derive((out) => new RankKernel(source, period, TIES[ties], out), {
    name: `percentRank ${period} ${ties}`,
    of: [source],
  });
}

class RankKernel implements Kernel {
  readonly #source: Line;
  readonly #period: number;
  readonly #tie: number;
  readonly #out: Line;

  constructor(source: Line, period: number, tie: number, out: Line) {
    this.#source = source;
    this.#period = period;
    this.#tie = tie;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const source = Line.bufferOf(this.#source);
    const sourceMask = Line.maskOf(this.#source);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    const period = this.#period;
    for (let row = from; row < to; row++) {
      const newest = source[row & sourceMask]!;
      let below = 0;
      let equal = 0;
      let above = 0;
      for (let r = Math.max(row - period, 1); r < row; r++) {
        const value = source[r & sourceMask]!;
        if (value < newest) below++;
        else if (value === newest) equal++;
        else if (value > newest) above++;
      }
      // What compares with nothing is not known, and rows before the first are not there.
      out[row & mask] = below + equal + above === period ? (100 * (below + this.#tie * equal)) / period : Number.NaN;
    }
  }
}
