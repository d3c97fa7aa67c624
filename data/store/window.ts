import { DAY, HOUR } from '../../engine/model/time.ts';
import { parseTimeframe } from '../../engine/model/timeframe.ts';
import { COLUMNS, type SeriesKind } from '../block.ts';

/** How many bars of a fixed length a window has room for: a chunk of them is a few hundred kilobytes. */
const BARS = 32_768;

const MONTH = 28 * DAY;

/**
 * The length of the windows, counted from the epoch, into which the rows of a series are cut: milliseconds. It depends on what
 * the series is and on nothing else, so the same rows are always cut alike, whichever way they came. A window is
 * `[k x length, (k + 1) x length)`: rows of one time are never parted.
 */
export function windowLength(kind: SeriesKind, timeframe: string): number {
  switch (kind) {
    case 'bars': {
      const parsed = parseTimeframe(timeframe);
      if (parsed === undefined) return MONTH;
      return BARS * ('ms' in parsed ? parsed.ms : parsed.months * MONTH);
    }
    // A busy hour has some million rows, a quiet one few: more would not fit comfortably, less would be too many chunks.
    case 'quotes':
    case 'trades':
      return HOUR;
    // Whatever a program makes: one row a second at most, as a rule. So are bars of 100 trades.
    case 'custom':
      return MONTH;
    // A handful a day.
    case 'funding':
    case 'actions':
      return BARS * DAY;
  }
}

/** The column by which the rows of a kind lie in windows: when a bar opens, when anything else becomes known. */
export const orderColumnOf = (kind: SeriesKind): 'openTimes' | 'times' | 'knownAt' => COLUMNS[kind][0];

/** The first row behind `row` that lies in another window than it; `to` where there is none before. */
export function endOfWindow(order: Float64Array, row: number, to: number, length: number): number {
  const end = (Math.floor(order[row]! / length) + 1) * length;
  if (order[to - 1]! < end) return to;
  let low = row;
  let high = to - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (order[middle]! < end) low = middle + 1;
    else high = middle;
  }
  return low;
}
