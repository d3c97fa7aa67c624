import type { SeriesKind } from '../block.ts';
import type { Header } from './header.ts';

/** What the columns of a table show: one of the kinds, bars of both sides, or changes of a book. */
export type Shape = SeriesKind | 'quote bars' | 'depth';

/** What each shape is known by, the most telling first. */
const SIGNS: readonly (readonly [Shape, ...string[]])[] = [
  ['depth', 'updateType', 'lastId', 'side', 'price', 'size'],
  ['depth', 'isSnapshot', 'side', 'price', 'size'],
  ['custom', 'knownAt'],
  ['quote bars', 'bidOpen', 'bidClose', 'askOpen', 'askClose'],
  ['bars', 'open', 'high', 'low', 'close'],
  ['quotes', 'bid', 'ask'],
  ['trades', 'price', 'size'],
  ['funding', 'rate'],
  ['actions', 'type', 'value'],
  ['actions', 'dividend'],
  ['actions', 'split'],
];

/** Which shapes each kind may have in a file. */
const SHAPES: Readonly<Record<SeriesKind, readonly Shape[]>> = {
  bars: ['quote bars', 'bars'],
  quotes: ['depth', 'quotes'],
  trades: ['trades'],
  funding: ['funding'],
  actions: ['actions'],
  custom: ['custom'],
};

/** Finds what a table holds by its columns, among the shapes of the kind that is wanted; undefined where no name tells. */
export function shapeOf(header: Header, kind: SeriesKind | undefined): Shape | undefined {
  const wanted = kind === undefined ? undefined : SHAPES[kind];
  return SIGNS.find(([shape, ...signs]) => (wanted?.includes(shape) ?? true) && signs.every((sign) => header.has(sign)))?.[0];
}
