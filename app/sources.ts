import type { InstrumentSpec } from '../engine/model/instrument.ts';
import { readFeed } from './load-feed.ts';
import { loadStrategy } from './load-strategy.ts';

/** Where a run gets its strategies, its data and what is known of instruments from: read anew for one run, read once for many. */
export interface Sources {
  readonly strategy: typeof loadStrategy;
  readonly feed: typeof readFeed;
  readonly instrument: typeof knownInstrument;
}

/** What a workspace's store knows of an instrument; undefined where there is no store, or it does not know it. */
export async function knownInstrument(store: string | undefined, id: string): Promise<InstrumentSpec | undefined> {
  if (store === undefined) return undefined;
  const { existsSync } = await import('node:fs');
  if (!existsSync(store)) return undefined;
  const { MarketStore } = await import('../data/store/market-store.ts');
  const open = new MarketStore(store, { readonly: true });
  try {
    return open.instrument(id);
  } finally {
    open.close();
  }
}

/** Everything is read when it is asked for. */
export const READ_ANEW: Sources = { strategy: loadStrategy, feed: readFeed, instrument: knownInstrument };
