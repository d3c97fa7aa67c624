import { ConfigError, DataError } from '../../engine/model/errors.ts';
import { isSqliteError } from '../sqlite.ts';

/** What SQLite says, by the beginning of its code: what was expected of the store, and what it was. */
const FAULTS: readonly (readonly [code: string, expected: string, was: string])[] = [
  ['SQLITE_FULL', 'room on the disk', 'full; nothing was changed'],
  ['SQLITE_IOERR_WRITE', 'room on the disk', 'full or broken; nothing was changed'],
  ['SQLITE_IOERR_SHM', 'room on the disk', 'full; nothing was changed'],
  ['SQLITE_IOERR', 'a disk that can be read and written', 'broken, or taken away'],
  ['SQLITE_BUSY', 'a store that nobody else writes', 'busy: another process writes it; nothing was changed'],
  ['SQLITE_LOCKED', 'a store that nobody else writes', 'locked; nothing was changed'],
  ['SQLITE_READONLY', 'a store that can be written', 'read-only'],
  // Two more files stand beside a store that is open: readers and a writer meet in them.
  ['SQLITE_CANTOPEN', 'a file in a folder that can be written, even to read it,', 'one that cannot be opened'],
  ['SQLITE_PERM', 'a store that can be opened', 'not allowed'],
  ['SQLITE_TOOBIG', 'rows of an hour that fit into a gigabyte', 'more'],
];

const DAMAGED: readonly string[] = ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_FORMAT'];

/** Does something with the store at `path`; what SQLite cannot do is told in one sentence. */
export function inStore<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw faultOf(path, error);
  }
}

/** The error that tells a SQLite error in one sentence; any other error as it is. */
export function faultOf(path: string, error: unknown): unknown {
  if (!isSqliteError(error)) return error;
  const { code } = error;
  if (DAMAGED.some((one) => code.startsWith(one))) {
    const was = code.startsWith('SQLITE_NOTADB') ? 'no SQLite file' : 'damaged';
    return new DataError(`Expected a store at "${path}", but it was "${was}"`, { cause: error });
  }
  const [, expected, was] = FAULTS.find(([prefix]) => code.startsWith(prefix)) ?? [
    code,
    'a store that works',
    `${error.message} (${code})`,
  ];
  return new ConfigError(`Expected ${expected} for "${path}", but it was "${was}"`, { cause: error });
}
