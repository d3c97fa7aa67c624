import type { BarBlock } from '../../engine/feed/bar-rows.ts';
import { PeriodBars, type PeriodOptions } from '../../engine/feed/period-bars.ts';
import type { Block } from '../block.ts';
import type { BarTransform } from './bar-transform.ts';
import { columnsOf } from './columns.ts';

/** Trades to bars of one timeframe. A trade at the end of a period belongs to the next; a period without trades has no bar. */
export class TradeBars implements BarTransform {
  readonly #bars: PeriodBars;

  /** Throws a ConfigError for what is no timeframe. */
  constructor(options: PeriodOptions) {
    this.#bars = new PeriodBars(options);
  }

  take(block: Block): BarBlock {
    const { times, price, size } = columnsOf(block, ['times', 'price', 'size']);
    for (let row = 0; row < block.rows; row++) this.#bars.price(times[row]!, price[row]!, size[row]!);
    return this.#bars.take();
  }

  finish(until = Number.NaN): BarBlock {
    return this.#bars.finish(until);
  }

  /** How many trades were left out as the market was closed. */
  get outside(): number {
    return this.#bars.outside;
  }
}
