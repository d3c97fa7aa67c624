import type { Instrument } from '../../model/instrument.ts';
import { Line } from '../../model/line.ts';
import { snapLimit, snapStop } from '../../model/price-level.ts';
import { BarSeries, QuoteSeries, type Series, TradeSeries } from '../../model/series.ts';
import { type Millis, millis } from '../../model/time.ts';
import type { Prices } from './matching.ts';
import type { Resting } from './resting.ts';

/** The price a taker meets on a row: a bar's close, the ask or bid of a quote, the price of a trade. */
export function printAt(series: Series, row: number, buys: boolean): number {
  if (series instanceof BarSeries) return Line.at(series.close, row);
  if (series instanceof QuoteSeries) return Line.at(buys ? series.ask : series.bid, row);
  return series instanceof TradeSeries ? Line.at(series.price, row) : Number.NaN;
}

/** A bar the cursor has not reached, as the simulator judges it. */
export interface BarAhead extends Prices {
  readonly openTs: number;
  readonly ts: Millis;
}

/** The bar a series is about to show. */
export function barAhead(series: BarSeries): BarAhead {
  const { openTimes, times, open, high, low, close, mask } = BarSeries.heldOf(series);
  const row = (series.row + 1) & mask;
  return { openTs: openTimes[row]!, ts: millis(times[row]!), open: open[row]!, high: high[row]!, low: low[row]!, close: close[row]! };
}

/** Where an exit stands once its parent has filled at `base` on average: its own level, or its offset from `base`. */
export function levelOf(exit: Resting, base: number, instrument: Instrument): number {
  const { offset } = exit;
  const { side } = exit.order;
  const favourable = exit.manner === 'limit';
  if (offset === undefined) return (favourable ? exit.price : exit.trigger)!;
  const level = base * (1 + offset);
  return favourable ? snapLimit(instrument, side, level) : snapStop(instrument, side, level);
}
