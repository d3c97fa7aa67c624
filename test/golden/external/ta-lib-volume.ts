import { multiply } from '../../../engine/indicators/arithmetic.ts';
import { type Bollinger, bollinger } from '../../../engine/indicators/bollinger.ts';
import { ema } from '../../../engine/indicators/ema.ts';
import { sma } from '../../../engine/indicators/sma.ts';
import { stdev } from '../../../engine/indicators/stdev.ts';
import type { Line } from '../../../engine/model/line.ts';
import type { Bars } from '../../../engine/model/series.ts';
import type { TaLibQuestion } from './reference-case.ts';

/** The one number of TA-Lib's table that its own code does not compute: its test takes it as near enough. */
const SLOPPY = "1.5 times 0.7144, which the table has for one deviation, is 1.0716, and so is what TA-Lib's code computes";

/** Bands and deviations, as TA-Lib's regression test asks for them. */
export const VOLUME_QUESTIONS: Readonly<Record<string, TaLibQuestion>> = {
  test_stddev(vector) {
    const period = Number(vector['optInTimePeriod']);
    const deviations = Number(vector['optInNbDeviation_1']);
    const sloppy = vector['oneOfTheExpectedOutReal0'] === 1.075;
    return {
      makes: [({ close }) => multiply(stdev(close, period), deviations)],
      needs: period - 1,
      ...(sloppy ? { disagrees: SLOPPY } : {}),
    };
  },

  test_bbands(vector) {
    const period = Number(vector['optInTimePeriod']);
    const metastock = vector['compatibility'] === 'TA_COMPATIBILITY_METASTOCK';
    const exponential = (source: Line, rows: number): Line => ema(source, rows, { seed: metastock ? 'first' : 'mean' });
    const average = vector['optInMethod_3'] === 'TA_MAType_EMA' ? exponential : sma;
    const bands =
      (side: string) =>
      ({ close }: Bars): Bollinger =>
        bollinger(close, period, Number(vector[side]), { average });
    return {
      makes: [
        (bars) => bands('optInNbDevUp')(bars).upper,
        (bars) => bands('optInNbDevUp')(bars).middle,
        (bars) => bands('optInNbDevDn')(bars).lower,
      ],
      needs: period - 1,
    };
  },
};
