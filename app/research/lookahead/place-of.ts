import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The line of a strategy's files at which a stack stands, `cheat.ts:12`; null where it stands in none of them. */
export function placeOf(stack: string | null, files: readonly string[], baseDir: string): string | null {
  for (const line of stack?.split('\n') ?? []) {
    const [, path, row] = /\(?((?:file:\/\/)?[^()\s]*):(\d+):\d+\)?$/.exec(line) ?? [];
    if (path === undefined) continue;
    const file = path.startsWith('file:') ? fileURLToPath(path) : path;
    if (files.includes(file)) return `${relative(baseDir, file) || file}:${row}`;
  }
  return null;
}
