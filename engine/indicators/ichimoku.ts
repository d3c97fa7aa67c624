import type { Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { add, multiply } from './arithmetic.ts';
import { highest, lowest } from './extremes.ts';
import { lag } from './lag.ts';
import { wholePeriod } from './period.ts';

/** Ichimoku's lines, all of them as known now. */
export interface Ichimoku {
  /** Conversion line: the middle of the range of the last `tenkan` bars. */
  readonly tenkan: Line;
  /** Base line: the middle of the range of the last `kijun` bars. */
  readonly kijun: Line;
  /** The edge of the cloud that a chart draws over the newest bar: the mean of tenkan and kijun of `displacement` bars ago. */
  readonly senkouA: Line;
  /** The other edge over the newest bar: the middle of the range of `senkou` bars, of `displacement` bars ago. */
  readonly senkouB: Line;
  /** The edge computed now, which a chart draws `displacement` bars ahead: the cloud to come. */
  readonly leadingA: Line;
  /** The other edge computed now. */
  readonly leadingB: Line;
  /**
   * Lagging span: the close now. A chart draws it `displacement` bars back, where no one knew it; compare it with
   * `bars.close.ago(displacement)`.
   */
  readonly chikou: Line;
}

/** The lengths of Ichimoku's lines, in bars. */
export interface IchimokuOptions {
  /** 9 unless given. */
  readonly tenkan?: number;
  /** 26 unless given. */
  readonly kijun?: number;
  /** 52 unless given. */
  readonly senkou?: number;
  /** 26 unless given, as in Stock.Indicators and LEAN; TradingView counts the newest bar and so draws at 25. */
  readonly displacement?: number;
}

/**
 * Ichimoku kinko hyo (Hosoda, 1969); tenkan is ready on row `tenkan`, kijun on row `kijun`, and the cloud `displacement`
 * rows after what it is made of. No line looks ahead: what a chart draws displaced is read from the past. A NaN in the
 * highs or lows starts every window anew.
 */
export function ichimoku(bars: Bars, options: IchimokuOptions = {}): Ichimoku {
  const { tenkan: fast = 9, kijun: slow = 26, senkou = 52, displacement = 26 } = options;
  const tenkan = middleOf(bars, wholePeriod(fast, "ichimoku's tenkan"));
  const kijun = middleOf(bars, wholePeriod(slow, "ichimoku's kijun"));
  const leadingA = multiply(add(tenkan, kijun), 0.5);
  const leadingB = middleOf(bars, wholePeriod(senkou, "ichimoku's senkou"));
  wholePeriod(displacement, "ichimoku's displacement");
  return {
    tenkan,
    kijun,
    senkouA: lag(leadingA, displacement),
    senkouB: lag(leadingB, displacement),
    leadingA,
    leadingB,
    chikou: bars.close,
  };
}

const middleOf = (bars: Bars, period: number): Line => multiply(add(highest(bars.high, period), lowest(bars.low, period)), 0.5);
