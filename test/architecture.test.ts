import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Who may import whom: the first entry that fits a file rules it. Type-only imports count. */
const MAY_IMPORT: readonly (readonly [folder: string, allowed: readonly string[]])[] = [
  ['engine/index.ts', ['engine/']],
  ['engine/model', []],
  ['engine/feed', ['engine/model']],
  ['engine/indicators', ['engine/model']],
  ['engine/portfolio', ['engine/model']],
  ['engine/sizing', ['engine/model', 'engine/indicators']],
  ['engine/risk', ['engine/model', 'engine/indicators']],
  ['engine/broker', ['engine/model', 'engine/indicators']],
  ['engine/strategy', ['engine/model', 'engine/indicators', 'engine/broker/broker.ts']],
  [
    'engine/loop',
    [
      'engine/model',
      'engine/feed',
      'engine/indicators',
      'engine/portfolio',
      'engine/sizing',
      'engine/risk',
      'engine/broker',
      'engine/strategy',
    ],
  ],
  ['engine/analysis', ['engine/model']],
  ['engine/research', ['engine/loop', 'engine/analysis', 'engine/strategy', 'engine/model']],
  ['data', ['engine/model', 'engine/feed']],
  ['reports', ['engine/model', 'engine/analysis']],
  ['strategies', ['engine/index.ts']],
  ['app', ['engine', 'data', 'reports', 'strategies']],
];

const FOLDERS = ['engine', 'strategies', 'data', 'reports', 'app'];
const IMPORT = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g;
/** Clock, chance, process and files stay outside the core: a run depends on its inputs alone. */
const IMPURE =
  /\bDate\.now\b|new Date\(\)|\bMath\.random\b|\bperformance\.now\b|\bset(?:Timeout|Interval|Immediate)\b|\bprocess\.|['"]node:(?!crypto)[a-z/]+['"]|\bfetch\(|\basync (?:function\b|\*?[\w#]+\(|\()|\bawait\s/;
const MAY_BE_IMPURE = /^(?:app|data)\/|^engine\/(?:broker\/live\/|loop\/trade\.ts|research\/(?:pool|worker|cluster))/;
/** `**` and Math.pow differ between Node versions; log and exp come from one pinned file. */
const INEXACT = /\bMath\.(?:pow|log\w*|exp\w*|sin|cos|tan|cbrt|hypot)\b|[^*/]\*\*[^*/]/;

const files = FOLDERS.flatMap((folder) => sourcesOf(folder));

function sourcesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
/** The code without its comments. */
const codeOf = (file: string): string => textOf(file).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
const folderOf = (file: string): string => MAY_IMPORT.find(([folder]) => file === folder || file.startsWith(`${folder}/`))?.[0] ?? '';

function breaches(file: string): string[] {
  const folder = folderOf(file);
  const allowed = MAY_IMPORT.find(([name]) => name === folder)?.[1] ?? [];
  return [...codeOf(file).matchAll(IMPORT)]
    .map(([, target = '']) => target)
    .filter((target) => target.startsWith('.'))
    .map((target) => normalize(join(dirname(file), target)))
    .filter(
      (target) =>
        folderOf(target) !== folder && !allowed.some((one) => target === one || target.startsWith(one.endsWith('/') ? one : `${one}/`)),
    )
    .map((target) => `${file} imports ${target}`);
}

describe('the house', () => {
  it('lets every folder import only what its row of the table allows', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap(breaches)).toEqual([]);
  });

  it('keeps clock, chance, process and files out of the core', () => {
    const impure = files.filter((file) => !MAY_BE_IMPURE.test(file) && !file.startsWith('reports/') && IMPURE.test(codeOf(file)));
    expect(impure).toEqual([]);
  });

  it('computes with operations that are exact on every machine', () => {
    expect(files.filter((file) => !file.startsWith('reports/') && INEXACT.test(codeOf(file)))).toEqual([]);
  });

  it('has small files: median 70 lines, p90 250, none over 400', () => {
    const sizes = files.map((file) => textOf(file).trimEnd().split('\n').length).sort((a, b) => a - b);
    const at = (share: number): number => sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * share))] ?? 0;
    expect(at(0.5)).toBeLessThanOrEqual(70);
    expect(at(0.9)).toBeLessThanOrEqual(250);
    expect(sizes.at(-1)).toBeLessThanOrEqual(400);
  });

  it('has no barrel but the public API', () => {
    const barrels = files.filter((file) => /^export \* from/m.test(codeOf(file)));
    expect(barrels).toEqual(['app/index.ts']);
  });
});
