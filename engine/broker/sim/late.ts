import { BarSeries, type Series } from '../../model/series.ts';
import { type BarAhead, barAhead } from './print.ts';
import type { Resting } from './resting.ts';

/** Whether an order is late for the bar that a series is about to show. */
export const isLateFor = (order: Resting, series: Series): boolean =>
  series instanceof BarSeries && series.row < series.rows && isLate(order, barAhead(series));

/** A market order that was sent in time for a bar's open, and arrived while the bar was under way. */
export const isLate = (order: Resting, bar: BarAhead): boolean =>
  order.manner === 'market' &&
  order.traits.auction === undefined &&
  order.sent <= bar.openTs &&
  order.arrival > bar.openTs &&
  order.arrival < bar.ts;
