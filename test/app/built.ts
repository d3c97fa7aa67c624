import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onetape } from './in-process.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const isBuilt = existsSync(join(ROOT, 'dist/app/cli.js'));

/**
 * A module of the package as it is built (`npm test` builds first), or as it is written where nothing was built: there what starts
 * threads and processes takes ten times as long, for each compiles all of the engine.
 */
export const built = async <M>(path: string): Promise<M> =>
  (await import(/* @vite-ignore */ pathToFileURL(join(ROOT, isBuilt ? `dist/${path}.js` : `${path}.ts`)).href)) as M;

const { main } = await built<typeof import('../../app/main.ts')>('app/main');

/** A command line of what is built, run in this process. */
export const builtOnetape = (cwd: string, argv: readonly string[]): ReturnType<typeof onetape> => onetape(cwd, argv, {}, false, main);

/** What Node is told to run in a process of its own. */
export const CLI: readonly string[] = isBuilt
  ? [join(ROOT, 'dist/app/cli.js')]
  : ['--import', import.meta.resolve('jiti/register'), join(ROOT, 'app/cli.ts')];
