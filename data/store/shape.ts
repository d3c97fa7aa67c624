import type { Column } from '../../engine/model/series.ts';
import { parseTimeframe } from '../../engine/model/timeframe.ts';
import { COLUMNS, type SeriesKind, timeColumnOf } from '../block.ts';
import { hashOrder, rowsHash } from '../hash.ts';
import type { SeriesKey } from '../series-key.ts';
import { orderColumnOf, windowLength } from './window.ts';

/** What the rows of a series look like. */
export interface Shape {
  readonly kind: SeriesKind;
  readonly timeframe: string;
  /** The columns: those of the kind, then any further ones as they came. */
  readonly names: readonly string[];
  /** The column by which rows lie in windows, and the one that says when a row becomes known. */
  readonly order: number;
  readonly known: number;
  /**
   * By what a row is found again: `time`, of which there is one row; `key`, the first two columns; or `stretch`, nothing at all:
   * rows speak for the time they cover.
   */
  readonly found: 'time' | 'key' | 'stretch';
  /** Of a window, ms. */
  readonly length: number;
}

/** The shape of a series with these columns, in whatever order they are named. */
export function shapeOf({ kind, timeframe }: SeriesKey, columns: readonly string[]): Shape {
  const known: readonly string[] = COLUMNS[kind];
  const names = [...known, ...columns.filter((name) => !known.includes(name))];
  return {
    kind,
    timeframe,
    names,
    order: names.indexOf(orderColumnOf(kind)),
    known: names.indexOf(timeColumnOf(kind)),
    found: foundBy(kind, timeframe),
    length: windowLength(kind, timeframe),
  };
}

function foundBy(kind: SeriesKind, timeframe: string): Shape['found'] {
  switch (kind) {
    // Several bars of so many trades may begin within one millisecond.
    case 'bars':
      return parseTimeframe(timeframe) === undefined ? 'stretch' : 'time';
    case 'funding':
      return 'time';
    case 'actions':
    case 'custom':
      return 'key';
    case 'quotes':
    case 'trades':
      return 'stretch';
  }
}

/** The sha256 of rows `from` up to, not including, `to` of one window. */
export function windowHash({ kind, names }: Shape, columns: readonly Column[], from: number, to: number): Buffer {
  return rowsHash(
    hashOrder(kind, names).map((name) => columns[names.indexOf(name)]!),
    from,
    to,
  );
}
