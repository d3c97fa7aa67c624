import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, extname, isAbsolute, resolve } from 'node:path';
import type { LiveFeed } from '../../engine/feed/live-feed.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import type { Wall } from '../../engine/model/wall.ts';
import { shown } from '../config/explain.ts';
import { whyNot } from '../config/read-file.ts';
import { withoutSecrets } from '../secrets/secret-name.ts';
import { fieldOf, type SecretSource, secretsFor } from '../secrets/secrets-for.ts';
import {
  type Adapter,
  type AdapterContext,
  type AdapterModule,
  isLiveBroker,
  isLiveFeed,
  isVenue,
  type Opened,
  type WantedFeed,
} from './adapter.ts';

/** Whether a broker is named by the path of its module, not by a name of the catalogue: it has a folder in it, or ends as a module does. */
export const isAdapterPath = (ref: string): boolean => /[\\/]|\.[cm]?[jt]s$/.test(ref);

/**
 * Loads an adapter by its path (`.ts` or `.js`, relative to `baseDir`); nothing is opened yet. Throws a ConfigError where the file
 * cannot be read or does not load, and where its default export is no function.
 */
export async function loadAdapter(path: string, baseDir: string): Promise<Adapter> {
  const file = isAbsolute(path) ? path : resolve(baseDir, path);
  let source: Buffer;
  try {
    source = readFileSync(file);
  } catch (error) {
    throw new ConfigError(`Expected an adapter that can be read, but it was ${shown(path)} (${whyNot(error)})`);
  }
  const module = await importModule(file, path);
  if (typeof module.default !== 'function')
    throw new ConfigError(`Expected the default export to be a function of a context, but it was ${shown(typeof module.default)}`, {
      place: path,
    });
  for (const name of ['feed', 'subject', 'testAccount'] as const)
    if (module[name] !== undefined && typeof module[name] !== 'function')
      throw new ConfigError(`Expected the export "${name}" to be a function, but it was ${shown(typeof module[name])}`, { place: path });
  const name = basename(file, extname(file)).toLowerCase();
  return { name, path, module: module as unknown as AdapterModule, codeHash: createHash('sha256').update(source).digest('hex') };
}

/** What an adapter is handed: its secrets are read now, and named when they are asked for. */
export async function adapterContext(
  { name }: Pick<Adapter, 'name'>,
  { wall, instruments, ...source }: SecretSource & { readonly wall: Wall; readonly instruments: readonly Instrument[] },
): Promise<AdapterContext> {
  const secrets = await secretsFor(name, source);
  return { wall, instruments, env: withoutSecrets(source.env), secrets: (field) => fieldOf(secrets, name, field) };
}

/** Opens the venue or broker of an adapter. Throws a ConfigError where it gives neither. */
export async function openAdapter({ module, path }: Adapter, context: AdapterContext): Promise<Opened> {
  const opened = await module.default(context);
  if (isVenue(opened) || isLiveBroker(opened)) return opened;
  throw new ConfigError(`Expected the default export to give a Venue or a LiveBroker, but it was ${shown(kindOf(opened))}`, {
    place: path,
  });
}

/** Opens the market data of an adapter. Throws a ConfigError where it has none. */
export async function openFeed({ module, path }: Adapter, context: AdapterContext, wanted: readonly WantedFeed[]): Promise<LiveFeed> {
  if (module.feed === undefined)
    throw new ConfigError('Expected an export "feed" for its market data, but it was missing', { place: path });
  const feed: unknown = await module.feed(context, wanted);
  if (isLiveFeed(feed)) return feed;
  throw new ConfigError(`Expected the export "feed" to give a LiveFeed, but it was ${shown(kindOf(feed))}`, { place: path });
}

/** Runs a module; `onetape` in it is this very engine, wherever the file lies. */
async function importModule(file: string, path: string): Promise<Record<string, unknown>> {
  const [{ createJiti }, api, brokers] = await Promise.all([import('jiti'), import('../index.ts'), import('../brokers.ts')]);
  const virtualModules = { onetape: { ...api }, 'onetape/brokers': { ...brokers } };
  const jiti = createJiti(import.meta.url, { moduleCache: false, interopDefault: false, virtualModules });
  try {
    return await jiti.import<Record<string, unknown>>(file);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const [first = ''] = text.split('\n');
    throw new ConfigError(`Expected an adapter that loads, but it was ${shown(first.replaceAll(file, basename(file)).trim())}`, {
      place: path,
      cause: error,
    });
  }
}

const kindOf = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return typeof value;
  const all = ['open', 'close', 'place', 'amend', 'cancel', 'cancelAll', 'find', 'snapshot', 'time'];
  const there = all.filter((name) => name in value);
  return there.length < 3 ? 'an object' : `a Venue without ${all.filter((name) => !(name in value)).join(', ')}`;
};
