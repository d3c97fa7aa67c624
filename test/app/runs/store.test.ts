import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newRunId } from '../../../app/runs/run-id.ts';
import { type KeptRun, RunStore } from '../../../app/runs/store.ts';
import { connect } from '../../../data/sqlite.ts';
import { folder } from '../in-process.ts';

const run = (id: string, more: Partial<KeptRun> = {}): KeptRun => ({
  id,
  createdAt: 1,
  families: ['sma-cross'],
  spec: { seed: 1 },
  baseDir: '/b',
  resultHash: 'r',
  dataHashes: { a: 'x' },
  codeHashes: {},
  engine: '0.1.0',
  node: '20',
  metrics: { totalReturn: 0.5, sharpe: null, trades: 3 },
  repeatable: true,
  ...more,
});

describe('the runs of a workspace', () => {
  it('are kept whole, newest first, and found again by another process', () => {
    const workspace = join(folder(), 'deep', '.onetape');
    const store = new RunStore(workspace);
    store.add(run('a'));
    store.add(run('b', { createdAt: 2, repeatable: false }));
    store.close();
    const again = new RunStore(workspace);
    expect(again.all().map(({ id }) => id)).toEqual(['b', 'a']);
    expect(again.get('b')).toEqual(run('b', { createdAt: 2, repeatable: false }));
    expect(again.get('c')).toBeUndefined();
    again.close();
  });

  it('have ids of their own: a second run of an id writes nothing, no trial either', () => {
    const store = new RunStore(folder());
    expect(store.add(run('a'))).toBe(true);
    expect(store.add(run('a', { resultHash: 'other' }))).toBe(false);
    expect(store.get('a')!.resultHash).toBe('r');
    expect(store.trials()).toEqual([{ family: 'sma-cross', trials: 1, different: 1 }]);
  });

  it('each count as a trial of each of their strategies, for good', () => {
    const store = new RunStore(folder());
    store.add(run('a'));
    store.add(run('b', { families: ['sma-cross', 'pairs'] }));
    store.add(run('c', { spec: { seed: 2 } }));
    expect(store.remove('a')).toBe(true);
    expect(store.remove('a')).toBe(false);
    expect(store.all()).toHaveLength(2);
    expect(store.trials()).toEqual([
      { family: 'pairs', trials: 1, different: 1 },
      { family: 'sma-cross', trials: 3, different: 2 },
    ]);
  });

  it('leave a ledger that the database itself protects', () => {
    const workspace = folder();
    const store = new RunStore(workspace);
    store.add(run('a'));
    const db = connect(join(workspace, 'runs.db'));
    expect(() => db.prepare('DELETE FROM trials').run()).toThrow('a trial is never deleted');
    expect(() => db.prepare("UPDATE trials SET family = 'x'").run()).toThrow('a trial is never changed');
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  });

  it('are written whole or not at all', () => {
    const store = new RunStore(folder());
    expect(() => store.add(run('a', { families: ['ok', null as never] }))).toThrow();
    expect(store.all()).toEqual([]);
    expect(store.trials()).toEqual([]);
  });

  it('need a workspace that can be written', () => {
    const dir = folder({ file: 'x' });
    expect(() => new RunStore(join(dir, 'file'))).toThrow(
      `Expected a workspace that can be written, but it was "${join(dir, 'file')}" (not a folder)`,
    );
    writeFileSync(join(dir, 'runs.db'), 'this is no database at all, whatever its name says'.repeat(20));
    expect(() => new RunStore(dir)).toThrow(/^Expected a workspace that can be written, but it was ".*" \(SQLITE_NOTADB\)$/);
  });
});

it('a run id is a day, a name and four hex digits', () => {
  expect(newRunId('SMA Cross!', Date.UTC(2026, 10, 21))).toMatch(/^20261121-sma-cross-[0-9a-f]{4}$/);
  expect(newRunId('***', 0)).toMatch(/^19700101-run-[0-9a-f]{4}$/);
});
