export { crossedAbove, crossedBelow } from './indicators/cross.ts';
export { sma } from './indicators/sma.ts';
export { runBacktest } from './loop/backtest.ts';
export { defineStrategy } from './strategy/define.ts';
export { int } from './strategy/params.ts';
export { BarSeries, barColumns } from './model/series.ts';
export { instrumentOf } from './model/instrument.ts';
