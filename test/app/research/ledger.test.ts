import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Ledger, trialHashOf } from '../../../app/research/ledger.ts';
import { STEPS } from '../../../app/runs/schema.ts';
import { RunStore } from '../../../app/runs/store.ts';
import { connect } from '../../../data/sqlite.ts';
import type { CountedTrial } from '../../../engine/research/ledger.ts';
import { folder, onetape, SP500 } from '../in-process.ts';

const trial = (trialHash: string, sharpe = Number.NaN, families = ['mine']): CountedTrial => ({
  families,
  trialHash,
  resultHash: 'r',
  sharpe,
});

describe('the ledger of trials', () => {
  it('counts every run, and apart from that those that differ', () => {
    const ledger = new Ledger(folder());
    ledger.count('s1', 'sweep', [trial('a', 1), trial('b', 2), trial('c', 3)]);
    ledger.count('s2', 'walk-forward', [trial('a', 1)]);
    expect(ledger.tried(['mine'])).toEqual({ trials: 4, different: 3, variance: 1 });
    expect(ledger.tried(['yours'])).toEqual({ trials: 0, different: 0, variance: Number.NaN });
    expect(ledger.tried([])).toEqual({ trials: 0, different: 0, variance: Number.NaN });
  });

  it('counts trials without a Sharpe ratio, which say nothing of its spread', () => {
    const ledger = new Ledger(folder());
    ledger.count('s', 'sweep', [trial('a'), trial('b', 0.5), trial('c', Number.POSITIVE_INFINITY)]);
    expect(ledger.tried(['mine'])).toEqual({ trials: 3, different: 3, variance: Number.NaN });
  });

  it('takes of strategies that ran together the one that was tried most', () => {
    const ledger = new Ledger(folder());
    ledger.count('s', 'sweep', [trial('a', 1, ['one', 'two']), trial('b', 2, ['two'])]);
    expect(ledger.tried(['one']).trials).toBe(1);
    expect(ledger.tried(['one', 'two'])).toMatchObject({ trials: 2, different: 2, variance: 0.5 });
    expect(ledger.familiesOf('s')).toEqual(['one', 'two']);
  });

  it('is written whole or not at all', () => {
    const ledger = new Ledger(folder());
    expect(() => ledger.count('s', 'sweep', [trial('a'), trial(null as never)])).toThrow();
    expect(ledger.tried(['mine']).trials).toBe(0);
  });

  it('takes in a ledger of the first version: its trials count, with their Sharpe ratios', () => {
    const workspace = folder();
    const db = connect(join(workspace, 'runs.db'));
    db.exec(STEPS[0]);
    db.pragma('user_version = 1');
    const insert = db.prepare('INSERT INTO trials (runId, createdAt, family, specHash, resultHash, metrics) VALUES (?, 1, ?, ?, ?, ?)');
    insert.run('r1', 'mine', 'h1', 'x', '{"totalReturn":0.1,"sharpe":0.5}');
    insert.run('r2', 'mine', 'h2', 'x', '{"sharpe":null}');
    insert.run('r3', 'mine', 'h3', 'x', '{"sharpe":1.5}');
    db.close();
    expect(new Ledger(workspace).tried(['mine'])).toEqual({ trials: 3, different: 3, variance: 0.5 });
  });

  it('holds that the same specification, data and code are the same trial, whatever the order of their names', () => {
    const hash = trialHashOf({ strategy: 's', params: { a: 1, b: 2 } }, { x: 'd' }, { f: 'c' });
    expect(trialHashOf({ params: { b: 2, a: 1 }, strategy: 's' }, { x: 'd' }, { f: 'c' })).toBe(hash);
    expect(trialHashOf({ strategy: 's', params: { a: 1, b: 3 } }, { x: 'd' }, { f: 'c' })).not.toBe(hash);
    expect(trialHashOf({ strategy: 's', params: { a: 1, b: 2 } }, { x: 'e' }, { f: 'c' })).not.toBe(hash);
    expect(trialHashOf({ strategy: 's', params: { a: 1, b: 2 } }, { x: 'd' }, { f: 'd' })).not.toBe(hash);
  });
});

describe('a backtest on the command line', () => {
  it('counts, and says how often was tried and what that leaves of it; deleting it changes nothing', async () => {
    const cwd = folder();
    const run = async (fast: number) => (await onetape(cwd, ['backtest', ...SP500, '--param', `fast=${fast}`])).out;
    expect(await run(5)).toContain('\nTried           once: its Sharpe ratio is 95.23 % probable to be above 0\n\nPage: ');
    const workspace = join(cwd, '.onetape');
    const store = new RunStore(workspace);
    store.remove(store.all()[0]!.id);
    store.close();
    expect(await run(10)).toMatch(
      /\nTried {11}2 times, 2 different: luck alone shows a Sharpe ratio of 0\.16, this one is 14\.\d\d % probable to be above it \(DSR\)\n/,
    );
    expect(await run(10)).toContain('\nTried           3 times, 2 different: ');
  });
});
