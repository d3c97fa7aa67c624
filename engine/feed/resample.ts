import type { SessionTable } from '../model/calendar.ts';
import type { PeriodOptions } from '../model/periods.ts';
import { type BarColumns, BarSeries, barColumns, Series } from '../model/series.ts';
import type { BarBlock } from './bar-rows.ts';
import { CoarserBars } from './coarser-bars.ts';
import { LongerRows } from './longer-rows.ts';

/** Bars made of finer ones; it also knows how far those reached, so that bars made of it end as if made of them. */
class LongerBars extends BarSeries {
  /** The end of the last of the bars it was made of, whether or not that was in a complete period; NaN for none. */
  readonly reach: number;

  constructor(id: string, columns: BarColumns, reach: number) {
    super(id, columns);
    this.reach = reach;
  }

  override again(): LongerBars {
    return new LongerBars(this.id, BarSeries.columnsOf(this), this.reach);
  }
}

/**
 * Bars of a longer timeframe, made from finer ones and anchored to each session's open, or without sessions to midnight UTC:
 * see `Periods`. A bar becomes known at its period's end; a period without finer bars has no bar, one that the data do not
 * reach the end of is left out, and so are bars while the market is closed. Throws a ConfigError where a finer bar does not fit;
 * of a source that passes, whose longer bars pass too, when it is reached.
 */
export function resample(source: BarSeries, timeframe: string, sessions?: SessionTable, options?: PeriodOptions): BarSeries {
  const make = (): CoarserBars => new CoarserBars(source.id, { timeframe, sessions, ...options });
  if (source.isStreamed) return BarSeries.streamed(source.id, () => new LongerRows(Series.rowsOf(source), make()));
  const columns = BarSeries.columnsOf(source);
  const bars = make();
  const ended = bars.take(columns, 1, columns.times.length);
  const reach = source instanceof LongerBars ? source.reach : columns.times.at(-1)!;
  return new LongerBars(source.id, joined(ended, bars.finish(reach)), reach);
}

/** Blocks as the columns of a series, with the NaN row in front. */
function joined(...blocks: readonly BarBlock[]): BarColumns {
  const all = barColumns(blocks.reduce((sum, { rows }) => sum + rows, 0));
  for (const name of Object.keys(all) as (keyof BarColumns)[]) {
    let at = 1;
    for (const { rows, columns } of blocks) {
      all[name].set(columns[name], at);
      at += rows;
    }
  }
  return all;
}
