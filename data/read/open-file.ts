import { ConfigError } from '../../engine/model/errors.ts';
import { FileReading } from './file-reading.ts';
import { plansOf } from './layout/plans-of.ts';
import type { Reading, ReadOptions } from './reading.ts';
import { tablesOf } from './tables-of.ts';

export type { Reading, ReadOptions } from './reading.ts';

/**
 * Opens a file that holds one series: finds out what it is from its first rows. `name` is how messages call it, `path`
 * where it lies. Throws a ConfigError where it cannot be read or something has to be said by the user, a DataError where
 * its content is wrong.
 */
export async function openFile(name: string, path: string, options: ReadOptions): Promise<Reading> {
  const readings = await openFiles(name, path, options);
  if (readings.length === 1) return readings[0]!;
  const what = readings.map(({ instrument, price }) => (price === 'trade' ? instrument : `${instrument} (price=${price})`)).join(', ');
  throw new ConfigError(`Expected a file of one series, but it was "${name}", which holds ${what}`);
}

/** Opens every series of a file, such as the bid bars and ask bars of quote bars, or the contracts of a future; throws as `openFile` does. */
export async function openFiles(name: string, path: string, options: ReadOptions): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  for await (const { table, origin } of tablesOf(name, path)) {
    for (const plan of plansOf(table, origin, options)) readings.push(new FileReading(table, plan, options.skipRows ?? 0));
  }
  return readings;
}
