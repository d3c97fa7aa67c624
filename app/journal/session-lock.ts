import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type Database, isSqliteError } from '../../data/sqlite.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import { whyNot } from '../config/read-file.ts';
import { inJournal } from './journal-fault.ts';

/** How long a process waits for another that only looks who holds a session, ms. */
const PATIENCE = 250;

/** Locks that are held: a connection that is forgotten would be collected, and its lock given back unasked. */
const HELD = new Set<Database>();

const lockOf = (folder: string): string => join(folder, 'lock');
const pidOf = (folder: string): string => join(folder, 'pid');

/**
 * The right of one process to run a session. It is a lock that the operating system keeps on a file, so it ends with the process
 * that holds it, however that ends: there is nothing stale to clear away. The process's number stands in a file beside it. Nobody may
 * open the lock's file in this process by other means: to close it would give the lock back (POSIX).
 */
export class SessionLock {
  readonly #folder: string;
  readonly #db: Database;

  /** Takes the lock of a session's folder. Throws a ConfigError that names the process where another one holds it. */
  constructor(folder: string) {
    this.#folder = folder;
    const db = held(folder, PATIENCE);
    if (db === undefined) {
      const pid = writtenPid(folder);
      throw new ConfigError(
        `Expected a session that no other process runs at "${folder}", but it was "running${pid === undefined ? '' : `: process ${pid}`}"`,
      );
    }
    this.#db = db;
    HELD.add(db);
    try {
      writeFileSync(pidOf(folder), `${process.pid}\n`);
    } catch (cause) {
      this.release();
      throw new ConfigError(`Expected a session's folder that can be written, but it was "${folder}" (${whyNot(cause)})`, { cause });
    }
  }

  /** Gives the lock back; a second time it is no longer ours to give. */
  release(): void {
    if (!HELD.delete(this.#db)) return;
    rmSync(pidOf(this.#folder), { force: true });
    this.#db.close();
  }
}

/** The process that runs the session of a folder; undefined where none does, NaN where it has not said its number yet. */
export function ownerOf(folder: string): number | undefined {
  if (!existsSync(lockOf(folder))) return undefined;
  const db = held(folder, 0);
  if (db === undefined) return writtenPid(folder) ?? Number.NaN;
  db.close();
  return undefined;
}

/** A connection that holds the lock; undefined where another has it. */
function held(folder: string, timeout: number): Database | undefined {
  const path = lockOf(folder);
  return inJournal(path, () => {
    const db = connect(path, { timeout });
    try {
      db.exec('BEGIN IMMEDIATE');
      return db;
    } catch (error) {
      db.close();
      if (isSqliteError(error) && error.code.startsWith('SQLITE_BUSY')) return undefined;
      throw error;
    }
  });
}

function writtenPid(folder: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(pidOf(folder), 'utf8'), 10);
    return Number.isNaN(pid) ? undefined : pid;
  } catch {
    return undefined;
  }
}
