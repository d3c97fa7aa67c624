import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../engine/model/errors.ts';
import { didYouMean } from '../engine/model/suggest.ts';
import type { AnyStrategy } from '../engine/strategy/define.ts';
import { codeHashOf } from './code-hash.ts';
import { type PlaceOf, refusal, shown } from './config/explain.ts';
import { whyNot } from './config/read-file.ts';
import { isStrategy } from './config/strategies.ts';

/** A strategy that is ready to be bound, and what tells its code apart from another version of it. */
export interface LoadedStrategy {
  readonly strategy: AnyStrategy;
  /** sha256 of the strategy's file and what it imports by a relative path; null for a built-in one and for one that a program handed over. */
  readonly codeHash: string | null;
  /** Whether a later run can load it again: not one that a program handed over. */
  readonly repeatable: boolean;
}

const BUILT_IN = new URL('../strategies/', import.meta.url);
const OWN_EXTENSION = extname(fileURLToPath(import.meta.url));

/** The names of the strategies that come with the package. */
export function builtInStrategies(): string[] {
  const files = existsSync(BUILT_IN) ? readdirSync(BUILT_IN) : [];
  return files.filter((file) => extname(file) === OWN_EXTENSION).map((file) => basename(file, OWN_EXTENSION));
}

/**
 * Loads a strategy by built-in name or by path (`.ts` or `.js`, relative to `baseDir`), or takes one as it is. Throws a
 * ConfigError where there is none, where its file does not load, and where its default export is no strategy.
 */
export async function loadStrategy(ref: string | AnyStrategy, path: string, baseDir: string, place: PlaceOf): Promise<LoadedStrategy> {
  if (typeof ref !== 'string') return { strategy: ref, codeHash: null, repeatable: false };
  if (isPath(ref)) return loadFile(ref, path, baseDir, place);
  const names = builtInStrategies();
  if (!names.includes(ref)) {
    const near = didYouMean(ref, names);
    throw refusal(
      `Expected "${path}" to be one of ${names.join(', ')}, or the path of a .ts or .js file, but it was ${shown(ref)}${near}`,
      path,
      place,
    );
  }
  const module = (await import(new URL(`${ref}${OWN_EXTENSION}`, BUILT_IN).href)) as { default: AnyStrategy };
  return { strategy: module.default, codeHash: null, repeatable: true };
}

/** Whether a strategy is named by its path: it has a folder in it, or ends as a module does. */
export const isPath = (ref: string): boolean => /[\\/]|\.[cm]?[jt]s$/.test(ref);

async function loadFile(ref: string, path: string, baseDir: string, place: PlaceOf): Promise<LoadedStrategy> {
  const file = isAbsolute(ref) ? ref : resolve(baseDir, ref);
  try {
    readFileSync(file);
  } catch (error) {
    throw refusal(`Expected "${path}" to be a strategy file that can be read, but it was ${shown(ref)} (${whyNot(error)})`, path, place);
  }
  const strategy = await importFile(file, ref);
  if (!isStrategy(strategy))
    throw new ConfigError(`Expected a default export made by defineStrategy, but it was ${shown(kindOf(strategy))}`, { place: ref });
  return { strategy, codeHash: codeHashOf(file), repeatable: true };
}

/**
 * Runs a strategy file. `onetape` in it is this very engine, wherever the file lies: a second copy of the engine would
 * have lines and series of its own, which this one could not read. The copied namespace is a plain object, whose
 * functions the compiler can inline.
 */
async function importFile(file: string, name: string): Promise<unknown> {
  const [{ createJiti }, api, testing] = await Promise.all([import('jiti'), import('./index.ts'), import('./testing.ts')]);
  const bridge: { module?: object } = {};
  const jiti = createJiti(import.meta.url, {
    moduleCache: false,
    interopDefault: false,
    virtualModules: {
      onetape: { ...api },
      'onetape/testing': { ...testing },
      // Few files ask for it, and it loads another package: the first that does is begun again.
      get 'onetape/technicalindicators'() {
        if (bridge.module === undefined) throw bridge;
        return { ...bridge.module };
      },
    },
  });
  const load = async (): Promise<unknown> => (await jiti.import<{ readonly default?: unknown }>(file)).default;
  try {
    return await load().catch(async (error: unknown) => {
      if (error !== bridge) throw error;
      bridge.module = await import('./technicalindicators.ts');
      return load();
    });
  } catch (error) {
    const { line, fault } = faultOf(error, file);
    throw new ConfigError(`Expected a strategy file that loads, but it was ${shown(fault)}`, {
      place: line === undefined ? name : `${name}:${line}`,
      cause: error,
    });
  }
}

/** What went wrong in a file, and in which line of it; the message on one line, without the file's own path. */
function faultOf(error: unknown, file: string): { readonly fault: string; readonly line: string | undefined } {
  if (!(error instanceof Error)) return { fault: String(error), line: undefined };
  const line = `${error.message}\n${error.stack ?? ''}`.split(`${basename(file)}:`)[1]?.match(/^\d+/)?.[0];
  const [first = ''] = error.message.split('\n');
  return { fault: first.replaceAll(file, basename(file)).trim(), line };
}

const kindOf = (value: unknown): string =>
  value === undefined ? 'no default export' : typeof value === 'object' ? 'an object without name, params, feeds and setup' : typeof value;
