import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFile } from '../../data/load-file.ts';
import type { Loaded, LoadedBars, LoadedOf, SourceKind, SourceSpec } from '../../data/loaded.ts';

/** What is said beside a file. */
export type FileSpec = Omit<SourceSpec, 'source'>;

/** Loads a file with these lines, called `./x.csv`, as a run does: read and checked. */
export async function load<K extends SourceKind>(lines: readonly string[] | Buffer, kind: K, spec: FileSpec = {}): Promise<LoadedOf<K>> {
  const baseDir = mkdtempSync(join(tmpdir(), 'onetape-file-'));
  try {
    writeFileSync(join(baseDir, 'x.csv'), Buffer.isBuffer(lines) ? lines : (lines as readonly string[]).join('\n'));
    return (await loadFile({ source: './x.csv', ...spec }, kind, { baseDir })) as Loaded as LoadedOf<K>;
  } finally {
    rmSync(baseDir, { recursive: true });
  }
}

/** The bars of lines, labelled by their open unless said otherwise. */
export const bars = (lines: readonly string[], spec: FileSpec = { stamp: 'open' }): Promise<LoadedBars> => load(lines, 'bars', spec);

/** One bar as text: open time, close time, open, high, low, close, volume. */
export const row = ({ columns }: Pick<LoadedBars, 'columns'>, at: number): string => {
  const { openTimes, times, open, high, low, close, volume } = columns;
  const iso = (ts: number): string => new Date(ts).toISOString().replace(':00.000Z', 'Z').replace('T00:00Z', '');
  return [iso(openTimes[at]!), iso(times[at]!), open[at], high[at], low[at], close[at], volume[at]].join(' ');
};
