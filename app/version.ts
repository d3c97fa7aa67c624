import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { once } from '../engine/analysis/once.ts';
import { InvariantError } from '../engine/model/errors.ts';

/** The folder of this package: the nearest one above this file that has a package.json. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new InvariantError('Expected a package.json above this file, but there was none');
    folder = above;
  }
  return folder;
}

/** The version of this package, as results and `--version` name it. */
export const engineVersion = once(() => {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  return version;
});
