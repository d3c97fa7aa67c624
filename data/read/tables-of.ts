import { ConfigError, DataError } from '../../engine/model/errors.ts';
import { FileBytes } from './bytes/file-bytes.ts';
import { CsvTable } from './csv/csv-table.ts';
import type { Origin } from './layout/plans-of.ts';
import type { Table } from './table.ts';

/** A table of a file, and where in it it stands. */
interface Found {
  readonly table: Table;
  readonly origin: Origin;
}

const TEXT = /\.(csv|tsv|txt)$/i;

/** Opens the tables of a file by the ending of its name; throws a ConfigError for a format that is not read. */
export async function* tablesOf(name: string, path: string): AsyncGenerator<Found> {
  const ending = /\.(csv|tsv|txt|json|zip|parquet)(\.gz)?$/i.exec(path)?.[1]?.toLowerCase();
  const origin = { path, entry: undefined };
  if (ending === undefined || (/\.gz$/i.test(path) && (ending === 'zip' || ending === 'parquet'))) {
    throw new ConfigError(`Expected a .csv, .tsv, .txt, .json, .parquet or .zip file, or text with .gz, but it was "${name}"`);
  }
  if (ending === 'zip') yield* zipTables(name, path);
  else if (ending === 'parquet') {
    await FileBytes.open(name, path);
    yield { table: await (await import('./parquet/parquet-table.ts')).openParquet(name, path), origin };
  } else if (ending === 'json') {
    yield { table: await (await import('./json/json-table.ts')).openJson(await FileBytes.open(name, path)), origin };
  } else yield { table: await CsvTable.open(await FileBytes.open(name, path)), origin };
}

async function* zipTables(name: string, path: string): AsyncGenerator<Found> {
  await FileBytes.open(name, path);
  const [{ zipEntries }, { ZipBytes }] = await Promise.all([import('./zip/zip-entries.ts'), import('./zip/zip-bytes.ts')]);
  const entries = await zipEntries(name, path);
  const texts = entries.filter((entry) => TEXT.test(entry.name) && !entry.name.startsWith('__MACOSX/'));
  if (texts.length === 0) {
    const what = entries.length === 0 ? 'an empty one' : entries.map((entry) => entry.name).join(', ');
    throw new DataError(`Expected a .csv, .tsv or .txt file within the zip file, but it was "${what}"`, { place: name });
  }
  for (const entry of texts) {
    const source = new ZipBytes(texts.length === 1 ? name : `${name}/${entry.name}`, path, entry);
    yield { table: await CsvTable.open(source), origin: { path, entry: entry.name } };
  }
}
