import { ConfigError } from '../model/errors.ts';
import type { BarColumns } from '../model/series.ts';
import { isoTime } from '../model/time.ts';
import type { BarBlock } from './bar-rows.ts';
import { PeriodBars, type PeriodOptions } from './period-bars.ts';

/**
 * Bars to bars of a longer timeframe, block by block: see `Periods` for where those begin and end. A longer bar is known at its
 * end; a period without finer bars has none.
 */
export class CoarserBars {
  readonly #name: string;
  readonly #text: string;
  readonly #bars: PeriodBars;
  /** When the newest bar taken in ended. */
  #known = Number.NaN;

  /** `name` is the series' in messages. Throws a ConfigError for what is no timeframe. */
  constructor(name: string, options: PeriodOptions) {
    this.#name = name;
    this.#text = options.timeframe;
    this.#bars = new PeriodBars(options);
  }

  /** Takes rows `from` up to, not including, `to`; gives the bars that have ended since. Throws a ConfigError where one does not fit. */
  take(columns: BarColumns, from: number, to: number): BarBlock {
    const { openTimes, times, open, high, low, close, volume } = columns;
    for (let row = from; row < to; row++) {
      const fits = this.#bars.bar(openTimes[row]!, times[row]!, open[row]!, high[row]!, low[row]!, close[row]!, volume[row]!);
      if (fits) continue;
      throw new ConfigError(
        `Expected bars of "${this.#name}" that fit into ${this.#text}, but one of them is longer or crosses its end: "${isoTime(openTimes[row]!)} to ${isoTime(times[row]!)}"`,
      );
    }
    if (to > from) this.#known = times[to - 1]!;
    return this.#bars.take();
  }

  /** The bar that ended with the data: they are complete up to `until`, the end of the last bar taken in where not given. */
  finish(until: number = this.#known): BarBlock {
    return this.#bars.finish(until);
  }

  /** How many bars were left out as the market was closed. */
  get outside(): number {
    return this.#bars.outside;
  }
}
