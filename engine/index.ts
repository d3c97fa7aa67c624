export { measure } from './analysis/measure.ts';
export { probabilisticSharpe, type SharpeSample, sharpeSampleOf } from './analysis/shape.ts';
export type { MetricOptions } from './analysis/study.ts';
export type { BrokerEvent, OrderEvent } from './broker/broker.ts';
export type { FeeSpec, FeeTier, PresetSpec } from './broker/sim/fees/fee-spec.ts';
export { adl } from './indicators/adl.ts';
export { add, divide, larger, multiply, smaller, subtract } from './indicators/arithmetic.ts';
export { type Aroon, type AroonOptions, aroon } from './indicators/aroon.ts';
export { atr, natr, type TrueRangeOptions, trueRange } from './indicators/atr.ts';
export { type Bollinger, type BollingerOptions, bollinger } from './indicators/bollinger.ts';
export { cci } from './indicators/cci.ts';
export { cmf } from './indicators/cmf.ts';
export { crossedAbove, crossedBelow } from './indicators/cross.ts';
export { dema, type RepeatedOptions, tema } from './indicators/dema.ts';
export { adx, type Dmi, type DmiOptions, dmi } from './indicators/dmi.ts';
export { type Donchian, donchian } from './indicators/donchian.ts';
export { type AverageOptions, ema, rma } from './indicators/ema.ts';
export { highest, lowest, sinceHighest, sinceLowest, type Ties } from './indicators/extremes.ts';
export { forceIndex } from './indicators/force-index.ts';
export { heikinAshi } from './indicators/heikin-ashi.ts';
export { hma } from './indicators/hma.ts';
export { type Ichimoku, type IchimokuOptions, ichimoku } from './indicators/ichimoku.ts';
export { kama } from './indicators/kama.ts';
export { type Keltner, type KeltnerOptions, keltner } from './indicators/keltner.ts';
export { lag } from './indicators/lag.ts';
export { type LinearRegression, linearRegression } from './indicators/linear-regression.ts';
export { type Macd, type MacdOptions, macd, type Ppo, ppo } from './indicators/macd.ts';
export { mfi } from './indicators/mfi.ts';
export type { MovingAverage } from './indicators/moving-average.ts';
export { type ObvOptions, obv } from './indicators/obv.ts';
export { type ParabolicSarOptions, parabolicSar, type TrailingTrend } from './indicators/parabolic-sar.ts';
export { type PercentRankOptions, percentRank } from './indicators/percent-rank.ts';
export type { PivotMethod } from './indicators/pivot-levels.ts';
export { type PivotPoints, pivotPoints } from './indicators/pivot-points.ts';
export { beta, correlation, type Regression, regression } from './indicators/regression.ts';
export { momentum, roc, rocp, rocr } from './indicators/roc.ts';
export { type RsiOptions, rsi } from './indicators/rsi.ts';
export type { SessionOptions } from './indicators/sessions.ts';
export { sma, windowSum } from './indicators/sma.ts';
export { stdev } from './indicators/stdev.ts';
export { type Stochastic, stochastic, stochasticRsi } from './indicators/stochastic.ts';
export { type SupertrendOptions, supertrend } from './indicators/supertrend.ts';
export { hl2, hlc3, ohlc4 } from './indicators/typical-price.ts';
export { type Estimate, variance } from './indicators/variance.ts';
export { type VwapOptions, vwap, vwma } from './indicators/vwap.ts';
export { williamsR } from './indicators/williams-r.ts';
export { wma } from './indicators/wma.ts';
export { zscore } from './indicators/zscore.ts';
export { runBacktest } from './loop/backtest.ts';
export { fingerprint } from './loop/fingerprint.ts';
export { Outcome } from './loop/outcome.ts';
export type { BacktestParts, BoundStrategy, FinishedRun } from './loop/parts.ts';
export type { SessionTable } from './model/calendar.ts';
export { ConfigError, DataError, InvariantError, StrategyError, VenueError } from './model/errors.ts';
export type { Certainty, Fill, Liquidity } from './model/fill.ts';
export { type Instrument, type InstrumentSpec, instrumentOf } from './model/instrument.ts';
export type { Line, ReadonlyLine } from './model/line.ts';
export type { OrderId, OrderStatus, OrderType, Side, TimeInForce } from './model/order.ts';
export { exp, log, powByLog } from './model/pinned-math.ts';
export type { Position } from './model/position.ts';
export type { FillRecord, OrderRecord, PlotColumns, RoundTripRecord, RunRecord } from './model/result.ts';
export type { Level, QuoteColumns } from './model/series.ts';
export {
  type BarColumns,
  BarSeries,
  type Bars,
  barColumns,
  type Custom,
  CustomSeries,
  QuoteSeries,
  type Quotes,
  TradeSeries,
  type Trades,
} from './model/series.ts';
export { DAY, HOUR, isoTime, MINUTE, type Millis, millis, parseTime, SECOND, WEEK } from './model/time.ts';
export { expectedMaximum } from './research/expected-maximum.ts';
export type { Overfitting } from './research/overfitting.ts';
export { minTrackRecord } from './research/track-record.ts';
export { type Worth, type WorthOptions, worth } from './research/worth.ts';
export type { Closed, Sizer, SizerModel, SizingDesk, SizingRequest, Unsized } from './sizing/sizer.ts';
export type { SizerSpec, SizerTree } from './sizing/sizer-spec.ts';
export { sizers } from './sizing/sizers.ts';
export type { AuthorLine } from './strategy/author-line.ts';
export type { AuthorLines } from './strategy/author-lines.ts';
export type { Context } from './strategy/context.ts';
export { type AnyStrategy, defineStrategy, type Handlers, type Strategy } from './strategy/define.ts';
export type { CloseOptions, Exit, OrderOptions, Size, Target, TrailOptions } from './strategy/order-options.ts';
export { choice, flag, int, json, type Param, type ParamSpec, type ParamsOf, real, text } from './strategy/params.ts';
export type { PlotOptions } from './strategy/plot.ts';
export { custom, many, quotes, trades } from './strategy/roles.ts';
