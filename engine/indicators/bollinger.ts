import type { Line } from '../model/line.ts';
import { add, divide, multiply, subtract } from './arithmetic.ts';
import { positiveFactor } from './factor.ts';
import type { MovingAverage } from './moving-average.ts';
import { wholePeriod } from './period.ts';
import { sma } from './sma.ts';
import { stdev } from './stdev.ts';
import type { Estimate } from './variance.ts';

/** Bollinger's bands and what is read from them. */
export interface Bollinger {
  readonly upper: Line;
  /** The moving average. */
  readonly middle: Line;
  readonly lower: Line;
  /** Where the newest value lies between the bands: 0 at the lower one, 1 at the upper one; NaN where they are one. */
  readonly percentB: Line;
  /** The distance of the bands over the middle, a fraction (LEAN prints 100 times it); NaN where the middle is 0. */
  readonly width: Line;
}

/** Choices of Bollinger's bands. */
export interface BollingerOptions extends Estimate {
  /** The moving average in the middle; `sma` unless given. The deviation is always that around the mean, as in TA-Lib. */
  readonly average?: MovingAverage;
}

/**
 * Bollinger bands (Bollinger on Bollinger Bands, 2001): the moving average of the last `period` values, and
 * `deviations` of their standard deviations above and below it; ready on row `period`, NaN while a NaN is in the window.
 */
export function bollinger(source: Line, period: number, deviations: number, options: BollingerOptions = {}): Bollinger {
  wholePeriod(period, 'bollinger');
  const { average = sma, sample = false } = options;
  const middle = average(source, period);
  const reach = multiply(stdev(source, period, { sample }), positiveFactor(deviations, 'the deviations of bollinger'));
  const upper = add(middle, reach);
  const lower = subtract(middle, reach);
  const distance = subtract(upper, lower);
  return { upper, middle, lower, percentB: divide(subtract(source, lower), distance), width: divide(distance, middle) };
}
