import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backtest } from '../../../app/backtest.ts';
import { Ledger } from '../../../app/research/ledger.ts';
import { SweepStore, sweepIds } from '../../../app/research/store.ts';
import { sweep as sweepHere } from '../../../app/sweep.ts';
import { defineStrategy, int } from '../../../engine/index.ts';
import { gridSearch } from '../../../engine/research/grid.ts';
import { objectiveOf } from '../../../engine/research/objective.ts';
import { readSpace } from '../../../engine/research/read-space.ts';
import { successiveHalving } from '../../../engine/research/successive-halving.ts';
import smaCross from '../../../strategies/sma-cross.ts';
import { built, CLI, builtOnetape as onetape } from '../built.ts';
import { folder } from '../in-process.ts';

// Sweeps start threads.
const { sweep } = await built<typeof import('../../../app/sweep.ts')>('app/sweep');
const { runSweep } = await built<typeof import('../../../app/research/run-sweep.ts')>('app/research/run-sweep');

const ROOT = resolve(import.meta.dirname, '../../..');
const RUN = { strategy: 'sma-cross', feeds: { asset: 'sample:sp500' } };
const FLAGS = ['--grid', 'fast=5,10,20', '--grid', 'slow=15:60:15', '--where', 'fast < slow'];

/** The space of those flags: eleven points. */
const spaceOf = () =>
  readSpace(
    [
      ['fast', [5, 10, 20]],
      ['slow', '15:60:15'],
    ],
    ['fast < slow'],
    { strategies: [{ id: 'sma-cross', params: smaCross.params, values: {} }], isList: false, roles: ['asset'] },
  );

/** The trials of a sweep, without what names it, as the text that `--json` writes. */
const tableOf = (json: string): unknown => {
  const { id: _, worth: __, ...rest } = JSON.parse(json);
  return JSON.stringify(rest);
};

/** A strategy file that trades on every `every`th bar, after some lines of its module. */
const file = (module: string, body: string): string => `import { defineStrategy, int } from 'onetape';
${module}
export default defineStrategy({
  name: 'mine',
  params: { every: int(3, { min: 1, max: 999 }) },
  feeds: ['asset'],
  setup(ctx, { every }) {
    let n = 0;
    return {
      onBar(bars) {
        n++;
        ${body}
        if (n % every === 0) ctx.target(bars, n % (2 * every) === 0 ? 0 : 1);
      },
    };
  },
});`;

