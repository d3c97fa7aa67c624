import { isList } from '../config/is-list.ts';
import { isRecord } from '../config/is-record.ts';
import { readMemoryBars } from '../memory-feed.ts';
import { shareable } from './shared-columns.ts';

type Raw = Readonly<Record<string, unknown>>;

/**
 * A run specification whose bars in memory, rows or columns, lie in columns that all threads see. What is the same object before
 * is the same behind. Throws a DataError for bars that are none.
 */
export function inSharedMemory(raw: Raw): Raw {
  const { feeds } = raw;
  if (!isRecord(feeds)) return raw;
  const made = new Map<unknown, unknown>();
  const one = (feed: unknown, path: string): unknown => {
    if (!isRecord(feed) || !('bars' in feed || 'columns' in feed) || 'source' in feed) return feed;
    if (!made.has(feed)) made.set(feed, shared(feed, path, one));
    return made.get(feed);
  };
  const all = Object.entries(feeds).map(([role, feed]) => {
    if (!isList(feed)) return [role, one(feed, `feeds.${role}`)];
    return [role, feed.map((part, k) => one(part, `feeds.${role}[${k}]`))];
  });
  return { ...raw, feeds: Object.fromEntries(all) };
}

function shared(feed: Raw, path: string, one: (feed: unknown, path: string) => unknown): Raw {
  const { bars: _, finer, ...rest } = feed;
  const columns = readMemoryBars(feed as Parameters<typeof readMemoryBars>[0], path);
  const read = shareable({ id: '', warnings: [], repeatable: false, kind: 'bars', columns, timeframe: '', hash: '' });
  return {
    ...rest,
    columns: (read as { readonly columns: unknown }).columns,
    ...(finer !== undefined && { finer: one(finer, `${path}.finer`) }),
  };
}

/** Whether a run holds code of a program, such as a strategy that is an object: no other thread can be given it. */
export function holdsCode(raw: Raw): boolean {
  const { feeds: _, ...rest } = raw;
  return inside(rest);
}

const inside = (value: unknown): boolean =>
  typeof value === 'function' || (typeof value === 'object' && value !== null && Object.values(value).some(inside));
