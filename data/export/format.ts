import { ConfigError } from '../../engine/model/errors.ts';
import { type SeriesKey, seriesText } from '../series-key.ts';

/** The forms a series is written in; `json` is an object of columns, `json-rows` one of rows. */
export const EXPORT_FORMATS = ['csv', 'parquet', 'json', 'json-rows'] as const;

/** One of `EXPORT_FORMATS`. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What the end of a path says: its format, unless one is given, and whether it is packed. Throws a ConfigError where it says neither. */
export function formatOf(path: string, given?: ExportFormat): { readonly format: ExportFormat; readonly isPacked: boolean } {
  const [, found, gz] = /\.(csv|parquet|json)(\.gz)?$/i.exec(path) ?? [];
  const format = given ?? (found?.toLowerCase() as ExportFormat | undefined);
  if (format === undefined)
    throw new ConfigError(`Expected a file that ends in .csv, .parquet or .json (or .csv.gz, .json.gz), but it was "${path}"`);
  const isPacked = gz !== undefined || /\.gz$/i.test(path);
  if (!isPacked || format !== 'parquet') return { format, isPacked };
  throw new ConfigError(`Expected a Parquet file without .gz, as its columns are packed already, but it was "${path}"`);
}

/**
 * The name of a series' file where the user gives none: its key, from which reading the file takes the instrument and the
 * timeframe. What stands behind a colon stands behind a hyphen, and a slash is an underscore: not every system has files so named.
 */
export function fileNameOf(key: SeriesKey, format: ExportFormat): string {
  return `${seriesText(key)
    .replaceAll('/', '_')
    .replace(/:(?=\w+$)/, '-')}.${format === 'json-rows' ? 'json' : format}`;
}