describe('a sweep', () => {
  it('has for each trial the hash and the metrics of a backtest with its parameters', async () => {
    const { trials, ranked } = await sweep(RUN, { grid: { fast: [5, 20], slow: [30, 60] }, workers: 1 });
    expect(trials.map(({ point }) => point)).toEqual([
      { fast: 5, slow: 30 },
      { fast: 5, slow: 60 },
      { fast: 20, slow: 30 },
      { fast: 20, slow: 60 },
    ]);
    for (const { point, resultHash, metrics } of trials) {
      const one = await backtest({ ...RUN, params: point });
      expect(resultHash).toBe(one.resultHash);
      const all = one.metrics as unknown as Record<string, number>;
      expect(metrics).toEqual(Object.fromEntries(Object.keys(metrics).map((name) => [name, all[name]])));
    }
    const sharpes = ranked.map((number) => trials[number]!.metrics['sharpe']!);
    expect(sharpes).toEqual([...sharpes].sort((a, b) => b - a));
  });

  it('is one table under one, two and four workers, forwards and backwards', async () => {
    const space = spaceOf();
    const ways = [
      { workers: 1, order: 'forwards' },
      { workers: 1, order: 'backwards' },
      { workers: 2, order: 'backwards' },
      { workers: 4, order: 'forwards' },
    ] as const;
    const tables: string[] = [];
    for (const way of ways) {
      const objectives = [objectiveOf('sharpe')];
      const plan = { raw: RUN, baseDir: ROOT, space, search: gridSearch(space), objectives };
      const searchSpec = { method: 'grid', trials: null, seed: 1 } as const;
      const { trials, ranked, store, unlike } = await runSweep({ ...plan, searchSpec }, { workspace: folder(), ...way });
      const returns = trials.map(({ number }) => [...store.returnsOf(number).returns]);
      tables.push(JSON.stringify({ trials, best: ranked.map(({ number }) => number), unlike, returns }));
      store.close();
    }
    expect(JSON.parse(tables[0]!).trials).toHaveLength(11);
    expect(new Set(tables).size).toBe(1);
  });

  it('has the hashes of backtests over instruments and periods too', async () => {
    const run = { ...RUN, params: { fast: 2, slow: 5 } };
    const sources = ['sample:sp500', 'synthetic:seed=3,bars=3000,timeframe=1d'];
    const { trials } = await sweep(run, { grid: { instrument: sources, period: ['2020-01', '2020-02..2020-03'] }, workers: 1 });
    expect(trials.map(({ failure }) => failure)).toEqual([undefined, undefined, undefined, undefined]);
    const hashes: string[] = [];
    for (const source of sources) {
      for (const [from, to] of [
        ['2020-01-01', '2020-01-31'],
        ['2020-02-01', '2020-03-31'],
      ])
        hashes.push((await backtest({ ...run, feeds: { asset: source }, from, to })).resultHash);
    }
    expect(trials.map(({ resultHash }) => resultHash)).toEqual(hashes);
    const absent = await sweep(run, { grid: { instrument: [...sources, './none.csv'], period: ['2019'] }, workers: 1 });
    expect(absent.trials[2]!.failure).toContain('none.csv');
    expect(absent.trials[1]!.failure).toMatch(/^Expected data of ".*" from 2019-01-01 to 2020-01-01, but it was "from 2020-01-01 to/);
  });

  it('runs a strategy and bars that a program holds in its own thread', async () => {
    const strategy = defineStrategy({
      name: 'hold',
      params: { bar: int(1, { min: 0, max: 3 }) },
      feeds: ['asset'],
      setup(ctx, { bar }) {
        let n = 0;
        return {
          onBar(bars) {
            if (n++ === bar) ctx.buy(bars, { qty: 1 });
          },
        };
      },
    });
    const bars = [10, 20, 40, 80, 160].map((close, k) => ({
      openTs: k * 1000,
      ts: (k + 1) * 1000,
      open: close,
      high: close,
      low: close,
      close,
    }));
    const spec = { strategy, feeds: { asset: { id: 'X', bars } }, account: { cash: 1000 } };
    const { trials } = await sweepHere(spec, { objectives: ['finalEquity'] });
    // Bought at the open of the bar after: 160 less 20, 40, 80 and 160.
    expect(trials.map(({ metrics }) => metrics['finalEquity'])).toEqual([1140, 1120, 1080, 1000]);
  });

  it('runs a trial over the leading share of the data that its search asks for', async () => {
    const space = readSpace([['fast', [5, 10, 20]]], [], {
      strategies: [{ id: 'sma-cross', params: smaCross.params, values: smaCross.params }],
      isList: false,
      roles: ['asset'],
    });
    const objectives = [objectiveOf('sharpe')];
    const search = successiveHalving(space, 3, 1, objectives);
    const searchSpec = { method: 'halving', trials: 3, seed: 1 } as const;
    const workspace = folder();
    const {
      trials,
      ranked,
      store,
      sweep: kept,
    } = await runSweep({ raw: RUN, baseDir: ROOT, space, search, searchSpec, objectives }, { workspace, workers: 1 });
    store.close();
    const short = trials.find(({ budget }) => budget !== undefined)!;
    const rows = Math.ceil(5105 * short.budget!);
    const { equity } = await backtest({ ...RUN, params: short.point });
    const whole = await backtest({ ...RUN, params: short.point, to: new Date(equity.ts[rows - 1]!).toISOString() });
    expect(short.resultHash).toBe(whole.resultHash);
    expect(ranked.every(({ budget }) => budget === undefined)).toBe(true);
    const { out, code } = await onetape(ROOT, [
      'trials',
      kept.id,
      String(short.number),
      '--workspace',
      workspace,
      '--json',
      '-',
      '--quiet',
    ]);
    expect({ code, hash: JSON.parse(out).resultHash }).toEqual({ code: 0, hash: short.resultHash });
  });
});

describe('onetape sweep', () => {
  it('prints the best with what they are worth, and a trial runs again in full by its number', async () => {
    const cwd = folder({ 'run.json': RUN });
    const { code, out } = await onetape(cwd, ['sweep', 'run.json', ...FLAGS, '--workers', '1']);
    expect(code).toBe(0);
    expect(out).toMatch(/^11 trials; the best by sharpe:\n/);
    expect(out).toContain('Tried           11 times, 11 different');
    expect(out).toContain('(DSR)');
    expect(out).toContain('(PBO)');
    const [id] = sweepIds(join(cwd, '.onetape'));
    const listed = await onetape(cwd, ['trials', id!]);
    expect(listed.out.split('\n')).toHaveLength(15);
    const again = await onetape(cwd, ['trials', id!, '4', '--json', '-', '--quiet']);
    const store = SweepStore.open(join(cwd, '.onetape'), id!);
    expect(JSON.parse(again.out).resultHash).toBe(store.trials(4, 5)[0]!.resultHash);
    store.close();
    expect(await onetape(cwd, ['trials', id!, '11'])).toMatchObject({
      code: 2,
      err: `Expected the number of one of the 11 trials of "${id}", but it was "11"\n`,
    });
  });

  it('keeps a trial that fails with its reason, and fails where all do', async () => {
    const cwd = folder({ 'mine.ts': file('', "if (every === 2 && n === 5) throw new Error('odd');") });
    const run = ['sweep', '--strategy', './mine.ts', '--feed', 'asset=sample:sp500', '--workers', '1'];
    const some = await onetape(cwd, [...run, '--grid', 'every=1,2,3']);
    expect(some.code).toBe(0);
    expect(some.out).toContain('3 trials, 1 of them failed');
    expect(some.out).toContain('Trial 1 failed: Strategy "mine" threw in onBar at bar 4 of "SP500"');
    const none = await onetape(cwd, [...run, '--grid', 'every=2']);
    expect(none.code).toBe(1);
    expect(none.err).toMatch(/^Expected at least one of 1 trials to come to a result, but all failed; the first: Strategy "mine" threw/);
  });

  it('catches a strategy that keeps state between runs: a trial comes to something else in a fresh worker', async () => {
    const cwd = folder({ 'mine.ts': file('let seen = 0;', 'seen++; if (seen > 6000) return;') });
    const run = ['sweep', '--strategy', './mine.ts', '--feed', 'asset=sample:sp500', '--grid', 'every=3,4', '--workers', '1'];
    const { code, out } = await onetape(cwd, run);
    expect(code).toBe(3);
    expect(out).toContain('Expected trial 1 to come to the same in a fresh worker, but it did not: the strategy keeps state between runs');
  });

  it('refuses to resume what is not the same, and says what is not', async () => {
    const cwd = folder({ 'run.json': RUN });
    expect(await onetape(cwd, ['sweep', 'run.json', '--grid', 'fast=5,10', '--resume'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^Expected a sweep to resume in ".*\.onetape", but there was none\n$/),
    });
    await onetape(cwd, ['sweep', 'run.json', '--grid', 'fast=5,10', '--workers', '1']);
    const { code, err } = await onetape(cwd, ['sweep', 'run.json', '--grid', 'fast=5,20', '--cash', '5', '--resume']);
    expect(code).toBe(2);
    expect(err).toMatch(/of the newest, "[\w-]+", the run file and the space are not the same\n$/);
  });

  it('goes on after a kill where it stood: no trial is lost, none is there twice, and the table is that of a sweep in one go', async () => {
    const cwd = folder({ 'mine.ts': file('', 'for (let k = 0; k < 500; k++) if (Math.sqrt(k * n) < 0) return;') });
    const run = ['sweep', '--strategy', join(cwd, 'mine.ts'), '--feed', 'asset=sample:sp500', '--grid', 'every=1:60:1', '--workers', '1'];
    const workspace = join(cwd, 'one');
    const args = [...CLI, ...run, '--workspace', workspace];
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'ignore' });
    const over = new Promise((done) => child.once('exit', done));
    while (child.exitCode === null && countIn(workspace) < 5) await new Promise((done) => setTimeout(done, 20));
    child.kill('SIGKILL');
    await over;
    const before = countIn(workspace);
    expect(before).toBeGreaterThanOrEqual(5);
    expect(before).toBeLessThan(60);

    const resumed = await onetape(ROOT, [...run, '--workspace', workspace, '--resume', '--json', '-', '--quiet']);
    expect(resumed.code).toBe(0);
    expect(countIn(workspace)).toBe(60);
    const whole = await onetape(ROOT, [...run, '--workspace', join(cwd, 'other'), '--json', '-', '--quiet']);
    expect(tableOf(resumed.out)).toBe(tableOf(whole.out));
    const ledger = new Ledger(workspace);
    expect(ledger.tried(['mine']).different).toBe(60);
    ledger.close();
  });
});

/** How many trials the only sweep of a workspace has kept; 0 while there is none. */
function countIn(workspace: string): number {
  const [id] = sweepIds(workspace);
  if (id === undefined) return 0;
  try {
    const store = SweepStore.open(workspace, id);
    const { count } = store;
    store.close();
    return count;
  } catch {
    // Its file is being made.
    return 0;
  }
}
