import type { Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { add, divide } from './arithmetic.ts';

/** Typical price, (high + low + close) / 3; ready on the first row. */
export const hlc3 = (bars: Bars): Line => divide(add(hl(bars), bars.close), 3);

/** Median price, (high + low) / 2, the middle of a bar's range; ready on the first row. */
export const hl2 = (bars: Bars): Line => divide(hl(bars), 2);

/** Average price, (high + low + close + open) / 4; ready on the first row. */
export const ohlc4 = (bars: Bars): Line => divide(add(add(hl(bars), bars.close), bars.open), 4);

const hl = (bars: Bars): Line => add(bars.high, bars.low);
