import { statSync } from 'node:fs';
import { join } from 'node:path';
import { createJournal, openJournal } from '../../../app/journal/journal.ts';
import { epoch, MANIFEST, step } from './entries.ts';

/**
 * A process that writes a journal and is killed: `node writing.ts script FOLDER` appends commits of many sizes, tells after each how long
 * the log is and what the chain has come to, and kills itself; `node writing.ts endless FOLDER` goes on until somebody else does.
 */
const [, , what, folder = ''] = process.argv;
const COMMITS = 24;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

if (what === 'script') {
  const journal = createJournal(folder, MANIFEST);
  const tell = (): void => say(JSON.stringify({ length: statSync(join(folder, 'journal.db-wal')).size, ...journal.tip }));
  tell();
  journal.append([epoch(0)]);
  tell();
  for (let k = 1; k <= COMMITS; k++) {
    // Some fill pages of their own, as a day's new epoch does.
    const values = Array.from({ length: k % 8 === 0 ? 2000 : 3 }, (_, n) => k + n / 7);
    const rows = [{ feed: 0, values }];
    journal.append(k % 8 === 0 ? [epoch(k, { warmUp: rows }), step(k)] : Array.from({ length: 1 + (k % 3) }, () => step(k, { rows })));
    tell();
  }
  process.kill(process.pid, 'SIGKILL');
} else {
  const journal = openJournal(folder);
  say('begins');
  for (let k = journal.tip.entries + 1; ; k++) {
    journal.append([step(k)]);
    say(String(k));
  }
}
