import { resolve } from 'node:path';
import { ConfigError } from '../engine/model/errors.ts';
import type { Loaded, LoadedBars, LoadedOf, SourceKind, SourceSpec } from './loaded.ts';
import { idOf, nameOf, splitSource } from './source-text.ts';

export type { Loaded, LoadedBars, LoadedCustom, LoadedQuotes, LoadedTrades, SourceKind, SourceSpec } from './loaded.ts';

/** What is promised for later versions: how its text looks, its options left out, what it is, and what serves in its place. */
const LATER: readonly (readonly [RegExp, string, string])[] = [
  [/\.parquet$/i, 'Parquet files', 'write it as CSV'],
  [/^tape:/, 'tapes', 'give the file of its bars'],
  [/^[^\\/]+@[1-9]\d*[smhdwM]$/, 'instruments of the store', 'give the CSV file of its bars'],
];

/**
 * Loads market data from a sample, the synthetic generator or a file; a relative path starts at `baseDir`.
 * Throws a ConfigError where the source or its options are wrong, a DataError where the file is.
 */
export async function loadSource<K extends SourceKind>(spec: SourceSpec, kind: K, baseDir: string): Promise<LoadedOf<K>> {
  refuseLater(spec.source);
  const plain = splitSource(spec);
  const { source } = plain;
  const made = source.startsWith('synthetic:')
    ? loadMade(plain)
    : source.startsWith('sample:')
      ? loadSample(plain)
      : loadFile(plain, kind, baseDir);
  const loaded = await made;
  if (loaded.kind === kind) return loaded as LoadedOf<K>;
  throw new ConfigError(`Expected a file of ${kind}, but it was "${source}", which holds bars`);
}

function refuseLater(source: string): void {
  const later = LATER.find(([pattern]) => pattern.test(source.split('?')[0]!));
  if (later === undefined) return;
  throw new ConfigError(`Expected a source that this version reads, but it was "${source}": ${later[1]} are not read yet, so ${later[2]}`);
}

async function loadMade(spec: SourceSpec): Promise<LoadedBars> {
  const { loadSynthetic } = await import('./synthetic.ts');
  const loaded = loadSynthetic(spec.source.slice('synthetic:'.length));
  refuseOther(spec, loaded.timeframe);
  return loaded;
}

async function loadSample(spec: SourceSpec): Promise<LoadedBars> {
  const { findSample } = await import('./sample.ts');
  const { path, id, timeframe } = findSample(spec.source.slice('sample:'.length));
  refuseOther(spec, timeframe);
  const [{ readSourceFile }, { loadCsvBars }] = await Promise.all([import('./source-file.ts'), import('./csv-bars.ts')]);
  const file = { ...(await readSourceFile(path, path)), name: spec.source };
  return { id, ...(await loadCsvBars(file, { timeframe })) };
}

function refuseOther(spec: SourceSpec, timeframe: string): void {
  if (spec.timeframe === undefined || spec.timeframe === timeframe) return;
  throw new ConfigError(`Expected the timeframe of "${spec.source}" to be ${timeframe}, but it was "${spec.timeframe}"`);
}

async function loadFile(spec: SourceSpec, kind: SourceKind, baseDir: string): Promise<Loaded> {
  const { source, timezone } = spec;
  if (!/\.\w+$/.test(source)) {
    throw new ConfigError(
      `Expected a source such as ./goog.csv, sample:sp500 or synthetic:seed=1,bars=1000,timeframe=1m, but it was "${source}"`,
    );
  }
  const { readSourceFile } = await import('./source-file.ts');
  const file = await readSourceFile(source, resolve(baseDir, source));
  if (kind === 'bars') return { id: idOf(source), ...(await (await import('./csv-bars.ts')).loadCsvBars(file, spec)) };
  if (kind === 'quotes') return { id: idOf(source), ...(await (await import('./csv-ticks.ts')).loadCsvQuotes(file, timezone)) };
  if (kind === 'trades') return { id: idOf(source), ...(await (await import('./csv-ticks.ts')).loadCsvTrades(file, timezone)) };
  return { id: nameOf(source), ...(await (await import('./csv-custom.ts')).loadCsvCustom(file, timezone)) };
}
