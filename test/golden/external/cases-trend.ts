import { add, divide, subtract } from '../../../engine/indicators/arithmetic.ts';
import { aroon } from '../../../engine/indicators/aroon.ts';
import { atr, natr, trueRange } from '../../../engine/indicators/atr.ts';
import { cci } from '../../../engine/indicators/cci.ts';
import { dema } from '../../../engine/indicators/dema.ts';
import { dmi } from '../../../engine/indicators/dmi.ts';
import { donchian } from '../../../engine/indicators/donchian.ts';
import { ema, rma } from '../../../engine/indicators/ema.ts';
import { highest, lowest } from '../../../engine/indicators/extremes.ts';
import { hma } from '../../../engine/indicators/hma.ts';
import { kama } from '../../../engine/indicators/kama.ts';
import { lag } from '../../../engine/indicators/lag.ts';
import { macd, ppo } from '../../../engine/indicators/macd.ts';
import { momentum, roc, rocr } from '../../../engine/indicators/roc.ts';
import { rsi } from '../../../engine/indicators/rsi.ts';
import { sma } from '../../../engine/indicators/sma.ts';
import { stochastic, stochasticRsi } from '../../../engine/indicators/stochastic.ts';
import { hlc3 } from '../../../engine/indicators/typical-price.ts';
import { williamsR } from '../../../engine/indicators/williams-r.ts';
import { wma } from '../../../engine/indicators/wma.ts';
import type { Line } from '../../../engine/model/line.ts';
import type { Bars } from '../../../engine/model/series.ts';
import type { ReferenceCase } from './reference-case.ts';

type More = Omit<ReferenceCase, 'of' | 'file' | 'column' | 'make'>;
const lean = (file: string, column: string, make: (bars: Bars) => Line, more: More = {}): ReferenceCase => ({
  of: 'lean',
  file: `spy_${file}`,
  column,
  make,
  ...more,
});
const stockIndicators = (file: string, column: string, make: (bars: Bars) => Line, more: More = {}): ReferenceCase => ({
  of: 'stock-indicators',
  file: `${file}.csv`,
  column,
  make,
  ...more,
});
const midpoint = (high: Line, low: Line, period: number): Line => divide(add(highest(high, period), lowest(low, period)), 2);

/** Files that LEAN had from charting programs, which compute in single precision: about 7 digits of a value, fewer of a difference. */
const single = (within: number): More => ({ within, why: 'computed in single precision' });
const CUT: More = { from: 5, why: 'cut from a longer series, of which the first windows hold rows that are not in the file' };
const SHORT: More = { from: 50, until: 500, why: 'its first windows are shorter than the period, and its last row is blank' };
const LATE: More = { ...single(1e-6), from: 180, why: 'computed in single precision, and blank before row 180' };

