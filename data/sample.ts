import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ConfigError } from '../engine/model/errors.ts';

/** A series that comes with the package: where its file lies and what its labels mean. */
export interface Sample {
  readonly path: string;
  readonly id: string;
  readonly timeframe: string;
}

/**
 * Finds a sample by name; `sp500` is the S&P 500 index by day, 2000 to 2020, from the npm package vega-datasets.
 * Its rows are session dates. Throws a ConfigError for another name.
 */
export function findSample(name: string): Sample {
  if (name !== 'sp500') throw new ConfigError(`Expected the sample to be "sample:sp500", but it was "sample:${name}"`);
  // The package exports its entry only, so the data is reached by its place beside the entry's folder.
  const entry = createRequire(import.meta.url).resolve('vega-datasets');
  return { path: join(dirname(dirname(entry)), 'data', 'sp500-2000.csv'), id: 'SP500', timeframe: '1d' };
}
