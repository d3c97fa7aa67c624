import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** What the compiler says of this folder's files; empty if nothing. */
function complaints(): string {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  try {
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'test/types/tsconfig.json'], {
      cwd: root,
      encoding: 'utf8',
    });
    return '';
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout);
  }
}

it('the compiler accepts and refuses what the type tests say', () => {
  expect(complaints()).toBe('');
}, 60_000);
