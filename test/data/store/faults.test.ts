import { spawn, spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contentHash } from '../../../data/hash.ts';
import { seriesKeyOf } from '../../../data/series-key.ts';
import { connect } from '../../../data/sqlite.ts';
import { MarketStore } from '../../../data/store/market-store.ts';
import { APPLICATION_ID, STEPS } from '../../../data/store/schema.ts';
import { ConfigError, DataError } from '../../../engine/model/errors.ts';
import { diskOf, NO_DISK } from './disk.ts';
import { bars } from './endless.ts';
import { minutes, newPath, open, rowsOf, withNaNRow } from './fixture.ts';

const X = seriesKeyOf('X@1m');
const count = (n: number, from = 0): number[] => Array.from({ length: n }, (_, k) => from + k);
const opens = (store: MarketStore): number[] => rowsOf(store.load(X, null, null)!, 'open').flat();

/** A store with two rows, closed. */
function closed(path = newPath()): string {
  const store = new MarketStore(path);
  store.append(X, minutes([1, 2]));
  store.close();
  return path;
}

describe('a store that cannot be opened is told in one sentence', () => {
  it('where there is none to read, or no folder can be made', () => {
    const path = newPath();
    expect(() => open(path, { readonly: true })).toThrow(new ConfigError(`Expected a store at "${path}", but it was "absent"`));
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, '');
    const below = join(path, 'deep', 'store.db');
    expect(() => open(below)).toThrow(new ConfigError(`Expected a folder that can be made for "${below}", but it was "ENOTDIR"`));
    const folder = dirname(path);
    expect(() => open(folder)).toThrow(
      /Expected a file in a folder that can be written, even to read it, for ".*", but it was "one that cannot be opened"/,
    );
  });

  it('where it is no SQLite file, or one of another program', () => {
    const path = newPath();
    writeFileSync(path, 'time,open,high,low,close\n'.repeat(50));
    expect(() => open(path)).toThrow(new DataError(`Expected a store at "${path}", but it was "no SQLite file"`));
    expect(() => open(path, { readonly: true })).toThrow('but it was "no SQLite file"');
    expect(readFileSync(path, 'utf8')).toHaveLength(1250);
    const other = newPath();
    const db = connect(other);
    db.exec('CREATE TABLE runs (id TEXT)');
    db.close();
    const message = new ConfigError(`Expected a store at "${other}", but it was "another program's SQLite file"`);
    expect(() => open(other)).toThrow(message);
    expect(() => open(other, { readonly: true })).toThrow(message);
  });

  it('where a newer version wrote it', () => {
    const path = closed();
    const db = connect(path);
    db.pragma(`user_version = ${STEPS.length + 1}`);
    db.close();
    const message = `Expected a store of version ${STEPS.length} or older at "${path}", but it was "${STEPS.length + 1}": a newer onetape wrote it`;
    expect(() => open(path)).toThrow(message);
    expect(() => open(path, { readonly: true })).toThrow(message);
  });
});

