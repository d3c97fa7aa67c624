import { statSync } from 'node:fs';
import { ConfigError } from '../engine/model/errors.ts';
import type { Block } from './block.ts';
import { type Finding, QualityCheck, warningsOf } from './quality/check.ts';
import type { Policies } from './quality/policies.ts';
import { openFiles } from './read/open-file.ts';
import type { Reading, ReadOptions } from './read/reading.ts';
import { type SeriesKey, seriesText } from './series-key.ts';
import type { MarketStore } from './store/market-store.ts';
import type { OnConflict, Tally } from './store/merge.ts';

/** What is imported, and how. */
export interface ImportOptions extends Omit<ReadOptions, 'skipRows'> {
  /** Whose data they are; guessed from the name of the file where absent. */
  readonly instrument?: string;
  readonly policies?: Policies;
  /** What happens where the store has other numbers at the same time; `fail` by default. */
  readonly onConflict?: OnConflict;
  /** Told after every block: bytes of the file read, its size, and rows so far. */
  readonly onProgress?: (done: number, bytes: number, rows: number) => void;
  /** Told what was found out about each series, before its rows are read. */
  readonly onFound?: (key: SeriesKey, found: readonly string[], resumed: number) => void;
}

/** What became of one series of a file. */
export interface ImportReport extends Tally {
  readonly key: SeriesKey;
  readonly source: string;
  readonly found: readonly string[];
  readonly warnings: readonly string[];
  readonly findings: readonly Finding[];
  /** Rows of the file that were stored by an import cut short before. */
  readonly resumed: number;
}

/**
 * Brings every series of a file into the store. A file that fails leaves nothing of its series behind, one that is imported
 * twice changes nothing, and one whose import was cut short goes on where it was. Throws a ConfigError or DataError.
 */
export async function importFile(store: MarketStore, name: string, path: string, options: ImportOptions): Promise<ImportReport[]> {
  const { instrument, policies, onConflict, onProgress, onFound, ...how } = options;
  const readings = await openFiles(name, path, how);
  if (instrument !== undefined && new Set(readings.map((one) => one.instrument)).size > 1)
    throw new ConfigError(
      `Expected a file of one instrument to call it "${instrument}", but it was "${name}", which holds ${readings.map((one) => one.instrument).join(', ')}`,
    );
  const reports: ImportReport[] = [];
  for (const reading of readings) reports.push(await importReading(store, name, path, reading, options));
  return reports;
}

async function importReading(
  store: MarketStore,
  name: string,
  path: string,
  reading: Reading,
  { instrument, policies, onConflict = 'fail', onProgress, onFound, calendar, ...how }: ImportOptions,
): Promise<ImportReport> {
  const { kind, timeframe, price } = reading;
  const key = { instrument: instrument ?? reading.instrument, kind, timeframe, price };
  const check = new QualityCheck({
    name,
    kind,
    timeframe,
    price,
    ...(calendar !== undefined && { calendar }),
    ...(policies !== undefined && { policies }),
  });
  const staging = store.import(key, { source: name, identity: identityOf(path, key, { ...how, calendar: calendar?.version, policies }) });
  onFound?.(key, reading.found, staging.resumed.rows);
  let rows = 0;
  try {
    for await (const block of reading.blocks()) {
      // All is read and checked again: what was found before a cut is to be told after it as well.
      const good: Block = check.take(block);
      if (good.rows > 0) staging.write(good, rows);
      rows += good.rows;
      onProgress?.(block.at, reading.bytes, rows);
    }
    const findings = check.finish();
    const tally = staging.commit(onConflict, { findings });
    const warnings = [...reading.warnings, ...warningsOf(findings, name)];
    return { key, source: name, found: reading.found, warnings, findings, resumed: staging.resumed.rows, ...tally };
  } catch (error) {
    staging.abort();
    throw error;
  }
}

/** What tells the same file, read in the same way, again. */
function identityOf(path: string, key: SeriesKey, how: object): string {
  const { size, mtimeMs } = statSync(path);
  return JSON.stringify([path, size, mtimeMs, seriesText(key), how]);
}
