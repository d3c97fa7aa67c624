import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import { connect } from '../../app/research/cluster/connection.ts';
import { SweepStore, sweepIds } from '../../app/research/store.ts';
import { CLI, builtOnetape as onetape } from '../app/built.ts';
import { folder } from '../app/in-process.ts';
import { freePort, hasRedis, OwnRedis } from './redis.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** A strategy in two files that takes its time. */
const FILES = {
  'mine.ts': `import { defineStrategy, int } from 'onetape';
import { slowly } from './beside/slowly.ts';
export default defineStrategy({
  name: 'mine',
  params: { every: int(3, { min: 1, max: 999 }) },
  feeds: ['asset'],
  setup(ctx, { every }) {
    let n = 0;
    return { onBar(bars) { n++; slowly(n); if (n % every === 0) ctx.target(bars, n % (2 * every) === 0 ? 0 : 1); } };
  },
});`,
};
const BESIDE = 'export function slowly(n) { let sum = 0; for (let k = 0; k < 1000; k++) sum += Math.sqrt(k * n); return sum; }\n';

const workers: ChildProcess[] = [];

/** Starts a worker in a process of its own; resolves when it waits for trials. */
async function startWorker(address: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...CLI, 'worker', address, '--workers', '1'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
  workers.push(child);
  await new Promise<void>((done, failed) => {
    let said = '';
    child.stderr!.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes('waits for trials')) done();
    });
    child.once('exit', (code) => failed(new Error(`a worker ended with ${code}: ${said}`)));
  });
  return child;
}

async function over(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill(signal);
  await ended;
}

afterEach(async () => {
  for (const child of workers.splice(0)) await over(child, 'SIGKILL');
});

const tableOf = (json: string): string => {
  const { id: _, worth: __, ...rest } = JSON.parse(json);
  return JSON.stringify(rest);
};

/** How many trials the only sweep of a workspace has kept. */
function countIn(workspace: string): number {
  const [id] = sweepIds(workspace);
  if (id === undefined) return 0;
  const store = SweepStore.open(workspace, id);
  const { count } = store;
  store.close();
  return count;
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((done) => setTimeout(done, 50));
};

describe.skipIf(!hasRedis)(`a cluster${hasRedis ? '' : ' (skipped: there is no redis-server here)'}`, () => {
  it('comes to the table of one machine, though a worker dies, one joins late and Redis is restarted', { timeout: 300_000 }, async () => {
    const cwd = folder(FILES);
    mkdirSync(join(cwd, 'beside'));
    writeFileSync(join(cwd, 'beside/slowly.ts'), BESIDE);
    const run = [
      'sweep',
      '--strategy',
      join(cwd, 'mine.ts'),
      '--feed',
      'asset=sample:sp500',
      '--grid',
      'every=1:120:1',
      '--json',
      '-',
      '--quiet',
    ];
    const redis = await OwnRedis.start();
    try {
      const [first] = await Promise.all([startWorker(redis.address), startWorker(redis.address)]);
      const workspace = join(cwd, 'cluster');
      const running = onetape(ROOT, [...run, '--workspace', workspace, '--cluster', redis.address]);
      await until(() => countIn(workspace) >= 10);
      await over(first!, 'SIGKILL');
      // It has joined before Redis goes: a worker that finds none when it starts is refused, as it has to be.
      await startWorker(redis.address);
      await until(() => countIn(workspace) >= 40);
      expect(countIn(workspace)).toBeLessThan(120);
      await redis.kill();
      await redis.start();
      const { code, out, err } = await running;
      expect({ code, err }).toEqual({ code: 0, err: '' });
      const here = await onetape(ROOT, [...run, '--workspace', join(cwd, 'here'), '--workers', '2']);
      expect(JSON.parse(out).trials).toHaveLength(120);
      expect(tableOf(out)).toBe(tableOf(here.out));
    } finally {
      await redis.end();
    }
  });

  it('is refused where nothing answers, by the one who sweeps and by a worker', async () => {
    const address = `redis://127.0.0.1:${await freePort()}`;
    const said = { code: 2, err: `Expected a Redis at ${address}, but it was "connection refused"\n` };
    const cwd = folder();
    const run = ['sweep', '--strategy', 'sma-cross', '--feed', 'asset=sample:sp500', '--grid', 'fast=5,10', '--cluster', address];
    expect(await onetape(cwd, run)).toMatchObject(said);
    expect(sweepIds(join(cwd, '.onetape'))).toEqual([]);
    expect(await onetape(cwd, ['worker', address])).toMatchObject(said);
  });

  it('has no use for a worker of another version, which says so', async () => {
    const redis = await OwnRedis.start();
    const client = new Redis(redis.address);
    try {
      await client.set('onetape:sweep:20261121-x', '9.9.9');
      expect(await onetape(folder(), ['worker', redis.address])).toMatchObject({
        code: 2,
        err: expect.stringMatching(/^Expected sweeps of onetape [\d.]+, the version of this worker, at redis:.*, but it was "9\.9\.9"\n$/),
      });
    } finally {
      client.disconnect();
      await redis.end();
    }
  });

  it('takes no strategy that imports a package, and no address that is none', async () => {
    await expect(connect('http://host')).rejects.toThrow(
      'Expected the address of a Redis such as redis://host:6379, but it was "http://host"',
    );
    const redis = await OwnRedis.start();
    try {
      const cwd = folder({
        'mine.ts': `import 'left-pad';\n${FILES['mine.ts'].replace(/import .*slowly.*\n/, '').replace('slowly(n);', '')}`,
      });
      const { code, err } = await onetape(cwd, [
        'sweep',
        '--strategy',
        './mine.ts',
        '--feed',
        'asset=sample:sp500',
        '--cluster',
        redis.address,
      ]);
      expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('left-pad') });
    } finally {
      await redis.end();
    }
  });
});
