import type { Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { highest, lowest } from './extremes.ts';
import { wholePeriod } from './period.ts';

/** The highest high and lowest low of the last `period` bars, the newest included. */
export interface Donchian {
  readonly upper: Line;
  readonly lower: Line;
}

/**
 * Donchian channel; ready on row `period`. The newest bar is part of it, so a breakout is a close beyond the
 * channel's value one bar ago.
 */
export function donchian(bars: Bars, period: number): Donchian {
  wholePeriod(period, 'donchian');
  return { upper: highest(bars.high, period), lower: lowest(bars.low, period) };
}
