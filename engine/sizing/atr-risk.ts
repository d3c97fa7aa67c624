import { atr } from '../indicators/atr.ts';
import { gainOf } from '../model/instrument.ts';
import { barsOfAll } from './measured.ts';
import type { SizerModel } from './sizer.ts';
import type { AtrTerms } from './sizer-spec.ts';

/**
 * As many units as lose a share `risk` of equity when the price moves against them by `multiple` average true ranges:
 * equity x risk / (loss of a unit over multiple x ATR(period)). With 0.01 and 1 it is the unit of the Turtles (Faith, Way of
 * the Turtle, 2007). Ranges are those of finished bars.
 */
export const atrRisk =
  ({ risk, multiple = 2, period = 14, timeframe }: AtrTerms): SizerModel =>
  (desk) => {
    const ranges = barsOfAll(desk, timeframe).map((bars) => atr(bars, period));
    return ({ instrument, index, side, price, rate, equity }) => {
      const distance = ranges[index]!.value * multiple;
      const against = side === 'buy' ? price - distance : price + distance;
      const units = (equity * risk) / (Math.abs(gainOf(instrument, 1, price, against)) * rate);
      // What an inverse contract loses on the way to nothing has no end.
      return Number.isFinite(units) && (instrument.contract !== 'inverse' || against > 0) ? units : 'nothing-to-size-by';
    };
  };
