import { ConfigError } from '../model/errors.ts';
import { isoTime } from '../model/time.ts';
import { type BarCalendar, rowAfter, type Stretch, stretchOf } from './bar-calendar.ts';
import { isNothing, later, plus, type Span, times } from './span.ts';

/** How a walk-forward goes through history. */
export interface Walk {
  readonly inSample: Span;
  readonly outOfSample: Span;
  /** Whether every in-sample begins with the first bar; else it keeps its length and moves on. */
  readonly anchored: boolean;
  /** What is taken off the end of each in-sample: trades that are still open there would reach out of it. */
  readonly purge: Span;
  /** What is left out between the in-sample and the out-of-sample. */
  readonly embargo: Span;
}

/** One step of a walk-forward. */
export interface WalkWindow {
  readonly inSample: Stretch;
  /** Follows on the one before it without a gap. */
  readonly outOfSample: Stretch;
  /** False for the last one where the data end before it does. */
  readonly isWhole: boolean;
}

/**
 * The windows of a walk-forward, each moved on by the length of an out-of-sample, so that these lie end to end and no bar
 * is in two of them. Calendar months are counted from the open of the first bar; bars from there on. Throws a ConfigError
 * where the data are too short for one window, and where an in-sample has no bars, as after too long a purge.
 */
export function windowsOf(calendar: BarCalendar, walk: Walk): readonly WalkWindow[] {
  const { inSample, outOfSample, anchored, purge, embargo } = walk;
  const rows = calendar.opens.length;
  if (isNothing(inSample) || isNothing(outOfSample))
    throw new ConfigError(`Expected the ${isNothing(inSample) ? 'in-sample' : 'out-of-sample'} to have a length, but it was "0"`);
  const windows: WalkWindow[] = [];
  for (let k = 0; ; k++) {
    const moved = times(outOfSample, k);
    const start = rowAfter(calendar, plus(plus(moved, inSample), embargo));
    const end = rowAfter(calendar, plus(plus(plus(moved, inSample), embargo), outOfSample));
    if (start >= rows) break;
    const last = Math.min(end, rows);
    const first = anchored ? 0 : rowAfter(calendar, moved);
    const until = rowAfter(calendar, plus(plus(moved, inSample), times(purge, -1)));
    // A stretch without a bar, such as a month in which nothing traded, is no window.
    if (last <= start) continue;
    if (until <= first)
      throw new ConfigError(
        `Expected bars in every in-sample${isNothing(purge) ? '' : ' after purging'}, but it was none in the window whose out-of-sample begins ${day(calendar.opens[start]!)}`,
      );
    windows.push({
      inSample: stretchOf(calendar, first, until),
      outOfSample: stretchOf(calendar, start, last),
      isWhole: isWhole(calendar, start, end, walk, k),
    });
  }
  if (windows.length > 0) return windows;
  throw new ConfigError(
    `Expected data that reach beyond one in-sample, but it was "${rows}" bars from ${day(calendar.opens[0]!)} to ${day(calendar.closes[rows - 1]!)}`,
  );
}

/** What may be missing of a window at the end of the data, as a share of its time: weekends and holidays are no cut. */
const SLACK = 0.02;

/** Whether the data go on to the end of a window: a bar opens there, or would, had the market been open. */
function isWhole({ opens, closes }: BarCalendar, start: number, end: number, { inSample, embargo, outOfSample }: Walk, k: number): boolean {
  const whole = plus(plus(inSample, embargo), times(outOfSample, k + 1));
  if (whole.bars > 0 || end < opens.length) return end <= opens.length;
  const boundary = later(opens[0]!, whole);
  return boundary - closes.at(-1)! <= SLACK * (boundary - opens[start]!);
}

const day = (ts: number): string => isoTime(ts).slice(0, 10);
