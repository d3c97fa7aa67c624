import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Ledger } from '../../../app/research/ledger.ts';
import { SweepStore } from '../../../app/research/store.ts';
import { worthOfSweep } from '../../../app/research/sweep-worth.ts';
import { trialsOf } from '../../engine/research/noise.ts';
import { folder, onetape, SP500 } from '../in-process.ts';

/** A sweep of a grid of eight by eight whose trials are noise, but for the edge that some of them have a day. */
function sweep(workspace: string, edge: (fast: number, slow: number) => number): SweepStore {
  const range = { kind: 'integer', from: 1, to: 8, step: 1, scale: 'linear' } as const;
  const store = SweepStore.create(workspace, {
    id: '20261121-mine-ab12',
    createdAt: 1,
    families: ['mine'],
    spec: { strategy: 'mine', metrics: { riskFree: 0.01 } },
    baseDir: '/b',
    space: {
      dimensions: ['fast', 'slow'].map((name) => ({ ...range, name, at: ['params', name] })),
      constraints: [],
    },
    search: { method: 'grid', trials: null, seed: 1 },
    objectives: ['max:sharpe'],
    most: 64,
    identity: { run: '', space: '', search: '', data: '', code: '', engine: '' },
    engine: '0.1.0',
    isOver: true,
  });
  const returns = trialsOf(1, 64, 1000, (trial) => edge(1 + Math.floor(trial / 8), 1 + (trial % 8)));
  store.add(
    returns.map((own, number) => {
      const mean = own.reduce((sum, one) => sum + one, 0) / own.length;
      return {
        number,
        point: { fast: 1 + Math.floor(number / 8), slow: 1 + (number % 8) },
        metrics: { sharpe: mean * 100 * Math.sqrt(252) },
        resultHash: 'h',
        returns: Float32Array.from(own),
        perYear: 252,
      };
    }),
  );
  return store;
}

describe('onetape overfit', () => {
  it('says of a kept run what all that was tried leaves of it', async () => {
    const cwd = folder();
    const ids: string[] = [];
    for (const fast of [5, 10, 10]) {
      const { out } = await onetape(cwd, ['backtest', ...SP500, '--param', `fast=${fast}`, '--json', '-', '--quiet']);
      ids.push((JSON.parse(out) as { runId: string }).runId);
    }
    const { out, code } = await onetape(cwd, ['overfit', ids[0]!]);
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.slice(0, 16).trimEnd())).toEqual([
      ids[0]!.slice(0, 16),
      'Sharpe',
      'Tried',
      'Track record',
      '',
    ]);
    expect(out).toContain('\nTried           3 times, 2 different: luck alone shows a Sharpe ratio of 0.16');
    const json = await onetape(cwd, ['overfit', ids[0]!, '--json', '-', '--quiet']);
    expect(JSON.parse(json.out)).toMatchObject({
      id: ids[0],
      worth: { trials: 3, different: 2, varianceOf: 'ledger', overfitting: null, periodsPerYear: 252 },
    });
  });

  it('finds the best of a sweep of noise to be luck', async () => {
    const cwd = folder();
    const workspace = join(cwd, '.onetape');
    sweep(workspace, () => 0).close();
    const ledger = new Ledger(workspace);
    ledger.count(
      '20261121-mine-ab12',
      'sweep',
      Array.from({ length: 80 }, (_, k) => ({ families: ['mine'], trialHash: `t${k}`, resultHash: 'h', sharpe: k / 80 })),
    );
    ledger.close();
    const { out, code } = await onetape(cwd, ['overfit', '20261121', '--json', 'found.json']);
    expect(code).toBe(0);
    expect(out).toMatch(/^20261121-mine-ab12, best trial \d+: fast=\d slow=\d\nSharpe {10}/);
    expect(out).toContain('\nTried           80 times, 80 different: luck alone shows a Sharpe ratio of ');
    expect(out).toMatch(/\nOverfitting {5}\d\d\.\d\d % \(PBO\): in so many of 12,870 splits/);
    expect(out).toMatch(/\nNeighbourhood {3}a (peak|slope): /);
    const store = SweepStore.open(workspace, '20261121-mine-ab12');
    const { worth, best } = worthOfSweep(store, workspace)!;
    store.close();
    expect(worth).toMatchObject({ trials: 80, different: 80, varianceOf: 'trials', observations: 1000 });
    expect(worth.deflatedSharpe).toBeLessThan(0.8);
    expect(worth.overfitting!.probability).toBeGreaterThan(0.2);
    expect(worth.sharpe).toBeCloseTo(best.metrics['sharpe']!, -1);
  });

  it('finds an edge that a whole corner of the grid has to be none', async () => {
    const workspace = folder();
    const store = sweep(workspace, (fast, slow) => (fast <= 2 && slow <= 2 ? 0.03 / Math.sqrt(252) : 0));
    const { worth, neighbourhood, best } = worthOfSweep(store, workspace, 8)!;
    store.close();
    expect(Number(best.point['fast'])).toBeLessThanOrEqual(2);
    expect(worth.trials).toBe(64);
    expect(worth.deflatedSharpe).toBeGreaterThan(0.95);
    expect(worth.overfitting).toMatchObject({ blocks: 8, splits: 70 });
    expect(worth.overfitting!.probability).toBeLessThan(0.05);
    expect(neighbourhood!.neighbours).toBeGreaterThanOrEqual(3);
  });

  it('refuses what it cannot judge in one sentence', async () => {
    const cwd = folder();
    expect(await onetape(cwd, ['overfit', 'nothing'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^Expected the id of a run in /),
    });
    sweep(join(cwd, '.onetape'), () => 0).close();
    expect(await onetape(cwd, ['overfit', '20261121-mine-ab12', '--blocks', '7'])).toMatchObject({
      code: 2,
      err: 'Expected --blocks to be an even number from 4 to 20, but it was "7"\n',
    });
    expect(await onetape(cwd, ['overfit', 'x', '--blocks', '8'])).toMatchObject({
      code: 2,
      err: 'Expected --blocks with the id of a sweep, but "x" is none\n',
    });
  });
});
