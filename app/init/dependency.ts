import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

/**
 * What a project in `folder` asks npm for, so that it gets this very package: a copy that npm unpacked from a tarball is
 * asked for by that file, one of the registry by its version, and a clone (or a link to one) by its folder. `root` is
 * the folder of this package.
 */
export function dependencyOf(root: string, version: string, folder: string): string {
  if (!root.split(sep).includes('node_modules')) return fileFrom(folder, root);
  const parent = dirname(root);
  const resolved = basename(parent) === 'node_modules' ? resolvedIn(join(parent, '.package-lock.json')) : undefined;
  if (resolved?.startsWith('file:') !== true) return `^${version}`;
  return fileFrom(folder, resolve(dirname(parent), decodeURI(resolved.slice('file:'.length))));
}

/** Where npm says that it took the package from; undefined where it says nothing. */
function resolvedIn(lock: string): string | undefined {
  if (!existsSync(lock)) return undefined;
  const { packages } = JSON.parse(readFileSync(lock, 'utf8')) as { packages?: Record<string, { resolved?: string }> };
  return packages?.['node_modules/onetape']?.resolved;
}

const fileFrom = (folder: string, path: string): string => `file:${relative(folder, path).split(sep).join('/')}`;
