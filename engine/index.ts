export { atr, trueRange } from './indicators/atr.ts';
export { crossedAbove, crossedBelow } from './indicators/cross.ts';
export { type Donchian, donchian } from './indicators/donchian.ts';
export { ema, rma } from './indicators/ema.ts';
export { highest, lowest } from './indicators/extremes.ts';
export { sma } from './indicators/sma.ts';
export { stdev } from './indicators/stdev.ts';
export { type BacktestParts, type BoundStrategy, type FinishedRun, runBacktest } from './loop/backtest.ts';
export { fingerprint } from './loop/fingerprint.ts';
export { Outcome } from './loop/outcome.ts';
export { ConfigError, DataError, InvariantError, StrategyError, VenueError } from './model/errors.ts';
export type { Certainty, Fill, Liquidity } from './model/fill.ts';
export { type Instrument, type InstrumentSpec, instrumentOf } from './model/instrument.ts';
export type { Line, ReadonlyLine } from './model/line.ts';
export type { OrderId, OrderStatus, OrderType, Side, TimeInForce } from './model/order.ts';
export { exp, log, powByLog } from './model/pinned-math.ts';
export type { Position } from './model/position.ts';
export type { FillRecord, OrderRecord, PlotColumns, RoundTripRecord, RunRecord } from './model/result.ts';
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
export { isoTime, type Millis, millis, parseTime } from './model/time.ts';
export type { AuthorLine } from './strategy/author-line.ts';
export type { AuthorLines } from './strategy/author-lines.ts';
export type { CloseOptions, Context, Exit, OrderOptions, Size } from './strategy/context.ts';
export { type AnyStrategy, defineStrategy, type Handlers, type Strategy } from './strategy/define.ts';
export { choice, flag, int, json, type Param, type ParamSpec, type ParamsOf, real, text } from './strategy/params.ts';
export type { PlotOptions } from './strategy/plot.ts';
export { custom, many, quotes, trades } from './strategy/roles.ts';
