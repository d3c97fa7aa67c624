import { existsSync } from 'node:fs';
import { ConfigError } from '../engine/model/errors.ts';
import { didYouMean } from '../engine/model/suggest.ts';
import { loadedOf } from './load-file.ts';
import type { Loaded, LoadedStream, SourceKind, SourceSurroundings } from './loaded.ts';
import { warningsOf } from './quality/check.ts';
import { type SeriesKey, seriesText } from './series-key.ts';
import { MarketStore } from './store/market-store.ts';

/** Rows of one series that are held in memory; a longer one is read as the run goes on. Results are the same either way. */
export const MOST_IN_MEMORY = 8_000_000;

/**
 * Reads the rows of a range from the store, as they are at this moment. Bars, quotes and trades beyond `most` come as a stream,
 * whose store stays open. Throws a ConfigError where there is no such series.
 */
export function loadStored(
  key: SeriesKey,
  kind: SourceKind,
  { store: path, from = null, to = null }: SourceSurroundings,
  most: number = MOST_IN_MEMORY,
): Loaded | LoadedStream {
  const text = seriesText(key);
  if (key.kind !== kind) throw new ConfigError(`Expected a series of ${kind}, but it was "${text}"`);
  if (path === undefined || !existsSync(path))
    throw new ConfigError(`Expected a store with "${text}" in the workspace (onetape data import, or fetch), but it was missing`);
  const store = new MarketStore(path, { readonly: true });
  let isKept = false;
  try {
    const range = store.range(key, from, to);
    if (range === undefined) {
      const known = store.list().map((one) => seriesText(one.key));
      throw new ConfigError(`Expected a series of the store (onetape data ls), but it was "${text}"${didYouMean(text, known)}`);
    }
    const { instrument: id, timeframe } = key;
    const common = { id, timeframe, hash: range.hash(), warnings: warningsOf(store.findings(key), text) };
    if (range.rows > most && (kind === 'bars' || kind === 'quotes' || kind === 'trades')) {
      isKept = true;
      return { kind: 'stream', of: kind, ...common, rows: range.rows, open: () => range.source() };
    }
    return loadedOf(kind, { ...common, columns: range.load().columns });
  } finally {
    if (!isKept) store.close();
  }
}
