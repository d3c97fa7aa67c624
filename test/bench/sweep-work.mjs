/**
 * W2 in a process of its own: 90 combinations of two averages over 100,000 bars. `node sweep-work.mjs trials THREADS ROUNDS` prints how
 * many combinations a second the threads of a sweep come to, with metrics and hashes, once they are warm; `whole THREADS` how long a
 * sweep takes from its beginning to its table; `floor THREADS` how often a second as many threads run the bare floor.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { inlineFor, ownProcess } from '../../dist/app/inlining.js';
import { Pool } from '../../dist/app/research/pool.js';
import { NOTHING_READ } from '../../dist/app/research/read-once.js';
import { inSharedMemory } from '../../dist/app/research/shared-memory.js';
import { STANDARD_METRICS } from '../../dist/app/research/standard-metrics.js';
import { sweep } from '../../dist/app/sweep.js';
import { walk } from './series.mjs';

const [what = 'trials', threads = '1', rounds = '5'] = process.argv.slice(2);
const here = fileURLToPath(new URL('.', import.meta.url));
const BARS = 100_000;

const run = {
  strategy: './cross.js',
  feeds: { asset: { id: 'I0', timeframe: '1m', columns: walk(BARS, 42) } },
  instruments: { asset: { stepSize: 1 } },
  account: { cash: 1e6 },
  costs: { fee: { model: 'percent', rate: 0.00001 } },
  sizer: { model: 'fraction-of-equity', fraction: 0.99 },
};
const dimensions = ['fast', 'slow'].map((name) => ({
  kind: 'integer',
  name,
  at: ['params', name],
  from: 5,
  to: 200,
  step: 5,
  scale: 'linear',
}));
const points = [];
for (let fast = 5; fast <= 50; fast += 5) for (let slow = 20; slow <= 200; slow += 20) if (fast < slow) points.push({ fast, slow });

/** Combinations a second; the first round is for warming up. */
async function trials() {
  ownProcess();
  inlineFor(BARS * points.length);
  const work = {
    raw: inSharedMemory(run),
    baseDir: here,
    store: undefined,
    place: undefined,
    dimensions,
    metrics: STANDARD_METRICS,
    given: NOTHING_READ,
  };
  const pool = new Pool(work, Number(threads));
  const seconds = [];
  for (let r = 0; r <= Number(rounds); r++) {
    const tasks = Array.from({ length: points.length }, (_, number) => ({ number, point: points[number % points.length] }));
    const from = performance.now();
    await pool.run(tasks, (records) => {
      for (const { failure } of records) if (failure !== undefined) throw new Error(failure);
    });
    if (r > 0) seconds.push((performance.now() - from) / 1000 / tasks.length);
  }
  await pool.close();
  return { perSecond: seconds.map((one) => 1 / one) };
}

async function whole() {
  ownProcess();
  const workspace = mkdtempSync(join(tmpdir(), 'onetape-bench-'));
  try {
    const from = performance.now();
    const grid = { fast: '5:50:5', slow: '20:200:20' };
    const { trials: done, ranked } = await sweep(run, { grid, where: ['fast < slow'], workers: Number(threads), workspace, baseDir: here });
    const best = done[ranked[0]];
    return { seconds: (performance.now() - from) / 1000, trials: done.length, best: best.point, final: best.metrics.finalEquity };
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

async function floor() {
  const ms = 2_000;
  const all = Array.from({ length: Number(threads) }, () => new Worker(new URL('./sweep-floor.mjs', import.meta.url), { workerData: ms }));
  const next = (worker) => new Promise((resolve) => worker.once('message', resolve));
  await Promise.all(all.map(next));
  for (const worker of all) worker.postMessage('go');
  const counts = await Promise.all(all.map(next));
  return { perSecond: counts.reduce((sum, count) => sum + count, 0) / (ms / 1000) };
}

const outcome = await { trials, whole, floor }[what]();
console.log(JSON.stringify({ ...outcome, rssMb: process.resourceUsage().maxRSS / 1024 }));
process.exit();
