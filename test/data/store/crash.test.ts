import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contentHash } from '../../../data/hash.ts';
import { seriesKeyOf } from '../../../data/series-key.ts';
import { connect } from '../../../data/sqlite.ts';
import { finallyDo } from '../../finally.ts';
import { bars, ROWS } from './endless.ts';
import { minutes, newPath, open, withNaNRow } from './fixture.ts';

/** How often each process is killed; more by STORE_KILLS. */
const KILLS = Number(process.env['STORE_KILLS'] ?? 4);
const X = seriesKeyOf('X@1m');
const OTHER = seriesKeyOf('Y@1m');

/** Rows that are in the store before the import: those of a window in its middle, and some of the next. */
const OLD = [400_000, 440_000] as const;
const hashOf = (from: number, to: number): string => contentHash('bars', '1m', withNaNRow(bars(from, to).columns));

const script = fileURLToPath(new URL('./dying.ts', import.meta.url));
const jiti = import.meta.resolve('jiti/register');

/** Starts the process, and kills it so many milliseconds after it began its work; true where it was done before. */
async function run(what: 'import' | 'fetch', path: string, killAfter: number): Promise<boolean> {
  const child: ChildProcess = spawn(process.execPath, ['--import', jiti, script, what, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  finallyDo(() => child.kill('SIGKILL'));
  const ends = new Promise<boolean>((resolve) => child.once('exit', (code) => resolve(code === 0)));
  await new Promise((resolve) => child.stdout!.once('data', resolve));
  const timer = Number.isFinite(killAfter) ? setTimeout(() => child.kill('SIGKILL'), killAfter) : undefined;
  const isDone = await ends;
  clearTimeout(timer);
  return isDone;
}

function isSound(path: string): void {
  const db = connect(path, { readonly: true });
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  const [blobs, used] = ['SELECT COUNT(*) FROM blobs', 'SELECT (SELECT COUNT(*) FROM chunks) + (SELECT COUNT(*) FROM staged)'].map((sql) =>
    db.prepare(sql).pluck().get(),
  );
  expect(blobs).toBe(used);
  db.close();
}

describe(`a process killed ${KILLS} times`, () => {
  it('while it imports leaves the series as it was or as it will be, and goes on where it was', async () => {
    const path = newPath();
    const [before, after] = [hashOf(...OLD), hashOf(0, ROWS)];
    const begin = (): void => {
      const store = open(path);
      store.remove(X);
      store.append(X, bars(...OLD));
      store.append(OTHER, minutes([1, 2, 3]));
      store.close();
    };
    begin();
    let rested = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      await run('import', path, Math.random() * 2000);
      isSound(path);
      const store = open(path);
      const hash = store.hash(X, null, null);
      expect([before, after]).toContain(hash);
      const rows = store.imports()[0]?.rows ?? 0;
      const isOver = hash === after;
      expect([isOver || rows >= rested, isOver ? store.imports() : [], store.load(OTHER, null, null)!.rows]).toEqual([true, [], 3]);
      store.close();
      rested = isOver ? 0 : rows;
      if (isOver) begin();
    }
    expect(await run('import', path, Number.POSITIVE_INFINITY)).toBe(true);
    isSound(path);
    expect([open(path).hash(X, null, null), open(path).imports()]).toEqual([after, []]);
  }, 600_000);

  it('while it fetches has each page with its cursor, or neither', async () => {
    const path = newPath();
    let done = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      await run('fetch', path, Math.random() * 1000);
      isSound(path);
      const store = open(path);
      const cursor = Number(store.cursor(X) ?? 0);
      expect([cursor >= done, store.info(X)?.rows ?? 0]).toEqual([true, cursor]);
      if (cursor > 0) expect(store.hash(X, null, null)).toBe(hashOf(0, cursor));
      store.close();
      done = cursor;
    }
  }, 600_000);
});
