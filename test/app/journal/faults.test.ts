import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openJournal, readJournal } from '../../../app/journal/journal.ts';
import { ownerOf } from '../../../app/journal/session-lock.ts';
import { connect } from '../../../data/sqlite.ts';
import { ConfigError, DataError } from '../../../engine/model/errors.ts';
import { diskOf, NO_DISK } from '../../data/store/disk.ts';
import { epoch, MANIFEST, step } from './entries.ts';
import { create, newFolder, open, read, times, upTo } from './fixture.ts';

const jiti = import.meta.resolve('jiti/register');
const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const fileOf = (folder: string): string => join(folder, 'journal.db');

/** A session with an epoch and so many steps, closed. */
function closed(steps = 3, folder = newFolder()): string {
  const journal = create(folder);
  journal.append([epoch(0)]);
  journal.append(upTo(steps).map((ts) => step(ts)));
  journal.close();
  return folder;
}

/** Does something with the file behind the journal's back, its guards taken away. */
function tamper(folder: string, sql: string): void {
  const db = connect(fileOf(folder));
  const guards = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all();
  for (const guard of guards) db.exec(`DROP TRIGGER ${guard}`);
  db.exec(sql);
  db.close();
}

/** What is read before an error, and its message. */
function readUntil(folder: string, start?: number): { read: number[]; message: string } {
  const seen: number[] = [];
  try {
    for (const { ts } of read(folder).entries(start)) seen.push(ts);
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    return { read: seen, message: (error as Error).message };
  }
  return { read: seen, message: '' };
}

const damaged = (folder: string, seq: number): string =>
  `Expected entry ${seq} of the journal "${fileOf(folder)}" as it was written, but it was "damaged"`;

