import type { Benchmark } from '../engine/analysis/benchmark.ts';
import { BarSeries, Series } from '../engine/model/series.ts';
import { isoTime } from '../engine/model/time.ts';

/** The closes of a benchmark's bars, in columns that are not copied. */
export function closesOf(bars: BarSeries): Benchmark {
  // row 0 is the line's NaN
  const part = (column: Float64Array): Float64Array => column.subarray(1, bars.rows + 1);
  return { ts: part(Series.timesOf(bars)), close: part(BarSeries.columnsOf(bars).close) };
}

/** A sentence if a benchmark has fewer than two prices in the time of a run, and so nothing to measure against. */
export function benchmarkWarnings(times: Float64Array, benchmark: Benchmark | null, name: string | null): string[] {
  if (benchmark === null || times.length === 0) return [];
  const [first, last] = [times[0]!, times[times.length - 1]!];
  if (benchmark.ts.filter((ts) => ts >= first && ts <= last).length > 1) return [];
  return [`the benchmark "${name}" has no two prices between ${isoTime(first)} and ${isoTime(last)}: nothing can be measured against it`];
}
