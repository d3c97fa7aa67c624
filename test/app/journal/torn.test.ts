import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openJournal, readJournal, type Tip } from '../../../app/journal/journal.ts';
import { step } from './entries.ts';
import { create, newFolder, open, upTo } from './fixture.ts';

/** How often a process that writes is killed; more by JOURNAL_KILLS. */
const KILLS = Number(process.env['JOURNAL_KILLS'] ?? 6);

const script = fileURLToPath(new URL('./writing.ts', import.meta.url));
const jiti = import.meta.resolve('jiti/register');

/** SQLite's write-ahead log (sqlite.org/fileformat2.html, 4.1): a header, then frames of a header and a page. */
const HEADER = 32;
const FRAME = 24 + 4096;

interface Commit extends Tip {
  /** How long the log was once the commit was in it. */
  readonly length: number;
}

/** A session whose process died with everything in its log, and its commits. */
function died(): { folder: string; commits: readonly Commit[] } {
  const folder = newFolder();
  const { stdout, signal } = spawnSync(process.execPath, ['--import', jiti, script, 'script', folder], { encoding: 'utf8' });
  expect(signal).toBe('SIGKILL');
  const commits = stdout.trim().split('\n');
  return { folder, commits: commits.map((line) => JSON.parse(line) as Commit) };
}

/** Where a log is torn: at every boundary of its frames, and within: in the frame's header, behind it, in the page, before its end. */
function cutsOf(log: Buffer): number[] {
  const frames = (log.length - HEADER) / FRAME;
  expect(Number.isInteger(frames)).toBe(true);
  const within = upTo(frames).flatMap((k) => [0, 12, 24, 24 + 2048, FRAME - 1].map((at) => HEADER + (k - 1) * FRAME + at));
  return [0, 16, ...within, log.length];
}

/** What may lie behind the place at which a log was torn. */
const TAILS: Readonly<Record<string, (log: Buffer, cut: number) => Buffer>> = {
  nothing: (log, cut) => log.subarray(0, cut),
  zeros: (log, cut) => Buffer.concat([log.subarray(0, cut), Buffer.alloc(log.length - cut)]),
  garbage: (log, cut) => Buffer.concat([log.subarray(0, cut), Buffer.alloc(log.length - cut, 0xa5)]),
};

/** A session that goes on writes and flushes for long: those torn between frames and in the middle of a page are enough. */
const isGoneOnWith = (cut: number): boolean => [0, 24 + 2048].includes((cut - HEADER) % FRAME);

function goesOn(folder: string): void {
  const journal = openJournal(folder);
  journal.append([step(1_000_000)]);
  journal.close();
  const again = readJournal(folder);
  expect([...again.entries(0)].at(-1)).toEqual(step(1_000_000));
  again.close();
}

describe('a log torn at every boundary of its frames and within them', () => {
  it.each(Object.keys(TAILS))(
    'with %s behind has exactly the commits that were whole, and goes on',
    (tail) => {
      const { folder, commits } = died();
      const log = readFileSync(join(folder, 'journal.db-wal'));
      expect(log.length).toBe(commits.at(-1)!.length);
      const seen = new Set<number>();
      cutsOf(log).forEach((cut, k) => {
        const torn = join(folder, `torn-${k}`);
        mkdirSync(torn);
        copyFileSync(join(folder, 'journal.db'), join(torn, 'journal.db'));
        const left = TAILS[tail]!(log, cut);
        writeFileSync(join(torn, 'journal.db-wal'), left);
        // What lies behind may happen to be what lay there.
        const differs = left.subarray(cut).findIndex((byte, at) => byte !== log[cut + at]);
        const whole = commits.filter(({ length }) => length <= (differs < 0 ? left.length : cut + differs)).at(-1);
        if (whole === undefined) {
          expect(() => openJournal(torn)).toThrow('but it was "missing": its session never began');
          return;
        }
        const journal = readJournal(torn);
        expect(journal.tip).toEqual({ entries: whole.entries, hash: whole.hash });
        expect([...journal.entries(0)]).toHaveLength(whole.entries);
        journal.close();
        if (isGoneOnWith(cut)) goesOn(torn);
        seen.add(whole.entries);
      });
      expect(seen.size).toBe(commits.length);
    },
    300_000,
  );
});

describe(`a process killed ${KILLS} times`, () => {
  it('leaves every entry whose append had returned, and a session that the next one takes over', async () => {
    const folder = newFolder();
    create(folder).close();
    for (let kill = 0; kill < KILLS; kill++) {
      const child = spawn(process.execPath, ['--import', jiti, script, 'endless', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
      onTestFinished(() => void child.kill('SIGKILL'));
      let said = '';
      const ends = new Promise((resolve) => child.stdout.once('end', resolve));
      await new Promise<void>((resolve) => {
        child.stdout.on('data', (text) => {
          said += String(text);
          resolve();
        });
      });
      setTimeout(() => child.kill('SIGKILL'), Math.random() * 1500);
      await ends;
      const told = Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1)!.replace('begins', '0'));
      const journal = open(folder);
      const entries = [...journal.entries(0)];
      expect(entries.map(({ ts }) => ts)).toEqual(upTo(entries.length));
      expect(entries.length - told).toBeGreaterThanOrEqual(0);
      journal.close();
    }
  }, 300_000);
});