describe('a journal that cannot be opened is told in one sentence', () => {
  it('where there is none, and nothing is made in its place', () => {
    const folder = newFolder();
    const absent = new ConfigError(`Expected a journal at "${fileOf(folder)}", but it was "absent"`);
    expect(() => openJournal(folder)).toThrow(absent);
    expect(() => readJournal(folder)).toThrow(absent);
    mkdirSync(folder, { recursive: true });
    expect(() => openJournal(folder)).toThrow(absent);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('where it is no SQLite file, or one of another program', () => {
    const folder = newFolder();
    mkdirSync(folder, { recursive: true });
    writeFileSync(fileOf(folder), 'ts,event\n'.repeat(50));
    const none = new DataError(`Expected a journal at "${fileOf(folder)}", but it was "no SQLite file"`);
    expect(() => openJournal(folder)).toThrow(none);
    expect(() => readJournal(folder)).toThrow(none);
    expect(() => create(folder)).toThrow(none);
    rmSync(fileOf(folder));
    const db = connect(fileOf(folder));
    db.exec('CREATE TABLE runs (id TEXT)');
    db.close();
    const other = new ConfigError(`Expected a journal at "${fileOf(folder)}", but it was "another program's SQLite file"`);
    expect(() => openJournal(folder)).toThrow(other);
    expect(() => create(folder)).toThrow(other);
  });

  it('where a newer version wrote it', () => {
    const folder = closed();
    tamper(folder, 'PRAGMA user_version = 2');
    const newer = new ConfigError(
      `Expected a journal of format 1 or older at "${fileOf(folder)}", but it was "2": a newer onetape wrote it`,
    );
    expect(() => openJournal(folder)).toThrow(newer);
    expect(() => readJournal(folder)).toThrow(newer);
  });

  it('where it has no manifest', () => {
    const folder = closed();
    tamper(folder, 'DELETE FROM manifest');
    expect(() => openJournal(folder)).toThrow(
      new DataError(`Expected a manifest in the journal "${fileOf(folder)}", but it was "missing"`),
    );
    const empty = newFolder();
    mkdirSync(empty, { recursive: true });
    writeFileSync(fileOf(empty), '');
    expect(() => readJournal(empty)).toThrow('but it was "missing": its session never began');
    expect(create(empty).tip.entries).toBe(0);
  });

  it('where its folder cannot be made', () => {
    const folder = newFolder();
    mkdirSync(join(folder, '..', '..'), { recursive: true });
    writeFileSync(join(folder, '..'), '');
    expect(() => create(folder)).toThrow(
      new ConfigError(`Expected a folder that can be made for a session, but it was "${folder}" (not a folder)`),
    );
  });
});

describe('a journal that is damaged names the first entry that is', () => {
  it.each([
    ['a time', 'UPDATE entries SET ts = 7 WHERE seq = 3'],
    ['a time of arrival', 'UPDATE entries SET seenTs = 8 WHERE seq = 3'],
    ['a kind', "UPDATE entries SET kind = 'open' WHERE seq = 3"],
    ['a kind that there is not', "UPDATE entries SET kind = 'x' WHERE seq = 3"],
    ['an epoch', 'UPDATE entries SET epoch = 1 WHERE seq = 3'],
    ['a price', "UPDATE entries SET tape = CAST(substr(tape, 1, 48) || x'41' AS BLOB) WHERE seq = 3"],
    ['what was said', `UPDATE entries SET body = '{"commands":[],"inputs":[],"raised":[1]}' WHERE seq = 3`],
    ['a hash', 'UPDATE entries SET hash = zeroblob(32) WHERE seq = 3'],
    ['one that is missing', 'DELETE FROM entries WHERE seq = 3'],
    [
      'two that changed places',
      'UPDATE entries SET seq = 999 WHERE seq = 3; UPDATE entries SET seq = 3 WHERE seq = 4; UPDATE entries SET seq = 4 WHERE seq = 999',
    ],
  ])('%s', (_what, sql) => {
    const folder = closed(300);
    tamper(folder, sql);
    expect(readUntil(folder)).toEqual({ read: [0, 1], message: damaged(folder, 3) });
  });

  it('its manifest, by the first entry that rests on it', () => {
    const folder = closed();
    tamper(folder, `UPDATE manifest SET text = replace(text, '"seed":7', '"seed":8')`);
    expect(readUntil(folder)).toEqual({ read: [], message: damaged(folder, 1) });
  });

  it('the beginning of an epoch', () => {
    const folder = newFolder();
    const journal = create(folder);
    journal.append([epoch(0), step(1), step(2), epoch(3), step(4), epoch(5)]);
    journal.close();
    tamper(folder, 'UPDATE epochs SET seq = 3, before = (SELECT hash FROM entries WHERE seq = 2) WHERE epoch = 1');
    expect(readUntil(folder, 1)).toEqual({ read: [], message: damaged(folder, 3) });
    tamper(folder, 'UPDATE epochs SET before = zeroblob(32) WHERE epoch = 2');
    expect(readUntil(folder)).toEqual({ read: [], message: damaged(folder, 6) });
    expect(readUntil(folder, 0)).toEqual({ read: [0, 1, 2, 3, 4, 5], message: '' });
  });

  it('its last entry, before anything is added behind it', () => {
    const folder = closed();
    tamper(folder, 'UPDATE entries SET seenTs = 9 WHERE seq = 4');
    expect(() => openJournal(folder)).toThrow(new DataError(damaged(folder, 4)));
    expect(ownerOf(folder)).toBeUndefined();
    tamper(folder, 'DELETE FROM entries WHERE seq = 3');
    expect(() => openJournal(folder)).toThrow(damaged(folder, 3));
  });

  it('in the pages of the file itself: what lies before is read, and nothing is invented', () => {
    const folder = closed(3000);
    const pages = statSync(fileOf(folder)).size / 4096;
    const whole = readFileSync(fileOf(folder));
    const firsts = new Set<number>();
    for (let page = 3; page < pages; page += 7) {
      const file = openSync(fileOf(folder), 'r+');
      writeSync(file, Buffer.alloc(4096, 0xab), 0, 4096, page * 4096);
      closeSync(file);
      const { read: seen, message } = readUntil(folder);
      expect(seen).toEqual(upTo(seen.length).map((k) => k - 1));
      expect(message === '' ? seen.length : message).toBe(message === '' ? 3001 : damaged(folder, seen.length + 1));
      firsts.add(seen.length);
      writeFileSync(fileOf(folder), whole);
    }
    expect(firsts.size).toBeGreaterThan(10);
  });

  it('by the loss of its end', () => {
    const folder = closed(3000);
    const { tip } = read(folder);
    writeFileSync(fileOf(folder), readFileSync(fileOf(folder)).subarray(0, 100_000));
    expect(() => openJournal(folder)).toThrow(new DataError(`Expected a journal at "${fileOf(folder)}", but it was "damaged"`));
    const short = closed(2990);
    expect(read(short).tip).not.toEqual(tip);
  });
});

describe('a session that is run', () => {
  it('by another process is refused with its number, and free once that is dead, however it died', async () => {
    const folder = closed();
    expect(ownerOf(folder)).toBeUndefined();
    const child = spawn(process.execPath, ['--expose-gc', '--import', jiti, script('./holding.ts'), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ends = new Promise((resolve) => child.once('exit', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(ownerOf(folder)).toBe(child.pid);
    expect(() => openJournal(folder)).toThrow(
      new ConfigError(`Expected a session that no other process runs at "${folder}", but it was "running: process ${child.pid}"`),
    );
    expect(times(read(folder).entries())).toEqual([0, 1, 2, 3]);
    child.kill('SIGKILL');
    await ends;
    expect(readFileSync(join(folder, 'pid'), 'utf8')).toBe(`${child.pid}\n`);
    expect(ownerOf(folder)).toBeUndefined();
    const journal = open(folder);
    journal.append([step(4)]);
    expect(ownerOf(folder)).toBe(process.pid);
    journal.close();
    expect([ownerOf(folder), existsSync(join(folder, 'pid'))]).toEqual([undefined, false]);
    open(folder);
    // Who closes twice does not give back what is another's by now.
    journal.close();
    expect([ownerOf(folder), existsSync(join(folder, 'pid'))]).toEqual([process.pid, true]);
  });

  it('by this process is refused a second time, too', () => {
    const folder = closed();
    const journal = open(folder);
    expect(() => openJournal(folder)).toThrow(`but it was "running: process ${process.pid}"`);
    expect(() => create(folder)).toThrow(`but it was "running: process ${process.pid}"`);
    expect(ownerOf(folder)).toBe(process.pid);
    // Neither has given the lock back.
    const { stdout } = spawnSync(process.execPath, ['--import', jiti, script('./looking.ts'), folder], { encoding: 'utf8' });
    expect(stdout).toBe(String(process.pid));
    journal.append([step(4)]);
    journal.close();
    expect(times(open(folder).entries())).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('a journal that cannot be written', () => {
  const disk = diskOf(3000);
  const withDisk = disk === undefined ? NO_DISK : '';

  it.skipIf(disk === undefined)(`because nobody can write the disk says so${withDisk}`, () => {
    const folder = closed(3, join(disk!.path, 'ro'));
    disk!.protect(true);
    expect(() => openJournal(folder)).toThrow(ConfigError);
    expect(() => openJournal(folder)).toThrow(/but it was "one that cannot be opened"$/);
    expect(() => readJournal(folder)).toThrow(/but it was "one that cannot be opened"$/);
    expect(() => create(join(folder, 'new'))).toThrow(
      new ConfigError(`Expected a folder that can be made for a session, but it was "${join(folder, 'new')}" (read-only)`),
    );
    disk!.protect(false);
    expect(times(open(folder).entries())).toEqual([0, 1, 2, 3]);
  });

  it.skipIf(disk === undefined)(`because the disk is full has lost nothing, and goes on when there is room${withDisk}`, () => {
    const folder = join(disk!.path, 'full');
    const ballast = join(disk!.path, 'ballast');
    writeFileSync(ballast, Buffer.alloc(500_000));
    const journal = create(folder);
    journal.append([epoch(0)]);
    const warmUp = Array.from({ length: 500 }, (_, k) => ({ feed: 0, values: [k, k / 3, k / 7] }));
    let written = 0;
    const fill = (): never => {
      for (; ; written++) journal.append([step(written + 1), step(written + 1, { rows: warmUp })]);
    };
    for (let again = 0; again < 3; again++) {
      expect(fill).toThrow(ConfigError);
      expect(fill).toThrow(`Expected room on the disk for "${fileOf(folder)}", but it was "full`);
      expect(times(journal.entries())).toEqual([0, ...upTo(2 * written).map((k) => Math.ceil(k / 2))]);
    }
    rmSync(ballast);
    journal.append([step(written + 1)]);
    journal.close();
    expect(times(open(folder).entries()).at(-1)).toBe(written + 1);
  });

  it('because it may not grow has lost nothing', () => {
    const folder = newFolder();
    // Files of this process end at so many kilobytes: as on a full disk, and for any user.
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', 'ulimit -f 2000; exec "$0" --import "$1" "$2" "$3"', process.execPath, jiti, script('./fill-up.ts'), folder],
      { encoding: 'utf8' },
    );
    const written = Number(/written (\d+)/.exec(stdout)?.[1]);
    expect([stderr, stdout.includes(`Expected room on the disk for "${fileOf(folder)}", but it was "full`), written > 0]).toEqual([
      '',
      true,
      true,
    ]);
    const journal = open(folder);
    expect(times(journal.entries())).toEqual([0, ...upTo(written)]);
    journal.append([step(written + 1)]);
    expect(journal.manifest.session).toBe(MANIFEST.session);
  });
});
