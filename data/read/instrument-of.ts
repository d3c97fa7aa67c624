import { parseSeriesKey, type SeriesKey } from '../series-key.ts';

const ENDING = /(\.(csv|tsv|txt|json|parquet|zip))*(\.gz)?$/i;

/** A file's name without folder and endings, in letters, digits, `.`, `_` and `-`. */
export function plainNameOf(name: string): string {
  const file = name.split(/[\\/]/).at(-1)!;
  return file.replace(ENDING, '').replace(/[^A-Za-z0-9._-]+/g, '-');
}

/** The key that the name of an export of ours is: `AAPL@1d.csv`, `BTCUSDT.BYBIT@1h-mark.parquet`; undefined for other names. */
export function keyOf(name: string): SeriesKey | undefined {
  const base = name.split(/[\\/]/).at(-1)!.replace(ENDING, '');
  return base.includes('@') ? (parseSeriesKey(base) ?? parseSeriesKey(base.replace(/-([a-z]+)$/, ':$1'))) : undefined;
}