const LEAN: readonly ReferenceCase[] = [
  lean('acceleration_bands_20_4.txt', 'MiddleBand', (bars) => sma(bars.close, 20)),
  lean('dema.txt', 'DEMA_5', (bars) => dema(bars.close, 5)),
  lean('ema.csv', 'EMA14', (bars) => ema(bars.close, 14)),
  lean('hma.txt', 'HMA_16', (bars) => hma(bars.close, 16)),
  lean('kama.txt', 'KAMA_5', (bars) => kama(bars.close, 5)),
  lean('max.txt', 'MAX_5', (bars) => highest(bars.close, 5)),
  lean('min.txt', 'MIN_5', (bars) => lowest(bars.close, 5)),
  lean('midpoint.txt', 'MIDPOINT_5', (bars) => midpoint(bars.close, bars.close, 5)),
  lean('midprice.txt', 'MIDPRICE_5', (bars) => midpoint(bars.high, bars.low, 5)),
  lean('natr.txt', 'NATR_5', (bars) => natr(bars, 5)),
  lean('tr.txt', 'TR', trueRange),
  lean('rocr.txt', 'ROCR_5', (bars) => rocr(bars.close, 5)),
  lean('atr.txt', 'Average True Range 14', (bars) => sma(trueRange(bars), 14), single(5e-6)),
  lean('atr_wilder.txt', 'Average True Range 14', (bars) => atr(bars, 14, { first: 'range' })),
  lean('aroon_oscillator.txt', 'Aroon Oscillator 14', (bars) => aroon(bars, 14).oscillator, single(5e-7)),
  lean('dpo.csv', 'Lag(11)', (bars) => lag(bars.close, 11)),
  lean('dpo.csv', 'Sma(21)', (bars) => sma(bars.close, 21)),
  lean('with_adx.txt', 'TR', trueRange),
  lean('with_adx.txt', '+DI14', (bars) => dmi(bars, 14, { seed: 'wilder' }).plusDi),
  lean('with_adx.txt', '-DI14', (bars) => dmi(bars, 14, { seed: 'wilder' }).minusDi),
  lean('with_adx.txt', 'DX', (bars) => dmi(bars, 14, { seed: 'wilder' }).dx),
  lean('with_adx.txt', 'ADX 14', (bars) => dmi(bars, 14, { seed: 'wilder' }).adx),
  lean('with_adx.txt', 'ADXR 14', (bars) => dmi(bars, 14, { seed: 'wilder' }).adxr),
  lean('with_cci.txt', 'Commodity Channel Index (CCI) 14', (bars) => cci(bars, 14), single(1e-3)),
  lean('with_don50.txt', 'Donchian Channels 50 Top', (bars) => donchian(bars, 50).upper, SHORT),
  lean('with_don50.txt', 'Donchian Channels 50 Bottom', (bars) => donchian(bars, 50).lower, SHORT),
  lean('with_don50.txt', 'Donchian Channels 50 Mean', (bars) => midpoint(bars.high, bars.low, 50), SHORT),
  lean('with_indicators.txt', 'SMA14', (bars) => sma(bars.close, 14), single(5e-7)),
  lean('with_indicators.txt', 'EMA14', (bars) => ema(bars.close, 14), single(5e-7)),
  lean('with_indicators.txt', 'MACD 12 26', (bars) => macd(bars.close, 12, 26, 9, { seed: 'apart' }).macd, single(5e-5)),
  lean('with_indicators.txt', 'RSI 14', (bars) => rsi(bars.close, 14, { average: 'simple' }), {
    ...single(2e-5),
    from: 16,
    why: 'computed in single precision, and blank on its first row',
  }),
  lean('with_indicators.txt', 'RSI 14 Wilder', (bars) => rsi(bars.close, 14)),
  lean('with_keltner.csv', 'TypicalPrice', hlc3),
  lean('with_macd.txt', 'MACD', (bars) => macd(bars.close, 12, 26, 9, { seed: 'apart' }).macd, LATE),
  lean('with_macd.txt', 'Signal', (bars) => macd(bars.close, 12, 26, 9, { seed: 'apart' }).signal, LATE),
  lean('with_macd.txt', 'Histogram', (bars) => macd(bars.close, 12, 26, 9, { seed: 'apart' }).histogram, LATE),
  // The names of its first and third average are exchanged; its RMA is LEAN's relative moving average.
  lean('with_rma.csv', 'SMA15', (bars) => sma(bars.close, 5), CUT),
  lean('with_rma.csv', 'SMA10', (bars) => sma(bars.close, 10), { ...CUT, from: 10 }),
  lean('with_rma.csv', 'SMA5', (bars) => sma(bars.close, 15), { ...CUT, from: 15 }),
  lean('with_rma.csv', 'RMA5', ({ close }) => add(subtract(sma(close, 15), sma(close, 10)), sma(close, 5)), { ...CUT, from: 15 }),
  lean('with_roc50.txt', 'Rate of Change 50', (bars) => momentum(bars.close, 50), single(2e-5)),
  lean('with_rocp50.txt', 'Rate of Change % 50', (bars) => roc(bars.close, 50), single(1e-5)),
  lean('with_stoch12k3.txt', 'Stochastics 12 %K 3', (bars) => stochastic(bars, 12, 3, 5).k, single(5e-5)),
  lean('with_stoch12k3.txt', '%D 5', (bars) => stochastic(bars, 12, 3, 5).d, single(1e-5)),
  lean('with_williamsR14.txt', 'Williams %R 14', (bars) => williamsR(bars, 14), single(2e-4)),
];

