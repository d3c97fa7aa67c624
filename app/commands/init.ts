import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { ConfigError } from '../../engine/model/errors.ts';
import { projectFiles } from '../init/files.ts';
import type { Arguments, Io } from '../io.ts';
import { engineVersion, packageRoot } from '../version.ts';
import { write } from '../write.ts';

/** `onetape init DIR`: a new project that runs as it stands. Refuses a folder in which something lies already. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const name = String(args['first']);
  const folder = resolve(io.cwd, name);
  if (existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0))
    throw new ConfigError(`Expected a new or an empty folder, but it was "${name}", which is not empty`);
  const files = projectFiles(packageName(folder), wanted(folder));
  for (const [file, text] of Object.entries(files)) write(join(folder, file), text, io);
  if (args['quiet'] !== true)
    io.stdout.write(`Made ${Object.keys(files).join(', ')} in ${name}\nNext: cd ${name} && npx onetape backtest run.json\n`);
  return 0;
}

/** A package name that npm takes, from the folder's. */
const packageName = (folder: string): string =>
  basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+/, '') || 'my-strategy';

/** An installed onetape is asked for by version, one that is run from a clone by its folder. */
function wanted(folder: string): string {
  const root = packageRoot();
  return root.split(sep).includes('node_modules') ? `^${engineVersion()}` : `file:${relative(folder, root)}`;
}
