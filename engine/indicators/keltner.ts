import type { Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { add, multiply, subtract } from './arithmetic.ts';
import { atr } from './atr.ts';
import { ema } from './ema.ts';
import { positiveFactor } from './factor.ts';
import type { MovingAverage } from './moving-average.ts';
import { wholePeriod } from './period.ts';

/** Keltner's channel. */
export interface Keltner {
  readonly upper: Line;
  /** The moving average. */
  readonly middle: Line;
  readonly lower: Line;
}

/** Choices of Keltner's channel. */
export interface KeltnerOptions {
  /** What is averaged in the middle; the close unless given. Keltner's own, and LEAN's, is the typical price: `hlc3(bars)`. */
  readonly source?: Line;
  /** The moving average in the middle; `ema` unless given. Keltner's own, and LEAN's default, is `sma`. */
  readonly average?: MovingAverage;
  /** The range that sets the distance; `atr(bars, 10)` unless given. LEAN's is `sma(trueRange(bars, { first: 'range' }), period)`. */
  readonly range?: Line;
}

/**
 * Keltner channel as Raschke has it: the exponential average of the last `period` closes, and `multiple` times the
 * average true range of 10 bars above and below it; ready on row `period`, but not before row 11, when the range is.
 */
export function keltner(bars: Bars, period: number, multiple: number, options: KeltnerOptions = {}): Keltner {
  wholePeriod(period, 'keltner');
  const { source = bars.close, average = ema, range = atr(bars, 10) } = options;
  const middle = average(source, period);
  const reach = multiply(range, positiveFactor(multiple, 'the multiple of keltner'));
  return { upper: add(middle, reach), middle, lower: subtract(middle, reach) };
}
