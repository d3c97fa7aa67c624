import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './pages.ts';
import type { Source } from './sources.ts';

/** Packages of this repository that pages and projects import. */
const PACKAGES = ['@types', 'danfojs-node', 'technicalindicators', 'typescript', 'vitest'];
/** The modules of the package's `exports`. */
const ENTRIES = ['index', 'testing', 'data', 'dataframe', 'technicalindicators', 'brokers'];
const FOLDERS = ['app', 'data', 'engine', 'reports', 'strategies', 'node_modules'];

/** A new folder in which, and below which, `onetape` is this repository's source, as if it were installed. */
export function installation(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onetape-docs-'));
  const own = join(folder, 'node_modules', 'onetape');
  mkdirSync(own, { recursive: true });
  for (const name of PACKAGES) symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  for (const name of FOLDERS) symlinkSync(join(ROOT, name), join(own, name));
  const exports = Object.fromEntries(ENTRIES.map((name) => [name === 'index' ? '.' : `./${name}`, `./app/${name}.ts`]));
  writeFileSync(join(own, 'package.json'), JSON.stringify({ name: 'onetape', type: 'module', exports }));
  return folder;
}

/** What a project of `onetape init` is compiled with, and what the strictest of users adds. */
const OPTIONS = {
  target: 'es2023',
  module: 'nodenext',
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  allowJs: true,
  checkJs: true,
  skipLibCheck: true,
  types: ['node'],
};

/**
 * What the compiler says of the blocks of all pages, as `page:line: message`. Each block stands in a folder of its own
 * beside the files that its page has shown before it.
 */
export function complaints(folder: string, pages: readonly (readonly Source[])[]): string[] {
  const written = new Map<string, Source>();
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: OPTIONS, include: ['p*/**/*'] }));
  pages.forEach((sources, p) => {
    const files = new Map<string, Source>();
    sources.forEach((source, k) => {
      files.set(source.name, source);
      for (const [name, one] of files) {
        if (name.startsWith('block.') && one !== source) continue;
        const path = join(`p${p}`, String(k), name);
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), one.text);
        written.set(path, one);
      }
    });
  });
  const said = compile(folder, 'tsconfig.json').map(({ path, line, message }) => {
    const source = written.get(path)!;
    return `${source.block.page}:${source.block.line + line - 1 - source.offset}: ${message}`;
  });
  return [...new Set(said)];
}

/** Runs the compiler in a folder; what it says of files below it. */
export function compile(cwd: string, project: string): { path: string; line: number; message: string }[] {
  let said = '';
  try {
    execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', project, '--pretty', 'false'], {
      cwd,
      encoding: 'utf8',
    });
  } catch (error) {
    said = String((error as { stdout?: unknown }).stdout);
  }
  return said.split('\n').flatMap((one) => {
    const match = /^((?!\.\.)[^(]+)\((\d+),\d+\): (.*)$/.exec(one);
    return match === null ? [] : [{ path: match[1]!, line: Number(match[2]), message: match[3]! }];
  });
}