describe('a store of an older version', () => {
  it.each(count(STEPS.length + 1))('%d is upgraded with all that is in it, by a reader too', (version) => {
    for (const readonly of [false, true]) {
      const path = newPath();
      const db = connect(path);
      for (const step of STEPS.slice(0, version)) db.exec(step);
      if (version > 0) db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${version}`);
      if (version > 0) db.prepare("INSERT INTO instruments VALUES ('X', '{}')").run();
      db.close();
      const store = open(path, { readonly });
      expect(store.instruments()).toEqual(version > 0 ? { X: {} } : {});
      if (!readonly) expect(store.append(X, minutes([1])).added).toBe(1);
      store.close();
      const now = connect(path, { readonly: true });
      expect(now.pragma('user_version', { simple: true })).toBe(STEPS.length);
      now.close();
    }
  });
});

describe('a store that is damaged', () => {
  it('says so rather than give wrong numbers', () => {
    const path = closed();
    const db = connect(path);
    const data = db.prepare('SELECT data FROM blobs').pluck().get() as Buffer;
    data[data.length - 20]! ^= 1;
    db.prepare('UPDATE blobs SET data = ?').run(data);
    db.close();
    const store = open(path);
    const message = new DataError(
      `Expected the rows from 1970-01-01T00:01:00.000Z to 1970-01-01T00:03:00.000Z of the store "${path}" as they were written, but they were "damaged"`,
    );
    expect(() => store.load(X, null, null)).toThrow(message);
    expect(() => store.source(X, null, null).fill(1, 2, { open: new Float64Array(2) }, -1)).toThrow(message);
    expect(() => store.append(X, minutes([5]))).toThrow(message);
    expect(() => [...store.query('SELECT * FROM "X@1m"').rows]).toThrow(message);
  });

  it('in the pages of the file itself, too', () => {
    const path = newPath();
    const store = new MarketStore(path);
    for (const k of count(60)) store.append(seriesKeyOf(`X${k}@1m`), minutes([1, 2]));
    store.close();
    const pages = readFileSync(path).length / 16_384;
    const file = openSync(path, 'r+');
    for (let page = 1; page < pages; page++) writeSync(file, Buffer.alloc(16_384, 0xab), 0, 16_384, page * 16_384);
    closeSync(file);
    expect(() => open(path).list()).toThrow(new DataError(`Expected a store at "${path}", but it was "damaged"`));
  });

  it('by the loss of its end', () => {
    const path = closed();
    writeFileSync(path, readFileSync(path).subarray(0, 20_000));
    expect(() => open(path).list()).toThrow('but it was "damaged"');
  });
});

describe('a store that cannot be written', () => {
  const disk = diskOf(4000);

  it('because it was opened to be read says so', () => {
    const path = closed();
    const store = open(path, { readonly: true });
    expect(() => store.append(X, minutes([3]))).toThrow(
      new ConfigError(`Expected a store that can be written for "${path}", but it was "read-only"`),
    );
    expect(() => store.setInstrument('X', {})).toThrow('read-only');
    expect(opens(store)).toEqual([1, 2]);
  });

  it.skipIf(disk === undefined)(`because nobody can write the disk says so, to a reader too${disk === undefined ? NO_DISK : ''}`, () => {
    const path = closed(join(disk!.path, 'ro', 'store.db'));
    disk!.protect(true);
    const message = `Expected a file in a folder that can be written, even to read it, for "${path}", but it was "one that cannot be opened"`;
    for (const readonly of [false, true]) expect(() => open(path, { readonly })).toThrow(new ConfigError(message));
    disk!.protect(false);
    expect(opens(open(path, { readonly: true }))).toEqual([1, 2]);
  });

  it.skipIf(disk === undefined)(`because the disk is full has lost nothing${disk === undefined ? NO_DISK : ''}`, () => {
    const path = join(disk!.path, 'full', 'store.db');
    const ballast = join(disk!.path, 'ballast');
    writeFileSync(ballast, Buffer.alloc(1_000_000));
    const noise = (k: number): number => Math.sqrt(k + 2);
    const store = open(path);
    store.append(X, minutes(count(5000), noise));
    const before = store.hash(X, null, null);
    const full = `Expected room on the disk for "${path}", but it was "full`;
    expect(() => store.append(X, minutes(count(100_000, 5000), noise))).toThrow(full);
    const importing = store.import(X, { source: 'x.csv', identity: '1', batch: 1 });
    expect(() => {
      for (const k of count(30)) importing.write(minutes(count(30_000, 40_000 + 30_000 * k), noise));
    }).toThrow(full);
    expect([store.hash(X, null, null), store.info(X)!.rows]).toEqual([before, 5000]);
    importing.abort();
    store.close();
    rmSync(ballast);
    const again = open(path);
    expect([again.hash(X, null, null), again.load(X, null, null)!.rows, again.imports()]).toEqual([before, 5000, []]);
    expect(again.append(X, minutes([5000, 5001]))).toMatchObject({ added: 2 });
  });

  it('because it may not grow has lost nothing', () => {
    const path = newPath();
    // Files of this process end at so many kilobytes: as on a full disk, and for any user.
    const script = fileURLToPath(new URL('./fill-up.ts', import.meta.url));
    const jiti = fileURLToPath(import.meta.resolve('jiti/register'));
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', 'ulimit -f 4000; exec "$0" --import "$1" "$2" "$3"', process.execPath, jiti, script, path],
      {
        encoding: 'utf8',
      },
    );
    const rows = Number(/rows (\d+)/.exec(stdout)?.[1]);
    expect([stderr, stdout.includes(`Expected room on the disk for "${path}", but it was "full`), rows > 0]).toEqual(['', true, true]);
    const store = open(path);
    expect(opens(store)).toEqual(count(rows).map((k) => Math.sqrt(k + 2)));
    expect(store.append(X, minutes([rows + 1])).added).toBe(1);
  });
});

