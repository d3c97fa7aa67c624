import { BarSeries, Series } from '../engine/model/series.ts';

/** A price per equity time: that of the newest bar closed by then. NaN before the first. */
export function pricesAt(times: Float64Array, benchmark: BarSeries): Float64Array {
  const { close } = BarSeries.columnsOf(benchmark);
  const closed = Series.timesOf(benchmark);
  const prices = new Float64Array(times.length);
  let row = 0;
  for (let k = 0; k < times.length; k++) {
    while (row < benchmark.rows && closed[row + 1]! <= times[k]!) row++;
    prices[k] = close[row]!;
  }
  return prices;
}
