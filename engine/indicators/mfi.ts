import { type Kernel, Line, type Lines } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { multiply } from './arithmetic.ts';
import { wholePeriod } from './period.ts';
import { ratioOfSums } from './ratio.ts';
import { hlc3 } from './typical-price.ts';

/** Two typical prices nearer than this share of both are one price: (high + low + close) / 3 is rounded. */
const ROUNDING = 1e-15;

/**
 * Money flow index (Quong and Soudack, 1989): of the money, typical price x volume, that flowed in the last `period`
 * bars, the percentage that flowed on rises of the typical price: 0 to 100; ready on row `period` + 1. A bar whose
 * typical price did not move has no flow. NaN while a NaN is in the window, and where no money flowed at all (TA-Lib: 0,
 * Stock.Indicators: 100).
 */
export function mfi(bars: Bars, period: number): Line {
  wholePeriod(period, 'mfi');
  const price = hlc3(bars);
  const { rising, all } = price.driver.deriveAll(['rising', 'all'], (outs) => new FlowKernel(price, bars.volume, outs), {
    name: 'flow',
    of: [price, bars.volume],
  });
  return multiply(ratioOfSums(rising, all, period), 100);
}

/** The money that flowed with each bar: on rises, and in all. */
class FlowKernel implements Kernel {
  readonly #price: Line;
  readonly #volume: Line;
  readonly #rising: Line;
  readonly #all: Line;

  constructor(price: Line, volume: Line, { rising, all }: Lines<'rising' | 'all'>) {
    this.#price = price;
    this.#volume = volume;
    this.#rising = rising;
    this.#all = all;
  }

  advance(from: number, to: number): void {
    const price = Line.bufferOf(this.#price);
    const priceMask = Line.maskOf(this.#price);
    const volume = Line.bufferOf(this.#volume);
    const volumeMask = Line.maskOf(this.#volume);
    const rising = Line.bufferOf(this.#rising);
    const risingMask = Line.maskOf(this.#rising);
    const all = Line.bufferOf(this.#all);
    const allMask = Line.maskOf(this.#all);
    for (let row = from; row < to; row++) {
      const now = price[row & priceMask]!;
      const change = now - price[(row - 1) & priceMask]!;
      const moved = !(Math.abs(change) <= ROUNDING * (Math.abs(now) + Math.abs(now - change)));
      // NaN wherever the price before is unknown; a price below zero moves money as well.
      const flow = moved ? Math.abs(now) * volume[row & volumeMask]! + 0 * change : 0 * volume[row & volumeMask]!;
      all[row & allMask] = flow;
      rising[row & risingMask] = change > 0 ? flow : 0 * flow;
    }
  }
}
