import { type FileBars, loadCsvBars } from '../../data/csv-bars.ts';
import type { SourceSpec } from '../../data/loaded.ts';
import type { SourceFile } from '../../data/source-file.ts';

/** A file held in memory, its lines as they are written. */
export const file = (...lines: string[]): SourceFile => ({ name: './x.csv', bytes: Buffer.from(lines.join('\n')) });

/** The bars of lines, labelled by their open unless said otherwise. */
export const bars = (lines: readonly string[], spec: Omit<SourceSpec, 'source'> = { stamp: 'open' }): Promise<FileBars> =>
  loadCsvBars(file(...lines), spec);

/** One bar as text: open time, close time, open, high, low, close, volume. */
export const row = ({ columns }: Pick<FileBars, 'columns'>, at: number): string => {
  const { openTimes, times, open, high, low, close, volume } = columns;
  const iso = (ts: number): string => new Date(ts).toISOString().replace(':00.000Z', 'Z').replace('T00:00Z', '');
  return [iso(openTimes[at]!), iso(times[at]!), open[at], high[at], low[at], close[at], volume[at]].join(' ');
};
