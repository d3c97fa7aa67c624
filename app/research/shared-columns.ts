import type { Column } from '../../engine/model/series.ts';
import type { ReadFeed } from '../load-feed.ts';

/** Numbers that have a name. */
type Columns = Readonly<Record<string, Column>>;

/**
 * A feed whose columns lie in memory that all threads see: they are handed to a worker without being copied. Undefined for what
 * cannot be handed over, which every worker opens by itself: a series longer than memory, a recorded session.
 */
export function shareable(read: ReadFeed): ReadFeed | undefined {
  if (read.kind === 'stream' || read.tape !== undefined) return undefined;
  const shared = sharing();
  if (read.kind !== 'custom') return { ...read, columns: shared(read.columns as unknown as Columns) } as unknown as ReadFeed;
  const { knownAt, about, columns } = read;
  return { ...read, ...(shared({ knownAt, about }) as { knownAt: Column; about: Column }), columns: shared(columns) };
}

/** Copies columns into shared memory; a column that several names mean stays one. */
function sharing(): (columns: Columns) => Columns {
  const made = new Map<Column, Column>();
  const one = (column: Column): Column => {
    if (column.buffer instanceof SharedArrayBuffer) return column;
    const known = made.get(column);
    if (known !== undefined) return known;
    const shared = new Float64Array(new SharedArrayBuffer(column.byteLength));
    shared.set(column);
    made.set(column, shared);
    return shared;
  };
  return (columns) => Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, one(column)]));
}
