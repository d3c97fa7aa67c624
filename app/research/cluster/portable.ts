import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { ConfigError } from '../../../engine/model/errors.ts';
import { filesOf } from '../../code-hash.ts';
import { isRecord } from '../../config/is-record.ts';
import { isPath } from '../../load-strategy.ts';
import type { ReadOnce } from '../read-once.ts';
import { holdsCode } from '../shared-memory.ts';
import type { Survey } from '../survey.ts';
import type { Work } from '../work.ts';

type Raw = Readonly<Record<string, unknown>>;

/** Work that another machine can do: all that it reads is in it. */
export interface Portable {
  readonly work: Work;
  /** The files of strategies, by their paths from one folder, in which the work's own paths begin. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Makes a sweep's work fit for other machines: files of parameters and delays are read into it, files of strategies go with it.
 * Throws a ConfigError for what cannot go: a strategy that a program holds or that imports a package, data longer than memory.
 */
export async function portableOf(work: Work, sources: ReadOnce, { spec }: Survey): Promise<Portable> {
  if (holdsCode(work.raw))
    throw new ConfigError('Expected a strategy by its name or path for a cluster, but it was "an object of this program"');
  const [unshared] = await sources.unshared();
  if (unshared !== undefined)
    throw new ConfigError(
      `Expected data that fit into memory for a cluster, but it was "${unshared}", which passes or is a recorded session`,
    );
  const raw = withFilesRead(work.raw, spec as Raw);
  const refs = refsOf(raw).filter(isPath);
  const paths = [...new Set(refs.flatMap((ref) => filesOf(resolve(work.baseDir, ref))))];
  for (const path of paths) refusePackages(path);
  const root = folderAbove(paths);
  const ownPath = (ref: unknown): unknown =>
    typeof ref === 'string' && isPath(ref) ? `./${posix(relative(root, resolve(work.baseDir, ref)))}` : ref;
  return {
    work: { ...work, raw: withStrategies(raw, ownPath), store: undefined },
    files: Object.fromEntries(paths.map((path) => [posix(relative(root, path)), readFileSync(path, 'utf8')])),
  };
}

/** Parameters and delays may be files: the written specification of a trial has what was in them. */
function withFilesRead(raw: Raw, spec: Raw): Raw {
  const strategies = raw['strategies'];
  const written = spec['strategies'];
  const costs = raw['costs'];
  return {
    ...raw,
    ...(isRecord(spec['params']) && { params: spec['params'] }),
    ...(Array.isArray(strategies) &&
      Array.isArray(written) && { strategies: strategies.map((one: Raw, k) => ({ ...one, params: (written[k] as Raw)['params'] })) }),
    ...(isRecord(costs) && costs['latency'] !== undefined && { costs: { ...costs, latency: (spec['costs'] as Raw)['latency'] } }),
  };
}

function refsOf({ strategy, strategies }: Raw): string[] {
  const all = Array.isArray(strategies) ? strategies.map((one: Raw) => one['strategy']) : [strategy];
  return all.filter((ref) => typeof ref === 'string');
}

function withStrategies(raw: Raw, change: (ref: unknown) => unknown): Raw {
  const { strategy, strategies } = raw;
  return {
    ...raw,
    ...(strategy !== undefined && { strategy: change(strategy) }),
    ...(Array.isArray(strategies) && { strategies: strategies.map((one: Raw) => ({ ...one, strategy: change(one['strategy']) })) }),
  };
}

const IMPORT = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"]([^'"./][^'"]*)['"]/g;

function refusePackages(path: string): void {
  if (!existsSync(path) || path.endsWith('.json')) return;
  for (const [, name = ''] of readFileSync(path, 'utf8').matchAll(IMPORT)) {
    if (name === 'onetape' || name.startsWith('onetape/') || name.startsWith('node:')) continue;
    throw new ConfigError(`Expected a strategy for a cluster to import "onetape" and files beside it alone, but it was "${name}"`, {
      place: path,
    });
  }
}

/** The deepest folder that all paths are in. */
function folderAbove(paths: readonly string[]): string {
  let folder = dirname(paths[0] ?? resolve('.'));
  while (!paths.every((path) => isInside(folder, path))) folder = dirname(folder);
  return folder;
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !way.startsWith('..') && !isAbsolute(way);
}

const posix = (path: string): string => path.split(sep).join('/');
