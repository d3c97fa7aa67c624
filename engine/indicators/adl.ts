import type { Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { moneyFlow } from './money-flow.ts';
import { runningTotal } from './running-total.ts';

/**
 * Accumulation and distribution line (Chaikin): the volume of each bar times where in its range it closed, from -1 on its
 * low to 1 on its high, added up since the first bar; ready on row 1. A bar without a range adds nothing (as in TA-Lib),
 * nor does one without a price or a volume. Its level depends on where the series starts, its changes do not.
 */
export const adl = (bars: Bars): Line => runningTotal(moneyFlow(bars));
