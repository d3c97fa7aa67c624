import { type ExecFileSyncOptions, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const CI = join(ROOT, '.ci/node');

/** Node binaries that CI has put beside the project, with the package that a newer npm installs and this one leaves out. */
const VERSIONS = [22, 24, 26];
const isThere = existsSync(join(CI, 'better-sqlite3-napi')) && existsSync(join(ROOT, 'dist/app/cli.js'));

const folder = mkdtempSync(join(tmpdir(), 'onetape-node-'));
const own = join(folder, 'node_modules/onetape');
const cli = join(own, 'dist/app/cli.js');

/** The built package as npm of a newer Node would install it. */
beforeAll(() => {
  if (!isThere) return;
  mkdirSync(own, { recursive: true });
  for (const name of ['dist', 'package.json']) cpSync(join(ROOT, name), join(own, name), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules')))
    if (!name.startsWith('.') && name !== 'better-sqlite3-napi')
      symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  symlinkSync(join(CI, 'better-sqlite3-napi'), join(folder, 'node_modules/better-sqlite3-napi'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const here = (...argv: string[]): string => said(process.execPath, [join(ROOT, 'dist/app/cli.js'), ...argv], 'here');

/** What a command prints; throws where it does not exit with 0. */
function said(node: string, argv: readonly string[], workspace: string): string {
  const options: ExecFileSyncOptions = { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] };
  return execFileSync(node, [...argv, '--workspace', join(folder, workspace)], { ...options, encoding: 'utf8' }) as string;
}

for (const version of VERSIONS) {
  const node = join(CI, String(version), 'bin/node');
  describe.skipIf(!isThere || !existsSync(node))(`under Node ${version} (skipped where .ci/node is not filled; CI fills it)`, () => {
    const onetape = (...argv: string[]): string => said(node, [cli, ...argv], `w${version}`);

    it('keeps runs, and gets the numbers that this Node gets', () => {
      const argv = ['backtest', '--strategy', 'breakout', '--feed', 'asset=sample:sp500', '--json', '-'];
      const hashOf = (json: string): unknown => (JSON.parse(json) as { resultHash: unknown }).resultHash;
      const hash = hashOf(onetape(...argv));
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      expect(hash).toBe(hashOf(here(...argv)));
      expect(onetape('runs')).toMatch(new RegExp(`breakout.*${String(hash).slice(0, 12)}`));
    });

    // Collected between two events, a statement of better-sqlite3 12 aborted five of six runs of this size.
    it('ends a run in which much is collected with exit code 0, time and again', () => {
      const argv = ['backtest', '--strategy', 'sma-cross', '--feed', 'asset=synthetic:seed=1,bars=50000,timeframe=1m'];
      for (let k = 0; k < 4; k++) expect(onetape(...argv)).toContain('Page:');
    });

    it('imports bars into the store, and runs over them', () => {
      const days = Array.from({ length: 300 }, (_, k) => new Date(Date.UTC(2020, 0, k + 1)).toISOString().slice(0, 10));
      const rows = days.map((day, k) => [day, 100 + k, 102 + k, 99 + k, 101 + k, 1000].join(','));
      writeFileSync(join(folder, 'bars.csv'), ['date,open,high,low,close,volume', ...rows].join('\n'));
      onetape('data', 'import', 'bars.csv', '--instrument', 'ABC.X');
      expect(onetape('data', 'ls')).toContain('ABC.X');
      expect(onetape('backtest', '--strategy', 'buy-and-hold', '--feed', 'asset=ABC.X@1d')).toContain('Page:');
    });

    it('searches in threads, keeping each trial', () => {
      const grid = ['--grid', 'fast=5,10', '--grid', 'slow=40,80', '--workers', '2'];
      const table = onetape('sweep', '--strategy', 'sma-cross', '--feed', 'asset=sample:sp500', ...grid);
      expect(table).toContain('4 trials; the best by sharpe:');
      expect(
        table
          .split('\n')
          .flatMap((line) => /^ +([0-3]) +(?:5|10) +(?:40|80) /.exec(line)?.[1] ?? [])
          .sort(),
      ).toEqual(['0', '1', '2', '3']);
    });

    it('records a session on paper, and replays it the same', () => {
      onetape('paper', '--strategy', 'sma-cross', '--feed', 'asset=sample:sp500', '--from', '2015-01-01', '--tape', 'max', '--quiet');
      expect(onetape('replay', 'paper-sma-cross', '--verify')).toContain('byte for byte');
    });
  });
}
