import { type BarBlock, BarRows } from '../../engine/feed/bar-rows.ts';
import { RunningBar } from '../../engine/feed/running-bar.ts';
import { DecimalSum } from '../../engine/model/decimal-sum.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import type { Block } from '../block.ts';
import type { BarTransform } from './bar-transform.ts';
import { columnsOf } from './columns.ts';

/** What is counted up to the end of a bar: trades, their size, or price times size. */
export type Measure = 'tick' | 'volume' | 'dollar';

/** How much a bar holds. */
export interface ThresholdOptions {
  readonly per: Measure;
  /** What a bar holds at least, above 0; of `dollar` in the currency of the prices, times the multiplier. */
  readonly threshold: number;
  /** Money per point per unit, of dollar bars; 1 where absent. */
  readonly multiplier?: number;
}

/**
 * Trades to bars of a number of trades, a volume or a value (López de Prado, Advances in Financial Machine Learning, 2018,
 * section 2.3.1). A bar ends with the trade that brings it to the threshold. A trade is one print at one time and is not split:
 * what exceeds the threshold stays in its bar, and the next counts from zero. Trades of one time are not told apart, so a bar
 * ends with the last of them. It opens at the time of its first trade; where that is the time of its last one too, it opens at
 * the end of the bar before, or one millisecond earlier where that is longer ago.
 */
export class ThresholdBars implements BarTransform {
  readonly #per: Measure;
  readonly #threshold: number;
  readonly #multiplier: number;
  readonly #bar = new RunningBar();
  readonly #rows = new BarRows();
  readonly #sum = new DecimalSum();
  #first = Number.NaN;
  #last = Number.NaN;
  #ended = Number.NEGATIVE_INFINITY;

  /** Throws a ConfigError for a threshold that is not above 0, or not whole for a number of trades. */
  constructor({ per, threshold, multiplier = 1 }: ThresholdOptions) {
    if (!(threshold > 0 && threshold < Number.POSITIVE_INFINITY) || (per === 'tick' && !Number.isInteger(threshold))) {
      const what = per === 'tick' ? 'a whole number of trades above 0' : `a ${per} above 0`;
      throw new ConfigError(`Expected ${what} for a bar, but it was "${threshold}"`);
    }
    this.#per = per;
    this.#threshold = threshold;
    this.#multiplier = multiplier;
  }

  take(block: Block): BarBlock {
    const { times, price, size } = columnsOf(block, ['times', 'price', 'size']);
    for (let row = 0; row < block.rows; row++) {
      const ts = times[row]!;
      if (ts > this.#last && this.#isFull()) this.#end();
      if (this.#bar.empty) this.#first = ts;
      this.#last = ts;
      this.#bar.add(price[row]!, price[row]!, price[row]!, price[row]!, size[row]!);
      this.#sum.add(this.#per === 'tick' ? 1 : this.#per === 'volume' ? size[row]! : Math.abs(price[row]!) * size[row]! * this.#multiplier);
    }
    return this.#rows.take();
  }

  /** The bar that has reached its threshold, if the data are complete beyond its last trade (`until`). */
  finish(until = Number.NaN): BarBlock {
    if (this.#isFull() && until > this.#last) this.#end();
    return this.#rows.take();
  }

  #isFull(): boolean {
    return this.#sum.value >= this.#threshold;
  }

  #end(): void {
    const opens = this.#first < this.#last ? this.#first : Math.max(this.#ended, this.#last - 1);
    this.#bar.end(opens, this.#last, this.#rows);
    this.#ended = this.#last;
    this.#sum.reset();
  }
}
