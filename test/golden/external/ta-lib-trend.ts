import { multiply } from '../../../engine/indicators/arithmetic.ts';
import { atr, trueRange } from '../../../engine/indicators/atr.ts';
import { dema, tema } from '../../../engine/indicators/dema.ts';
import { ema } from '../../../engine/indicators/ema.ts';
import { highest, lowest } from '../../../engine/indicators/extremes.ts';
import { kama } from '../../../engine/indicators/kama.ts';
import { macd } from '../../../engine/indicators/macd.ts';
import { momentum, roc, rocr } from '../../../engine/indicators/roc.ts';
import { rsi } from '../../../engine/indicators/rsi.ts';
import { sma } from '../../../engine/indicators/sma.ts';
import { stochastic, stochasticRsi } from '../../../engine/indicators/stochastic.ts';
import { wma } from '../../../engine/indicators/wma.ts';
import type { Line } from '../../../engine/model/line.ts';
import type { Bars } from '../../../engine/model/series.ts';
import type { TaLibAnswer, TaLibQuestion, Vector } from './reference-case.ts';

const answer = (needs: number, ...makes: readonly ((bars: Bars) => Line)[]): TaLibAnswer => ({ needs, makes });
/** Metastock's compatibility seeds averages with their first value. */
const metastock = (vector: Vector): boolean => vector['compatibility'] === 'TA_COMPATIBILITY_METASTOCK';

/** Averages, oscillators and extremes, as TA-Lib's regression test asks for them. */
export const TREND_QUESTIONS: Readonly<Record<string, TaLibQuestion>> = {
  test_ma(vector) {
    const period = Number(vector['optInTimePeriod']);
    const seed = metastock(vector) ? 'first' : 'mean';
    switch (vector['optInMAType_1']) {
      case 'TA_MAType_SMA':
        return answer(period - 1, (bars) => sma(bars.close, period));
      case 'TA_MAType_WMA': {
        const own = answer(period - 1, (bars) => wma(bars.close, period));
        const exchanged = period === 30 && Number(vector['oneOfTheExpectedOutRealIndex']) >= 221;
        return exchanged ? { ...own, disagrees: 'the table has its last two values the wrong way around' } : own;
      }
      case 'TA_MAType_EMA':
        return { ...answer(period - 1, (bars) => ema(bars.close, period, { seed })), whole: seed === 'first' };
      case 'TA_MAType_DEMA':
        // An unstable period lets the average of the average begin later, which ours cannot be told.
        if (vector['unstablePeriod'] !== 0) return undefined;
        return answer(2 * period - 2, (bars) => dema(bars.close, period, { seed }));
      case 'TA_MAType_TEMA':
        return answer(3 * period - 3, (bars) => tema(bars.close, period, { seed }));
      case 'TA_MAType_KAMA':
        return answer(period, (bars) => kama(bars.close, period));
      default:
        return undefined;
    }
  },

  test_macd(vector) {
    // Its MACDFIX has weights of its own, 0.15 and 0.075, which are no period's.
    if (vector['testId'] === 'TA_MACDFIX_TEST') return undefined;
    // Periods the wrong way around are exchanged.
    const periods = [Number(vector['optInFastPeriod']), Number(vector['optInSlowPeriod'])];
    const [fast, slow, signal] = [Math.min(...periods), Math.max(...periods), Number(vector['optInSignalPeriod_2'])];
    const own = (bars: Bars) => macd(bars.close, fast, slow, signal);
    return answer(
      slow + signal - 2,
      (bars) => own(bars).macd,
      (bars) => own(bars).signal,
      (bars) => own(bars).histogram,
    );
  },

  test_minmax(vector) {
    const period = Number(vector['optInTimePeriod']);
    if (vector['theFunction'] === 'TA_MIN_TEST') return answer(period - 1, (bars) => lowest(bars.open, period));
    if (vector['theFunction'] === 'TA_MAX_TEST') return answer(period - 1, (bars) => highest(bars.open, period));
    return undefined;
  },

  test_mom(vector) {
    const period = Number(vector['optInTimePeriod']);
    const makes: Readonly<Record<string, (bars: Bars) => Line>> = {
      TA_MOM_TEST: (bars) => momentum(bars.close, period),
      TA_ROC_TEST: (bars) => roc(bars.close, period),
      TA_ROCR_TEST: (bars) => rocr(bars.close, period),
      TA_ROCR100_TEST: (bars) => multiply(rocr(bars.close, period), 100),
    };
    const make = makes[String(vector['theFunction'])];
    return make === undefined ? undefined : answer(period, make);
  },

  test_rsi(vector) {
    const period = Number(vector['optInTimePeriod']);
    if (vector['theFunction'] !== 'TA_RSI_TEST') return undefined;
    const own = answer(period, (bars) => rsi(bars.close, period));
    if (!metastock(vector)) return own;
    // One value more in front, as if the bar before the first had closed at its price; the others are the same.
    const extra = vector['unstablePeriod'] === 0 && vector['oneOfTheExpectedOutRealIndex0'] === 0;
    const early = { ...own, needs: period - 1, first: period + 1 };
    return extra ? { ...early, disagrees: 'Metastock has a first value a row earlier, with a change of 0 before the first bar' } : early;
  },

  test_stoch(vector) {
    const [first, second, third] = [Number(vector['optInPeriod_0']), Number(vector['optInPeriod_1']), Number(vector['optInPeriod_2'])];
    if (vector['testId'] === 'TEST_STOCH') {
      const own = (bars: Bars) => stochastic(bars, first, second, third);
      const asked = answer(
        first + second + third - 3,
        (bars) => own(bars).k,
        (bars) => own(bars).d,
      );
      const mistyped = vector['oneOfTheExpectedOutReal0'] === 24.0128;
      return mistyped ? { ...asked, disagrees: 'mistyped: TA-Lib itself computes 24.01218' } : asked;
    }
    if (vector['testId'] === 'TEST_STOCHRSI') {
      const own = (bars: Bars) => stochasticRsi(bars.close, first, second, 1, third);
      return answer(
        first + second + third - 2,
        (bars) => own(bars).k,
        (bars) => own(bars).d,
      );
    }
    return undefined;
  },

  test_trange(vector) {
    const period = Number(vector['optInTimePeriod']);
    return vector['doAverage'] === 0 ? answer(1, trueRange) : answer(period, (bars) => atr(bars, period));
  },
};
