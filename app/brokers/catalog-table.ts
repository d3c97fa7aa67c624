import { type CatalogEntry, type CatalogStatus, either } from '../../engine/broker/catalog.ts';

const HEAD = ['name', 'broker', 'trades', 'status', 'through, or why not'];

/** A status in words. */
export const STATUS_WORDS: Readonly<Record<CatalogStatus, string>> = {
  'built-in': 'built in',
  native: 'here',
  ccxt: 'here',
  planned: 'planned',
  retired: 'retired',
  'no-public-api': 'no public API',
  'institutional-only': 'institutions only',
};

/** The catalogue as a table. */
export function catalogTable(entries: readonly CatalogEntry[]): string {
  const rows = [HEAD, ...entries.map(rowOf)];
  const widths = HEAD.map((_, k) => Math.max(...rows.map((row) => row[k]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, k) => cell.padEnd(widths[k]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
    .concat('\n');
}

function rowOf({ name, title, trades, status, through, why, instead }: CatalogEntry): string[] {
  return [name, title, trades, STATUS_WORDS[status], through || (instead.length > 0 ? `see ${either(instead)}` : why)];
}
