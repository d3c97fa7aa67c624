import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonical } from '../../engine/loop/canonical.ts';
import type { Hashes } from '../../engine/loop/journal.ts';
import type { Prepared } from '../prepare.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What decides what a session does, each as sha256 in hex: where one differs, the session may do something else. */
export function hashesOf({ spec, codeHashes, market, families }: Prepared): Hashes {
  const { strategy, strategies, params, notify: _, ...config } = spec as Readonly<Record<string, unknown>>;
  const own = (strategies as readonly Readonly<Record<string, unknown>>[] | undefined)?.map((one) => one['params']);
  return {
    engine: engineHash(),
    code: textHash(canonical([families, Object.values(codeHashes)])),
    params: textHash(canonical(plain(own ?? params ?? null))),
    config: textHash(canonical(plain(config))),
    data: textHash(canonical(market.hashes())),
  };
}

const textHash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A value as a run file can say it. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

let engine: string | undefined;

/** sha256 over the files of the engine and the strategies that come with it, as they run. */
function engineHash(): string {
  if (engine !== undefined) return engine;
  const hash = createHash('sha256');
  const files = ['engine', 'strategies'].flatMap((folder) => filesOf(join(ROOT, folder)));
  for (const file of files.sort())
    hash
      .update(`${relative(ROOT, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  engine = hash.digest('hex');
  return engine;
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|js)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
