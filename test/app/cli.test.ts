import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, SP500, strategyFile } from './in-process.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CLI = join(ROOT, 'dist/app/cli.js');

function onetape(cwd: string, argv: readonly string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...argv], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

const built = existsSync(CLI);

describe.skipIf(!built)(`the built command line${built ? '' : ' (skipped: npm run build first)'}`, () => {
  it('runs a strategy and comes to the same hash again in other processes and time zones', () => {
    const cwd = folder();
    const zones = ['UTC', 'America/New_York', 'Asia/Kolkata'];
    const hashes = zones.map((TZ) => JSON.parse(onetape(cwd, ['backtest', ...SP500, '--json', '-'], { TZ }).out).resultHash);
    expect(new Set(hashes).size).toBe(1);
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  it('runs in UTC wherever it is, for strategies too', () => {
    const cwd = folder({ 'mine.ts': strategyFile('if (n === 3) ctx.log(String(new Date(ctx.now).getHours()) + process.env.TZ);') });
    const { out } = onetape(cwd, ['backtest', '--strategy', './mine.ts', '--feed', 'asset=sample:sp500', '--json', '-'], {
      TZ: 'Asia/Tokyo',
    });
    expect(JSON.parse(out).logs).toMatchObject([{ message: '0UTC' }]);
  });

  it('gives a strategy in .ts this engine, whose lines and series it shares', () => {
    const body = 'if (n === 3 && average.ready) ctx.log(String(average.value === (bars.close.value + bars.close.ago(1)) / 2));';
    const file = strategyFile(body)
      .replace('defineStrategy, int', 'defineStrategy, int, sma')
      .replace('let n = -1;', 'let n = -1; const average = sma(ctx.feeds.asset.close, 2);');
    const { out, err } = onetape(folder({ 'mine.ts': file }), [
      'backtest',
      '--strategy',
      './mine.ts',
      '--feed',
      'asset=sample:sp500',
      '--json',
      '-',
    ]);
    expect(err).toBe('');
    expect(JSON.parse(out).logs).toMatchObject([{ message: 'true' }]);
  });

  it('exits 2 with one sentence for wrong input, 1 for a strategy that fails', () => {
    const cwd = folder({ 'mine.ts': strategyFile('if (n === 812) Date.now();') });
    expect(onetape(cwd, ['backtest', ...SP500, '--param', 'fast=1'])).toEqual({
      code: 2,
      out: '',
      err: '--param fast=1: Expected "fast" to be an integer from 2 to 100, but it was "1"\n',
    });
    expect(onetape(cwd, ['backtest', '--strategy', './mine.ts', '--feed', 'asset=sample:sp500'])).toEqual({
      code: 1,
      out: '',
      err: 'Strategy "mine" threw in onBar at bar 812 of "SP500" (2003-04-01T00:00:00.000Z): Expected no Date.now() in a strategy: use ctx.now, the time of the event\n',
    });
  });

  it('exits 2 with one sentence when its reader goes away', async () => {
    const cwd = folder();
    const child: ChildProcess = spawn(process.execPath, [CLI, 'backtest', ...SP500, '--json', '-'], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout!.destroy();
    let err = '';
    child.stderr!.on('data', (chunk) => (err += String(chunk)));
    const code = await new Promise((done) => child.on('close', done));
    expect({ code, err }).toEqual({ code: 2, err: 'Expected standard output to be read to its end, but it was "EPIPE"\n' });
  });

  it('makes a project whose test passes', () => {
    const cwd = folder();
    expect(onetape(cwd, ['init', 'mine']).code).toBe(0);
    const project = join(cwd, 'mine');
    mkdirSync(join(project, 'node_modules'));
    for (const name of ['vitest', 'typescript']) symlinkSync(join(ROOT, 'node_modules', name), join(project, 'node_modules', name));
    symlinkSync(ROOT, join(project, 'node_modules', 'onetape'));
    const test = spawnSync(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run'], { cwd: project, encoding: 'utf8' });
    expect(test.stdout).toMatch(/Tests .*4 passed/);
    const types = spawnSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '--noEmit'], {
      cwd: project,
      encoding: 'utf8',
    });
    expect(types.stdout).toBe('');
    expect(onetape(project, ['backtest', 'run.json']).code).toBe(0);
  });

  it('imports nothing heavy for --help', () => {
    const dir = folder();
    expect(onetape(dir, ['--help'], { NODE_V8_COVERAGE: dir }).code).toBe(0);
    const loaded = readdirSync(dir).flatMap((file) =>
      (JSON.parse(readFileSync(join(dir, file), 'utf8')) as { result: { url: string }[] }).result.map(({ url }) => url),
    );
    expect(loaded.some((url) => url.endsWith('/app/help.js'))).toBe(true);
    expect(
      loaded.filter((url) =>
        /node_modules\/(yargs|zod|jiti|better-sqlite3|lightweight-charts)|dist\/(reports|data|strategies|engine\/loop|app\/commands)/.test(
          url,
        ),
      ),
    ).toEqual([]);
  });
});
