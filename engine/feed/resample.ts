import { ConfigError } from '../model/errors.ts';
import { type BarColumns, BarSeries, barColumns } from '../model/series.ts';
import { barEnd, barStart, parseTimeframe, type Timeframe } from '../model/timeframe.ts';

/**
 * Bars of a longer timeframe, made from finer ones and anchored to midnight UTC. A bar becomes known at its period's
 * end; a period without finer bars has no bar, and a period that the data do not reach the end of is left out.
 */
export function resample(source: BarSeries, text: string): BarSeries {
  const timeframe = parseTimeframe(text);
  if (timeframe === undefined) throw new ConfigError(`Expected a timeframe such as "5m", "1h" or "1d", but it was "${text}"`);
  const from = BarSeries.columnsOf(source);
  const starts = periodStarts(from, timeframe, source.id);
  const rows = Math.max(starts.length - 1, 0);
  const to = barColumns(rows);
  for (let p = 0; p < rows; p++) join(from, starts[p]!, starts[p + 1]!, to, p + 1, timeframe);
  return new BarSeries(source.id, to);
}

/** The first source row of each complete period, and the row after the last. */
function periodStarts({ openTimes, times }: BarColumns, timeframe: Timeframe, id: string): number[] {
  const starts: number[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (let row = 1; row < times.length; row++) {
    if (openTimes[row]! >= end) {
      starts.push(row);
      end = barEnd(timeframe, barStart(timeframe, openTimes[row]!));
    }
    if (times[row]! > end) {
      throw new ConfigError(`Expected bars of "${id}" that fit into ${timeframe.text}, but one of them is longer or crosses its end`);
    }
  }
  const last = times.length - 1;
  // The last period may still be going on: it is not a bar yet.
  if (last >= 1 && times[last]! === end) starts.push(last + 1);
  return starts;
}

function join(from: BarColumns, first: number, after: number, to: BarColumns, row: number, timeframe: Timeframe): void {
  const start = barStart(timeframe, from.openTimes[first]!);
  let high = from.high[first]!;
  let low = from.low[first]!;
  let volume = 0;
  for (let r = first; r < after; r++) {
    if (from.high[r]! > high) high = from.high[r]!;
    if (from.low[r]! < low) low = from.low[r]!;
    volume += from.volume[r]!;
  }
  to.openTimes[row] = start;
  to.times[row] = barEnd(timeframe, start);
  to.open[row] = from.open[first]!;
  to.high[row] = high;
  to.low[row] = low;
  to.close[row] = from.close[after - 1]!;
  to.volume[row] = volume;
}
