import { JoinedFeed } from '../../engine/feed/joined-feed.ts';
import type { LiveFeed } from '../../engine/feed/live-feed.ts';
import { TapeFeed } from '../../engine/feed/tape-feed.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import type { Adapter, AdapterContext } from '../brokers/adapter.ts';
import { adapterContext, isAdapterPath, loadAdapter, openFeed } from '../brokers/load-adapter.ts';
import { nativeAdapter } from '../brokers/native-adapter.ts';
import type { Prepared } from '../prepare.ts';
import { withoutSecrets } from '../secrets/secret-name.ts';
import { WALL } from './wall.ts';
import { wantedFeeds } from './wanted-feeds.ts';

/** Where adapters find what they may touch. */
export interface AdapterSurroundings {
  readonly workspace: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly baseDir: string;
}

/** An adapter by its path or its name, with what it is handed. Throws a ConfigError. */
export async function adapterOf(
  ref: string,
  what: string,
  instruments: readonly Instrument[],
  { workspace, env, baseDir }: AdapterSurroundings,
): Promise<{ readonly adapter: Adapter; readonly context: AdapterContext }> {
  const adapter = isAdapterPath(ref) ? await loadAdapter(ref, baseDir) : nativeAdapter(ref, what);
  const context = await adapterContext(adapter, { workspace, env, wall: WALL, instruments });
  return { adapter, context };
}

/** The same for market data: those of an adapter by name need no secrets, and so none are asked for. */
async function listenerOf(
  ref: string,
  what: string,
  instruments: readonly Instrument[],
  around: AdapterSurroundings,
): ReturnType<typeof adapterOf> {
  if (isAdapterPath(ref)) return adapterOf(ref, what, instruments, around);
  const secrets = (field: string): never => {
    throw new ConfigError(`Expected market data of ${ref} to need no secrets, but it was "${field}" that was asked for`);
  };
  return { adapter: nativeAdapter(ref, what), context: { wall: WALL, env: withoutSecrets(around.env), instruments, secrets } };
}

/** The market data of an adapter behind the history of a run; what the session has been shown up to `after` does not come again. */
export async function liveFeedOf(
  ref: string,
  what: string,
  run: { readonly prepared: Prepared },
  around: AdapterSurroundings,
  after: number,
): Promise<LiveFeed> {
  const { adapter, context } = await listenerOf(ref, what, run.prepared.parts.instruments, around);
  const { series } = run.prepared.parts;
  const history = new TapeFeed(series, { speed: Number.POSITIVE_INFINITY, instantUntil: Number.POSITIVE_INFINITY, wall: WALL });
  return new JoinedFeed(history, await openFeed(adapter, context, wantedFeeds(run.prepared)), series, after);
}
