import type { Line } from '../model/line.ts';
import type { SeriesView } from '../model/series.ts';

/** Where a plotted line is drawn. */
export interface PlotOptions {
  /** A pane of its own below the price, shared by all lines that name it; over the bars where none is named. */
  readonly pane?: string;
  /** The feed on whose chart it is drawn; the line's own where none is given. */
  readonly on?: SeriesView;
}

/** A line that is to be drawn with the result. */
export interface Plot {
  readonly name: string;
  readonly line: Line;
  /** The id of the instrument. */
  readonly instrument: string;
  readonly pane: string | null;
}
