import { ConfigError } from '../engine/model/errors.ts';
import type { Loaded, LoadedBars, LoadedOf, LoadedStream, SourceKind, SourceSpec, SourceSurroundings } from './loaded.ts';
import { parseSeriesKey } from './series-key.ts';
import { splitSource } from './source-text.ts';

export type { Loaded, LoadedBars, LoadedCustom, LoadedQuotes, LoadedTrades, SourceKind, SourceSpec } from './loaded.ts';

/**
 * Loads market data from a sample, the synthetic generator, the store or a file; a relative path starts at `baseDir`. What is too
 * long for memory comes as a stream. Throws a ConfigError where the source or its options are wrong, a DataError where the
 * data are.
 */
export async function openSource(spec: SourceSpec, kind: SourceKind, around: SourceSurroundings): Promise<Loaded | LoadedStream> {
  if (spec.source.startsWith('tape:'))
    throw new ConfigError(
      `Expected a source that holds data by itself, but it was "${spec.source}": a recorded session is read by a run, in its workspace`,
    );
  const plain = splitSource(spec);
  const { source } = plain;
  const key = parseSeriesKey(source);
  if (key !== undefined && !/\.(csv|tsv|txt|parquet|json|zip)(\.gz)?$/i.test(source)) {
    const { loadStored } = await import('./load-stored.ts');
    return loadStored(key, kind, around);
  }
  const made = source.startsWith('synthetic:')
    ? loadMade(plain)
    : source.startsWith('sample:')
      ? loadSample(plain)
      : loadNamed(plain, kind, around);
  const loaded = await made;
  if (loaded.kind === kind) return loaded;
  throw new ConfigError(`Expected a file of ${kind}, but it was "${source}", which holds bars`);
}

/** Loads a source into memory; throws as `openSource` does. */
export async function loadSource<K extends SourceKind>(spec: SourceSpec, kind: K, baseDir: string): Promise<LoadedOf<K>> {
  const loaded = await openSource(spec, kind, { baseDir });
  if (loaded.kind === kind) return loaded as LoadedOf<K>;
  throw new ConfigError(`Expected a source that fits into memory, but it was "${spec.source}"`);
}

async function loadMade(spec: SourceSpec): Promise<LoadedBars> {
  const { loadSynthetic } = await import('./synthetic.ts');
  const loaded = loadSynthetic(spec.source.slice('synthetic:'.length));
  refuseOther(spec, loaded.timeframe);
  return loaded;
}

async function loadSample(spec: SourceSpec): Promise<Loaded> {
  const { findSample } = await import('./sample.ts');
  const { path, id, timeframe } = findSample(spec.source.slice('sample:'.length));
  refuseOther(spec, timeframe);
  const { loadFile } = await import('./load-file.ts');
  const loaded = await loadFile({ source: path, timeframe }, 'bars', { baseDir: '.' });
  return { ...loaded, id };
}

function refuseOther(spec: SourceSpec, timeframe: string): void {
  if (spec.timeframe === undefined || spec.timeframe === timeframe) return;
  throw new ConfigError(`Expected the timeframe of "${spec.source}" to be ${timeframe}, but it was "${spec.timeframe}"`);
}

async function loadNamed(spec: SourceSpec, kind: SourceKind, around: SourceSurroundings): Promise<Loaded> {
  if (!/\.\w+$/.test(spec.source)) {
    throw new ConfigError(
      `Expected a source such as ./goog.csv, sample:sp500, synthetic:seed=1,bars=1000,timeframe=1m or BTCUSDT.BYBIT@1m, but it was "${spec.source}"`,
    );
  }
  const { loadFile } = await import('./load-file.ts');
  return loadFile(spec, kind, around);
}