const STOCK_INDICATORS: readonly ReferenceCase[] = [
  stockIndicators('adx', 'pdi', (bars) => dmi(bars, 14, { seed: 'wilder' }).plusDi),
  stockIndicators('adx', 'mdi', (bars) => dmi(bars, 14, { seed: 'wilder' }).minusDi),
  stockIndicators('adx', 'dx', (bars) => dmi(bars, 14, { seed: 'wilder' }).dx),
  stockIndicators('adx', 'adx', (bars) => dmi(bars, 14, { seed: 'wilder' }).adx),
  // Its ADXR reaches back a row further than TA-Lib's and LEAN's.
  stockIndicators('adx', 'adxr', (bars) => {
    const { adx } = dmi(bars, 14, { seed: 'wilder' });
    return divide(add(adx, lag(adx, 14)), 2);
  }),
  stockIndicators('aroon', 'aroonUp', (bars) => aroon(bars, 25, { ties: 'oldest' }).up),
  stockIndicators('aroon', 'aroonDown', (bars) => aroon(bars, 25, { ties: 'oldest' }).down),
  stockIndicators('aroon', 'oscillator', (bars) => aroon(bars, 25, { ties: 'oldest' }).oscillator),
  stockIndicators('atr', 'tr', trueRange),
  stockIndicators('atr', 'atr', (bars) => atr(bars, 14)),
  stockIndicators('atr', 'atrp', (bars) => natr(bars, 14)),
  stockIndicators('cci', 'cci', (bars) => cci(bars, 20)),
  stockIndicators('dema', 'dema', (bars) => dema(bars.close, 14, { start: 'at-once' })),
  stockIndicators('donchian', 'upperBand', (bars) => donchian(bars, 20).upper, { late: 1 }),
  stockIndicators('donchian', 'lowerBand', (bars) => donchian(bars, 20).lower, { late: 1 }),
  stockIndicators('donchian', 'centerline', (bars) => midpoint(bars.high, bars.low, 20), { late: 1 }),
  stockIndicators('ema', 'ema', (bars) => ema(bars.close, 20)),
  stockIndicators('hma', 'hma', (bars) => hma(bars.close, 14)),
  stockIndicators('ma-env', 'centerline', (bars) => sma(bars.close, 20)),
  stockIndicators('macd', 'macd', (bars) => macd(bars.close, 12, 26, 9, { seed: 'apart' }).macd),
  stockIndicators('macd', 'signal', (bars) => macd(bars.close, 12, 26, 9, { seed: 'apart' }).signal),
  stockIndicators('macd', 'histogram', (bars) => macd(bars.close, 12, 26, 9, { seed: 'apart' }).histogram),
  stockIndicators('macd', 'fastEma', (bars) => ema(bars.close, 12)),
  stockIndicators('macd', 'slowEma', (bars) => ema(bars.close, 26)),
  stockIndicators('pvo', 'pvo', (bars) => ppo(bars.volume, 12, 26, 9).ppo),
  stockIndicators('pvo', 'signal', (bars) => ppo(bars.volume, 12, 26, 9).signal),
  stockIndicators('pvo', 'histogram', (bars) => ppo(bars.volume, 12, 26, 9).histogram),
  stockIndicators('roc', 'momentum', (bars) => momentum(bars.close, 14)),
  stockIndicators('roc', 'roc', (bars) => roc(bars.close, 14)),
  stockIndicators('rsi', 'rsi', (bars) => rsi(bars.close, 14)),
  stockIndicators('sma', 'sma', (bars) => sma(bars.close, 20)),
  stockIndicators('sma-analysis', 'sma', (bars) => sma(bars.close, 20)),
  stockIndicators('smma', 'smma', (bars) => rma(bars.close, 20)),
  stockIndicators('stoch', 'oscillator', (bars) => stochastic(bars, 14, 3, 3).k),
  stockIndicators('stoch', 'signal', (bars) => stochastic(bars, 14, 3, 3).d),
  stockIndicators('stoch-rsi', 'stochRsi', (bars) => stochasticRsi(bars.close, 14, 14, 1, 3).k),
  stockIndicators('stoch-rsi', 'signal', (bars) => stochasticRsi(bars.close, 14, 14, 1, 3).d),
  stockIndicators('tr', 'tr', trueRange),
  stockIndicators('willr', 'williamsR', (bars) => williamsR(bars, 14)),
  stockIndicators('wma', 'wma', (bars) => wma(bars.close, 14)),
];

/** Averages, oscillators and directional movement, against LEAN and Stock.Indicators. */
export const TREND_CASES: readonly ReferenceCase[] = [...LEAN, ...STOCK_INDICATORS];
