import type { Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { highest, lowest } from './extremes.ts';
import { wholePeriod } from './period.ts';
import { rangePosition } from './range-position.ts';
import { rsi } from './rsi.ts';
import { sma } from './sma.ts';

/** Both lines of a stochastic oscillator, 0 to 100. */
export interface Stochastic {
  /** %K: where the value lies in its range, averaged. */
  readonly k: Line;
  /** %D: the average of %K, the signal. */
  readonly d: Line;
}

/**
 * Stochastic oscillator (Lane): where the close lies between the lowest low and the highest high of the last `period`
 * bars. %K is its simple average over `smooth` bars, %D that of %K over `signal`: the slow stochastic as named, the fast
 * one with a `smooth` of 1. %K is ready on row `period` + `smooth` - 1, %D `signal` - 1 rows later. A range without width
 * counts as 0, as in TA-Lib, LEAN and Stock.Indicators. A NaN in the bars starts the windows anew.
 */
export function stochastic(bars: Bars, period = 14, smooth = 3, signal = 3): Stochastic {
  wholePeriod(period, 'stochastic');
  return averaged(bars.close, lowest(bars.low, period), highest(bars.high, period), smooth, signal, 'stochastic');
}

/**
 * Stochastic RSI (Chande and Kroll, The New Technical Trader, 1994): where the RSI lies in its own range of the last
 * `period` values, averaged as in `stochastic`, 0 to 100. TA-Lib's is that with a `smooth` of 1. %K is ready on row
 * `rsiPeriod` + `period` + `smooth` - 1. A range without width counts as 0. A NaN in the source repeats the RSI before it.
 */
export function stochasticRsi(source: Line, rsiPeriod = 14, period = 14, smooth = 1, signal = 3): Stochastic {
  wholePeriod(period, 'stochasticRsi');
  const strength = rsi(source, rsiPeriod);
  return averaged(strength, lowest(strength, period), highest(strength, period), smooth, signal, 'stochasticRsi');
}

function averaged(value: Line, low: Line, high: Line, smooth: number, signal: number, name: string): Stochastic {
  wholePeriod(smooth, `the %K average of ${name}`);
  wholePeriod(signal, `the %D average of ${name}`);
  const raw = rangePosition(value, low, high, { scale: 100, flat: 0 });
  const k = smooth === 1 ? raw : sma(raw, smooth);
  return { k, d: sma(k, signal) };
}
