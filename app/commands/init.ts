import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { ConfigError } from '../../engine/model/errors.ts';
import { dependencyOf } from '../init/dependency.ts';
import { projectFiles } from '../init/files.ts';
import type { Arguments, Io } from '../io.ts';
import { engineVersion, packageRoot } from '../version.ts';
import { write } from '../write.ts';

/** `onetape init DIR`: a new project that runs as it stands. Refuses a folder in which something lies already. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const name = String(args['first']);
  const folder = resolve(io.cwd, name);
  if (existsSync(folder)) {
    const isFolder = statSync(folder).isDirectory();
    if (!isFolder || readdirSync(folder).length > 0)
      throw new ConfigError(`Expected a new or an empty folder, but it was "${name}", which is ${isFolder ? 'not empty' : 'a file'}`);
  }
  const files = projectFiles(packageName(folder), dependencyOf(packageRoot(), engineVersion(), folder));
  for (const [file, text] of Object.entries(files)) write(join(folder, file), text, io);
  if (args['quiet'] !== true) {
    const there = folder === resolve(io.cwd) ? '' : `cd ${/\s/.test(name) ? `"${name}"` : name} && `;
    io.stdout.write(
      `Made ${Object.keys(files).join(', ')} in ${name}\nNext: ${there}npm install && npm test && npx onetape backtest run.json\n`,
    );
  }
  return 0;
}

/** A package name that npm takes, from the folder's; never that of a package it depends on. */
function packageName(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|-+$/g, '');
  return ['', 'onetape', 'vitest', 'typescript', 'node_modules'].includes(name) ? `${name || 'my'}-project` : name;
}
