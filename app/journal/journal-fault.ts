import { isSqliteError } from '../../data/sqlite.ts';
import { ConfigError, DataError } from '../../engine/model/errors.ts';

/** What SQLite says, by the beginning of its code: what was expected of the journal, and what it was. */
const FAULTS: readonly (readonly [code: string, expected: string, was: string])[] = [
  ['SQLITE_FULL', 'room on the disk', 'full; nothing was written'],
  ['SQLITE_IOERR_WRITE', 'room on the disk', 'full or broken; nothing was written'],
  ['SQLITE_IOERR_SHM', 'room on the disk', 'full; nothing was written'],
  ['SQLITE_IOERR', 'a disk that can be read and written', 'broken, or taken away'],
  ['SQLITE_BUSY', 'a journal that nobody else writes', 'busy; nothing was written'],
  ['SQLITE_LOCKED', 'a journal that nobody else writes', 'locked; nothing was written'],
  ['SQLITE_READONLY', 'a journal that can be written', 'read-only'],
  // Two more files stand beside a journal that is open: readers and the writer meet in them.
  ['SQLITE_CANTOPEN', 'a file in a folder that can be written, even to read it,', 'one that cannot be opened'],
  ['SQLITE_PERM', 'a journal that can be opened', 'not allowed'],
  ['SQLITE_TOOBIG', 'an entry that fits into a gigabyte', 'more; nothing was written'],
];

/** Does something with the journal at `path`; what SQLite cannot do is told in one sentence, a ConfigError or a DataError. */
export function inJournal<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    const { code } = error;
    if (/^SQLITE_(?:CORRUPT|NOTADB|FORMAT)/.test(code)) {
      const was = code.startsWith('SQLITE_NOTADB') ? 'no SQLite file' : 'damaged';
      throw new DataError(`Expected a journal at "${path}", but it was "${was}"`, { cause: error });
    }
    const [, expected, was] = FAULTS.find(([prefix]) => code.startsWith(prefix)) ?? [
      code,
      'a journal that works',
      `${error.message} (${code})`,
    ];
    throw new ConfigError(`Expected ${expected} for "${path}", but it was "${was}"`, { cause: error });
  }
}
