import type { BarBlock } from '../../engine/feed/bar-rows.ts';
import { CoarserBars } from '../../engine/feed/coarser-bars.ts';
import type { PeriodOptions } from '../../engine/feed/period-bars.ts';
import type { Block } from '../block.ts';
import type { BarTransform } from './bar-transform.ts';
import { columnsOf } from './columns.ts';

const NAMES = ['openTimes', 'times', 'open', 'high', 'low', 'close', 'volume'] as const;

/** Bars to bars of a longer timeframe, by the rules of `ctx.resample`. Throws a ConfigError for a bar that does not fit into one. */
export class LongerBars implements BarTransform {
  readonly #bars: CoarserBars;

  /** `name` is the series' in messages. Throws a ConfigError for what is no timeframe. */
  constructor(name: string, options: PeriodOptions) {
    this.#bars = new CoarserBars(name, options);
  }

  take(block: Block): BarBlock {
    return this.#bars.take(columnsOf(block, NAMES), 0, block.rows);
  }

  /** Where `until` is not given the data are complete up to the end of the last bar. */
  finish(until?: number): BarBlock {
    return this.#bars.finish(until);
  }

  /** How many bars were left out as the market was closed. */
  get outside(): number {
    return this.#bars.outside;
  }
}
