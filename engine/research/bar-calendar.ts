import { later, type Span } from './span.ts';

/** When the bars of a run open and close, from row 0: the calendar on which windows are laid. */
export interface BarCalendar {
  readonly opens: Float64Array;
  readonly closes: Float64Array;
}

/** A stretch of bars; times are milliseconds UTC. */
export interface Stretch {
  /** The first bar, from 0, and the one after the last. */
  readonly first: number;
  readonly end: number;
  /** The open of the first bar and the close of the last. */
  readonly from: number;
  readonly to: number;
}

/** The bars from row `first` up to row `end`, which is not among them. */
export const stretchOf = ({ opens, closes }: BarCalendar, first: number, end: number): Stretch => ({
  ...{ first, end },
  from: opens[first]!,
  to: closes[end - 1]!,
});

/** The first row that opens at or after a span from the first bar, and as many bars later; past the last row it counts on. */
export function rowAfter({ opens }: BarCalendar, span: Span): number {
  const ts = later(opens[0]!, span);
  let low = 0;
  let high = opens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (opens[middle]! < ts) low = middle + 1;
    else high = middle;
  }
  return low + span.bars;
}
