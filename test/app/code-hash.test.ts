import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeHashOf } from '../../app/code-hash.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'onetape-code-'));
  mkdirSync(join(folder, 'lib'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('the hash of code', () => {
  it('is that of its content, for a file that imports packages only', () => {
    const text = "import { sma } from 'onetape';\n";
    expect(codeHashOf(write('a.ts', text))).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('changes with every file that is imported by a relative path, and those that it imports', () => {
    const main = write('a.ts', "import { b } from './lib/b.ts';\nconst c = await import('./lib/c.js');\n");
    write('lib/b.ts', "export { d as b } from '../d';\n");
    write('lib/c.ts', 'export const c = 1;\n');
    write('d.ts', 'export const d = 1;\n');
    const hashes = [codeHashOf(main)];
    write('d.ts', 'export const d = 2;\n');
    hashes.push(codeHashOf(main));
    write('lib/c.ts', 'export const c = 2;\n');
    hashes.push(codeHashOf(main));
    expect(new Set(hashes).size).toBe(3);
  });

  it('is the same in another folder, and where files import each other', () => {
    const main = write('a.ts', "import './lib/b.ts';\n");
    write('lib/b.ts', "import '../a.ts';\n");
    const before = codeHashOf(main);
    mkdirSync(join(folder, 'other', 'lib'), { recursive: true });
    write('other/lib/b.ts', "import '../a.ts';\n");
    expect(codeHashOf(write('other/a.ts', "import './lib/b.ts';\n"))).toBe(before);
  });
});
