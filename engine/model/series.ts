export { type BarColumns, BarSeries, barColumns } from './bar-series.ts';
export { CustomSeries } from './custom-series.ts';
export { type QuoteColumns, QuoteSeries } from './quote-series.ts';
export { type Column, type Held, Series } from './series-base.ts';
export type { Bars, Custom, Level, Quotes, SeriesView, Trades } from './series-view.ts';
export { TradeSeries } from './trade-series.ts';
