import type { Line } from '../model/line.ts';

/** An average of the last `period` values, or of all with weights that fade: `sma`, `ema`, `rma`, `wma` and the like, or one's own. */
export type MovingAverage = (source: Line, period: number) => Line;
