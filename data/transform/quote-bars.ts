import type { BarBlock } from '../../engine/feed/bar-rows.ts';
import { PeriodBars, type PeriodOptions } from '../../engine/feed/period-bars.ts';
import type { Block } from '../block.ts';
import type { BarTransform } from './bar-transform.ts';
import { columnsOf } from './columns.ts';

/** Which price of a quote a bar is made of; `mid` is half of bid plus ask. */
export type QuotePrice = 'bid' | 'ask' | 'mid';

/**
 * Quotes to bars of one timeframe. A bar opens with the first quote of its period, not with the one that still stood. A quote
 * without the side asked for, or for `mid` without either, is passed over. The volume is the number of quotes taken in.
 */
export class QuoteBars implements BarTransform {
  readonly #price: QuotePrice;
  readonly #bars: PeriodBars;

  /** Throws a ConfigError for what is no timeframe. */
  constructor(options: PeriodOptions & { readonly price: QuotePrice }) {
    this.#price = options.price;
    this.#bars = new PeriodBars(options);
  }

  take(block: Block): BarBlock {
    const { times, bid, ask } = columnsOf(block, ['times', 'bid', 'ask']);
    for (let row = 0; row < block.rows; row++) {
      const price = this.#price === 'bid' ? bid[row]! : this.#price === 'ask' ? ask[row]! : (bid[row]! + ask[row]!) / 2;
      if (!Number.isNaN(price)) this.#bars.price(times[row]!, price, 1);
    }
    return this.#bars.take();
  }

  finish(until = Number.NaN): BarBlock {
    return this.#bars.finish(until);
  }

  /** How many quotes were left out as the market was closed. */
  get outside(): number {
    return this.#bars.outside;
  }
}
