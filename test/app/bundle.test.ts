import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder } from './in-process.ts';

const DIST = resolve(import.meta.dirname, '../../dist');
const isBuilt = existsSync(join(DIST, '.built'));

/** Tells on standard error which modules of the package are loaded. */
const hook = (): string =>
  join(
    folder({
      'tell.mjs': `export async function load(url, context, next) {
        if (!url.includes('node_modules')) process.stderr.write(url + '\\n');
        return next(url, context);
      }`,
      'hook.mjs': `import { register } from 'node:module';
        register('./tell.mjs', import.meta.url);`,
    }),
    'hook.mjs',
  );

function loadedBy(argv: readonly string[], cwd: string): string[] {
  const { status, stderr } = spawnSync(process.execPath, ['--import', hook(), join(DIST, 'app/cli.js'), ...argv], {
    cwd,
    encoding: 'utf8',
  });
  expect({ status, stderr: stderr.replace(/^(?:file|node):.*\n/gm, '') }).toEqual({ status: 0, stderr: '' });
  return stderr.split('\n').flatMap((line) => /\/dist\/(.*)\.js$/.exec(line)?.[1] ?? []);
}

const importsOf = (path: string): string[] =>
  [...readFileSync(join(DIST, `${path}.js`), 'utf8').matchAll(/^import .*["'](\.[^"']+)["'];$/gm)].map(([, to]) =>
    join(path, '..', to!).replace(/\.js$/, ''),
  );

const BARS = [
  'date,open,high,low,close,volume',
  ...Array.from({ length: 60 }, (_, k) => `${new Date(Date.UTC(2024, 0, k + 1)).toISOString().slice(0, 10)},10,11,9,10,100`),
].join('\n');

describe.skipIf(!isBuilt)(`what is built${isBuilt ? '' : ' (skipped: npm run build first)'}`, () => {
  it('has most of what a backtest imports in one place a house', () => {
    const cwd = folder({ 'bars.csv': BARS });
    const loaded = loadedBy(['backtest', '--strategy', 'sma-cross', '--feed', 'asset=./bars.csv'], cwd);
    expect(loaded).toEqual(expect.arrayContaining(['engine/core', 'data/core', 'reports/core', 'app/core']));
    // Those of the common way, each handing on what is in a core, the strategy, and few more.
    expect(loaded.length).toBeLessThan(34);
  });

  it('lists runs and answers --help without the engine', () => {
    for (const argv of [['--help'], ['runs'], ['session', 'ls'], ['brokers', 'ls']])
      expect(loadedBy(argv, folder()).filter((path) => path.endsWith('/core'))).toEqual([]);
  });

  it('keeps the houses apart: none imports from one above it, and what is small nothing of what is large', () => {
    const below: Readonly<Record<string, readonly string[]>> = {
      engine: ['engine'],
      data: ['data', 'engine'],
      reports: ['reports', 'engine'],
      app: ['app', 'data', 'reports', 'engine'],
    };
    for (const [house, allowed] of Object.entries(below)) {
      const large = importsOf(`${house}/core`);
      const small = importsOf(`${house}/base`);
      expect([...large, ...small].filter((path) => !allowed.some((one) => path.startsWith(`${one}/`)))).toEqual([]);
      expect(small.filter((path) => path.endsWith('/core'))).toEqual([]);
    }
  });

  it('has each module in its place', () => {
    const source = resolve(DIST, '..');
    for (const house of ['engine', 'data', 'reports', 'strategies', 'app'])
      for (const { parentPath, name } of readdirSync(join(source, house), { withFileTypes: true, recursive: true }))
        if (name.endsWith('.ts')) expect(existsSync(join(parentPath, name).replace(source, DIST).replace(/\.ts$/, '.js')), name).toBe(true);
  });
});