describe('two who write', () => {
  it('wait for each other, and one that waits too long says why', () => {
    const path = closed();
    const [one, other] = [open(path), open(path, { patience: 50 })];
    const blocker = connect(path);
    blocker.exec('BEGIN IMMEDIATE');
    const message = `Expected a store that nobody else writes for "${path}", but it was "busy: another process writes it; nothing was changed"`;
    expect(() => other.append(X, minutes([3]))).toThrow(new ConfigError(message));
    expect(() => other.import(X, { source: 'x', identity: '1' }).commit()).toThrow(message);
    expect(opens(other)).toEqual([1, 2]);
    blocker.exec('COMMIT');
    blocker.close();
    expect([other.append(X, minutes([3])).added, one.append(X, minutes([3, 4])), opens(other)]).toEqual([
      1,
      { added: 1, same: 1, replaced: 0, kept: 0 },
      [1, 2, 3, 4],
    ]);
  });

  it('from two processes lose nothing, and a reader beside them sees whole rows', async () => {
    const path = newPath();
    const first = open(path);
    first.append(X, bars(0, 2));
    const script = fileURLToPath(new URL('./writing.ts', import.meta.url));
    const writers = [0, 1].map((k) => spawn(process.execPath, ['--import', import.meta.resolve('jiti/register'), script, path, String(k)]));
    const ends = writers.map((writer) => new Promise((resolve) => writer.once('exit', resolve)));
    const reader = open(path, { readonly: true });
    let isOver = false;
    const all = Promise.all(ends).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      const { columns } = reader.load(X, null, null)!;
      expect(columns['times']!.slice(1)).toEqual(columns['openTimes']!.slice(1).map((ts) => ts + 60_000));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect([await all, reader.hash(X, null, null)]).toEqual([[0, 0], contentHash('bars', '1m', withNaNRow(bars(0, 200).columns))]);
  });

  it('leave readers alone, who see what was there before', () => {
    const path = closed();
    const reader = open(path, { readonly: true });
    const blocker = connect(path);
    blocker.exec('BEGIN IMMEDIATE; DELETE FROM chunks');
    expect(opens(reader)).toEqual([1, 2]);
    blocker.exec('ROLLBACK');
    blocker.close();
  });

  it('may make the same new store at once', () => {
    const path = newPath();
    const stores = [open(path), open(path)];
    for (const [k, store] of stores.entries()) store.append(X, minutes([k]));
    expect(stores.map(opens)).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });
});

it('a store can be copied with its two companions, or alone once it is closed', () => {
  const path = closed();
  const copy = newPath();
  mkdirSync(dirname(copy), { recursive: true });
  copyFileSync(path, copy);
  expect(opens(open(copy, { readonly: true }))).toEqual([1, 2]);
});
