import { type SlippageModel, type SlippageSpec, slippageModel } from '../../engine/broker/sim/slippage.ts';
import { BarSeries, Series } from '../../engine/model/series.ts';

/**
 * What takes pays, or gets, the open of the next bar in place of its own price, with the run's slippage on top: as though every such order had come one bar later,
 * while the strategy decides as it did. A limit order's price stays its own. `shown` has the bars of each instrument that strategies see; undefined
 * where there are none in memory, and there nothing is later.
 */
export function oneBarLater(spec: SlippageSpec, shown: readonly (BarSeries | undefined)[]): SlippageModel {
  const usual = slippageModel(spec);
  return (price, instrument, exits, qty, buys, series, row, posted) => {
    const slip = usual(price, instrument, exits, qty, buys, series, row, posted);
    const bars = shown[series.instrument];
    if (bars === undefined) return slip;
    const next = openAfter(bars, series, row);
    return (buys ? next - price : price - next) + slip;
  };
}

/** The open of the bar after the one in which a row of a series lies; after the last bar its close. */
function openAfter(bars: BarSeries, series: Series, row: number): number {
  const { openTimes, open, close } = BarSeries.columnsOf(bars);
  const at =
    series === bars ? row : barAt(openTimes, series instanceof BarSeries ? BarSeries.openTimeAt(series, row) : Series.timeAt(series, row));
  return at + 1 < open.length ? open[at + 1]! : close[close.length - 1]!;
}

/** The last row that begins at or before a moment; rows are counted from 1. */
function barAt(openTimes: ArrayLike<number>, ts: number): number {
  let [low, high] = [1, openTimes.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (openTimes[middle]! <= ts) low = middle;
    else high = middle - 1;
  }
  return low;
}
