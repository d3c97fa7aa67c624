import { type Kernel, Line } from '../model/line.ts';
import { add, larger, multiply } from './arithmetic.ts';
import { wholePeriod } from './period.ts';
import { rangePosition } from './range-position.ts';
import { momentum } from './roc.ts';
import { windowSum } from './sma.ts';
import { rowsToForget } from './smoothing.ts';

/** What `rsi` may be told. */
export interface RsiOptions {
  /** How gains and losses are averaged: Wilder's smoothing (the default), or the plain mean of the last `period` (Cutler's RSI), of which a NaN starts the window anew. */
  readonly average?: 'wilder' | 'simple';
}

/**
 * Relative strength index (Wilder, New Concepts in Technical Trading Systems, 1978), 0 to 100: the average gain's share
 * of average gain and loss, both smoothed his way from the mean of the first `period` changes; ready on row `period` + 1,
 * as in TA-Lib. 50 while no price has changed yet (TA-Lib gives 0, others 100); a price that does not change leaves it as it
 * is, to the last bit. A NaN in the source is passed over: the value before it stays, and the next change is from the
 * last price known.
 */
export function rsi(source: Line, period: number, { average = 'wilder' }: RsiOptions = {}): Line {
  wholePeriod(period, 'rsi');
  if (average === 'simple') return simpleRsi(source, period);
  Line.reaches(source, rowsToForget(period));
  return source.driver.derive((out) => new RsiKernel(source, period, out), { name: `rsi ${period}`, of: [source] });
}

function simpleRsi(source: Line, period: number): Line {
  const change = momentum(source, 1);
  const gain = windowSum(larger(change, 0), period);
  const loss = windowSum(larger(multiply(change, -1), 0), period);
  return rangePosition(gain, multiply(gain, 0), add(gain, loss), { scale: 100, flat: 50 });
}

class RsiKernel implements Kernel {
  readonly #source: Line;
  readonly #period: number;
  readonly #out: Line;
  #seen = 0;
  #last = 0;
  /** Average gain and loss; before they are ready, their sums. */
  #gain = 0;
  #loss = 0;
  #value = Number.NaN;

  constructor(source: Line, period: number, out: Line) {
    this.#source = source;
    this.#period = period;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const source = Line.bufferOf(this.#source);
    const sourceMask = Line.maskOf(this.#source);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    const period = this.#period;
    let seen = this.#seen;
    let last = this.#last;
    let gain = this.#gain;
    let loss = this.#loss;
    let value = this.#value;
    for (let row = from; row < to; row++) {
      const x = source[row & sourceMask]!;
      if (!Number.isNaN(x)) {
        const change = seen > 0 ? x - last : 0;
        const up = change > 0 ? change : 0;
        const down = change < 0 ? -change : 0;
        if (seen > period) {
          gain += (up - gain) / period;
          loss += (down - loss) / period;
        } else {
          gain += up;
          loss += down;
          if (seen === period) {
            gain /= period;
            loss /= period;
          }
        }
        // Without a change both fade alike: their share is not computed anew, lest rounding move it.
        if (seen === period || (seen > period && change !== 0)) value = gain + loss === 0 ? 50 : (100 * gain) / (gain + loss);
        last = x;
        seen++;
      }
      out[row & mask] = value;
    }
    this.#seen = seen;
    this.#last = last;
    this.#gain = gain;
    this.#loss = loss;
    this.#value = value;
  }
}
