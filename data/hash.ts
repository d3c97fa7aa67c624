import { createHash, type Hash } from 'node:crypto';
import { endianness } from 'node:os';
import type { Column } from '../engine/model/series.ts';
import { parseTimeframe } from '../engine/model/timeframe.ts';
import { COLUMNS, type SeriesKind } from './block.ts';
import { endOfWindow, orderColumnOf, windowLength } from './store/window.ts';

/**
 * The hash (hex) of rows, wherever they rest: sha256 over a line that names kind, timeframe and columns, and the hashes of the
 * rows of each window (`windowLength`), oldest first. `columns` begin with a NaN row; a custom series has `knownAt` and `about`
 * among them. The store answers the same for the same rows without reading them.
 */
export function contentHash(kind: SeriesKind, timeframe: string, columns: Readonly<Record<string, Column>>): string {
  const names = hashOrder(kind, Object.keys(columns));
  const ordered = names.map((name) => columns[name]!);
  const order = columns[orderColumnOf(kind)]!;
  const length = windowLength(kind, timeframe);
  const hash = seriesHash(kind, timeframe, names);
  for (let row = 1; row < order.length; ) {
    const end = endOfWindow(order, row, order.length, length);
    hash.update(rowsHash(ordered, row, end));
    row = end;
  }
  return hash.digest('hex');
}

/** The order in which columns are hashed: those of the kind, then any further ones by name. */
export function hashOrder(kind: SeriesKind, names: readonly string[]): readonly string[] {
  const known: readonly string[] = COLUMNS[kind];
  return [...known, ...names.filter((name) => !known.includes(name)).sort()];
}

/** A hash to which the hashes of a series' windows are added. A bar's length counts, not how it is written: 60m is 1h. */
export function seriesHash(kind: SeriesKind, timeframe: string, names: readonly string[]): Hash {
  const length = kind === 'bars' ? lengthOf(timeframe) : '';
  return createHash('sha256').update(`${JSON.stringify(['onetape rows 1', kind, length, ...names])}\n`);
}

function lengthOf(timeframe: string): string {
  const parsed = parseTimeframe(timeframe);
  if (parsed === undefined) return timeframe;
  return 'ms' in parsed ? `${parsed.ms} ms` : `${parsed.months} months`;
}

/** The sha256 over rows `from` up to, not including, `to` of each column: little-endian doubles, -0 as 0, one NaN. */
export function rowsHash(columns: readonly Column[], from: number, to: number): Buffer {
  const hash = createHash('sha256');
  const plain = new Float64Array(to - from);
  const bytes = Buffer.from(plain.buffer);
  for (const column of columns) {
    makePlain(column, from, plain);
    if (endianness() === 'BE') bytes.swap64();
    hash.update(bytes);
  }
  return hash.digest();
}

/** Copies rows so that equal values are equal bytes. */
function makePlain(column: Column, from: number, plain: Column): void {
  for (let k = 0; k < plain.length; k++) {
    const value = column[from + k]!;
    plain[k] = Number.isNaN(value) ? Number.NaN : value + 0;
  }
}
