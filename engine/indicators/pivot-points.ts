import { ConfigError } from '../model/errors.ts';
import { type Kernel, Line, type Lines } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { LEVELS, levelsOf, type PivotMethod } from './pivot-levels.ts';
import { type SessionOptions, Sessions } from './sessions.ts';

/** The levels a method has, from the pivot outwards: resistances r1, r2 ... above it, supports s1, s2 ... below it. */
export type PivotPoints<M extends PivotMethod> = Readonly<Record<(typeof LEVELS)[M][number], Line>>;

/**
 * Pivot points of the session before, which is a day of UTC unless `session` and `sessionStart` say otherwise; ready on
 * the first row of the second session, and the same on all rows of a session. The first session counts from the first bar
 * there is. A bar with a hole counts for nothing.
 */
export function pivotPoints<M extends PivotMethod = 'standard'>(
  bars: Bars,
  method: M = 'standard' as M,
  options: SessionOptions = {},
): PivotPoints<M> {
  if (!Object.hasOwn(LEVELS, method))
    throw new ConfigError(`Expected the method of pivotPoints to be ${Object.keys(LEVELS).join(', ')}, but it was "${method}"`);
  const sessions = new Sessions(bars, options, 'pivotPoints');
  const names: readonly (typeof LEVELS)[M][number][] = LEVELS[method];
  const { open, high, low, close } = bars;
  const make = (outs: Lines<(typeof names)[number]>): Kernel => {
    const lines = names.map((name) => outs[name]);
    return new PivotKernel(bars, method, sessions, lines);
  };
  const recipe = { name: `pivotPoints ${method} ${sessions.name}`, of: [open, high, low, close], columns: sessions.columns };
  return close.driver.deriveAll(names, make, recipe);
}

class PivotKernel implements Kernel {
  readonly #bars: Bars;
  readonly #method: PivotMethod;
  readonly #sessions: Sessions;
  readonly #out: readonly Line[];
  readonly #levels: Float64Array;
  /** The session that goes on; NaN while it has no bar. */
  #open = Number.NaN;
  #high = Number.NaN;
  #low = Number.NaN;
  #close = Number.NaN;

  constructor(bars: Bars, method: PivotMethod, sessions: Sessions, out: readonly Line[]) {
    this.#bars = bars;
    this.#method = method;
    this.#sessions = sessions;
    this.#out = out;
    this.#levels = new Float64Array(out.length).fill(Number.NaN);
  }

  advance(from: number, to: number): void {
    const { open, high, low, close } = this.#bars;
    for (let row = from; row < to; row++) {
      const begin = Line.bufferOf(open)[row & Line.maskOf(open)]!;
      if (this.#sessions.begins(row)) {
        levelsOf(this.#method, this.#levels, this.#open, this.#high, this.#low, this.#close, begin);
        this.#open = this.#high = this.#low = this.#close = Number.NaN;
      }
      this.#take(
        begin,
        Line.bufferOf(high)[row & Line.maskOf(high)]!,
        Line.bufferOf(low)[row & Line.maskOf(low)]!,
        Line.bufferOf(close)[row & Line.maskOf(close)]!,
      );
      for (let k = 0; k < this.#out.length; k++) {
        const line = this.#out[k]!;
        Line.bufferOf(line)[row & Line.maskOf(line)] = this.#levels[k]!;
      }
    }
  }

  #take(open: number, high: number, low: number, close: number): void {
    if (Number.isNaN(open + high + low + close)) return;
    if (Number.isNaN(this.#open)) this.#open = open;
    if (!(high <= this.#high)) this.#high = high;
    if (!(low >= this.#low)) this.#low = low;
    this.#close = close;
  }
}
