import { expect, it } from 'vitest';
import { runTable } from '../../../app/runs/run-table.ts';
import type { KeptRun } from '../../../app/runs/store.ts';

const run = (id: string, spec: object, family = 'sma-cross'): KeptRun => ({
  id,
  createdAt: 1,
  families: [family],
  spec,
  baseDir: '/b',
  resultHash: 'r',
  dataHashes: {},
  codeHashes: {},
  engine: '0.1.0',
  node: '20',
  metrics: { totalReturn: 0.5, sharpe: null, trades: 3 },
  repeatable: true,
});

/** The last column of the table, a cell per run. */
const apart = (...runs: readonly KeptRun[]): readonly string[] =>
  runTable(runs, [])
    .split('\n')
    .slice(1, runs.length + 1)
    .map((line) => line.split(/ r {2}/)[1] ?? '');

it('the table of runs shows their numbers, and - where there is none', () => {
  expect(runTable([run('a-run', {})], [{ family: 'sma-cross', trials: 2, different: 1 }])).toBe(
    'run    time (UTC)         return  sharpe  drawdown  trades  hash\na-run  1970-01-01 00:00  50.00 %       -         -       3     r\n\nTrials: sma-cross 2 (1 different)\n',
  );
  expect(runTable([], [])).toContain('No runs yet');
});

it('runs of one strategy are told apart by what differs in them', () => {
  const a = { params: { fast: 5, slow: 40, stop: 0.1 }, from: null };
  const b = { params: { fast: 10, slow: 40 }, from: '2020-01-01' };
  expect(runTable([run('a', a), run('b', b)], []).split('\n')[0]).toMatch(/hash {2}differs in$/);
  expect(apart(run('a', a), run('b', b))).toEqual(['fast=5 stop=0.1', 'fast=10 from=2020-01-01']);
  expect(apart(run('a', a), run('b', a))).toEqual(['', '']);
  expect(apart(run('a', a), run('b', b, 'pairs'))).toEqual(['', '']);
});

it('a long difference does not push the table off the screen', () => {
  const [cell] = apart(run('a', { feeds: { asset: { source: `./${'x'.repeat(100)}.csv` } } }), run('b', {}));
  expect(cell).toMatch(/^feeds\.asset\.source=\.\/x+\.\.\.$/);
  expect(cell).toHaveLength(60);
});
