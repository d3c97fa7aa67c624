import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const IMPORT = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;
const ENDINGS = ['', '.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json', '/index.ts', '/index.js'];

/**
 * sha256 (hex) over a module and every file that it imports by a relative path, and those in turn: where one of them differs, the
 * code does. Packages are not looked into. A file alone has the hash of its content.
 */
export function codeHashOf(file: string): string {
  const files = [...reach(resolve(file), new Map())];
  if (files.length === 1) return sha256(files[0]![1]);
  const root = dirname(file);
  const named = files.map(([path, source]) => `${relative(root, path)}\0${sha256(source)}`);
  return sha256(named.sort().join('\n'));
}

/** The files of a module: its own, and those that it imports by a relative path, and those in turn. */
export const filesOf = (file: string): readonly string[] => [...reach(resolve(file), new Map()).keys()];

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

function reach(file: string, found: Map<string, Buffer>): Map<string, Buffer> {
  if (found.has(file)) return found;
  const source = readFileSync(file);
  found.set(file, source);
  for (const [, target = ''] of source.toString('utf8').matchAll(IMPORT)) {
    const path = fileOf(join(dirname(file), target));
    if (path !== undefined) reach(path, found);
  }
  return found;
}

/** The file that an import means: as it is written, or with an ending; a `.js` may be the `.ts` it is made of. */
function fileOf(path: string): string | undefined {
  const paths = [...ENDINGS.map((ending) => `${path}${ending}`), path.replace(/\.([cm]?)js$/, '.$1ts')];
  return paths.find((one) => existsSync(one) && statSync(one).isFile());
}
