import { JoinedFeed } from '../../engine/feed/joined-feed.ts';
import type { LiveFeed } from '../../engine/feed/live-feed.ts';
import { TapeFeed } from '../../engine/feed/tape-feed.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import type { AdapterContext } from '../brokers/adapter.ts';
import { adapterContext, isAdapterPath, loadAdapter, openFeed } from '../brokers/load-adapter.ts';
import type { Prepared } from '../prepare.ts';
import { WALL } from './wall.ts';
import { wantedFeeds } from './wanted-feeds.ts';

/** Where adapters find what they may touch. */
export interface AdapterSurroundings {
  readonly workspace: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly baseDir: string;
}

/** An adapter by its path, with what it is handed. Throws a ConfigError for a name: no venue is served by name yet. */
export async function adapterOf(
  ref: string,
  what: string,
  instruments: readonly Instrument[],
  { workspace, env, baseDir }: AdapterSurroundings,
): Promise<{ readonly adapter: Awaited<ReturnType<typeof loadAdapter>>; readonly context: AdapterContext }> {
  if (!isAdapterPath(ref))
    throw new ConfigError(
      `Expected "${what}" to be the path of an adapter (onetape brokers ls says what serves a broker), but it was "${ref}"`,
    );
  const adapter = await loadAdapter(ref, baseDir);
  const context = await adapterContext(adapter, { workspace, env, wall: WALL, instruments });
  return { adapter, context };
}

/** The market data of an adapter behind the history of a run; what the session has been shown up to `after` does not come again. */
export async function liveFeedOf(
  ref: string,
  what: string,
  run: { readonly prepared: Prepared },
  around: AdapterSurroundings,
  after: number,
): Promise<LiveFeed> {
  const { adapter, context } = await adapterOf(ref, what, run.prepared.parts.instruments, around);
  const { series } = run.prepared.parts;
  const history = new TapeFeed(series, { speed: Number.POSITIVE_INFINITY, instantUntil: Number.POSITIVE_INFINITY, wall: WALL });
  return new JoinedFeed(history, await openFeed(adapter, context, wantedFeeds(run.prepared)), series, after);
}
