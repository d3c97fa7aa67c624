import { asHeld, type Benchmark } from '../engine/analysis/benchmark.ts';
import { valuerOf } from '../engine/analysis/valuer.ts';
import { Hourly } from '../engine/model/hourly.ts';
import type { RunRecord } from '../engine/model/result.ts';
import { BarSeries, Series } from '../engine/model/series.ts';
import { isoTime } from '../engine/model/time.ts';

/** What a run is measured against: an instrument of its own in account currency, its splits taken out; any other source as it is. */
export function benchmarkOf(bars: BarSeries, run: RunRecord): Benchmark {
  const closes = closesOf(bars);
  const instrument = run.instruments[bars.instrument];
  return instrument === undefined ? closes : asHeld(closes, instrument.id, run, valuerOf(run)(instrument.id));
}

/** The closes of a benchmark's bars, in columns that are not copied; of bars that pass the last of every hour (UTC). */
export function closesOf(bars: BarSeries): Benchmark {
  if (bars.isStreamed) return passingCloses(bars.again());
  // row 0 is the line's NaN
  const part = (column: Float64Array): Float64Array => column.subarray(1, bars.rows + 1);
  return { ts: part(Series.timesOf(bars)), close: part(BarSeries.columnsOf(bars).close) };
}

function passingCloses(bars: BarSeries): Benchmark {
  const kept = new Hourly();
  while (bars.row < bars.rows) {
    bars.advance();
    kept.add(bars.ts, bars.close.value);
  }
  const { ts, value } = kept.columns();
  return { ts, close: value };
}

/** A sentence if a benchmark has fewer than two prices in the time of a run, and so nothing to measure against. */
export function benchmarkWarnings(times: Float64Array, benchmark: Benchmark | null, name: string | null): string[] {
  if (benchmark === null || times.length === 0) return [];
  const [first, last] = [times[0]!, times[times.length - 1]!];
  if (benchmark.ts.filter((ts) => ts >= first && ts <= last).length > 1) return [];
  return [`the benchmark "${name}" has no two prices between ${isoTime(first)} and ${isoTime(last)}: nothing can be measured against it`];
}
