import { existsSync } from 'node:fs';
import { connect, type Database } from '../../data/sqlite.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import { inJournal } from './journal-fault.ts';
import { APPLICATION_ID, FORMAT, SCHEMA } from './schema.ts';

/** How long is waited for another that reads or copies, ms. */
const PATIENCE = 5000;

/** Opens the journal at `path` for reading and writing; `create` makes it. Throws a ConfigError or DataError in one sentence. */
export function openDatabase(path: string, create: boolean): Database {
  return inJournal(path, () => {
    if (!create) mustExist(path);
    const db = connect(path, { timeout: PATIENCE });
    return orClose(db, () => {
      refuseForeign(db, path);
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      // Where a disk only says that it has written (macOS).
      db.pragma('fullfsync = ON');
      db.pragma(`journal_size_limit = ${64 * 1024 * 1024}`);
    });
  });
}

/** Opens the journal at `path` for reading, beside whoever writes it. */
export function openToRead(path: string): Database {
  return inJournal(path, () => {
    mustExist(path);
    const db = connect(path, { readonly: true, timeout: PATIENCE });
    return orClose(db, () => refuseForeign(db, path));
  });
}

/** Makes the tables of an empty journal and writes its manifest, both or neither. */
export function beginJournal(db: Database, manifest: string): void {
  const all = db.transaction(() => {
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.exec(SCHEMA);
    db.pragma(`user_version = ${FORMAT}`);
    db.prepare('INSERT INTO manifest VALUES (1, ?)').run(manifest);
  });
  all.immediate();
}

/** Whether a journal has no tables yet: nobody has begun it, or died before it was whole. */
export const isEmpty = (db: Database): boolean => db.prepare('SELECT COUNT(*) FROM sqlite_schema').pluck().get() === 0;

function refuseForeign(db: Database, path: string): void {
  if (isEmpty(db)) return;
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw new ConfigError(`Expected a journal at "${path}", but it was "another program's SQLite file"`);
  }
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > FORMAT) {
    throw new ConfigError(
      `Expected a journal of format ${FORMAT} or older at "${path}", but it was "${version}": a newer onetape wrote it`,
    );
  }
}

function mustExist(path: string): void {
  if (!existsSync(path)) throw new ConfigError(`Expected a journal at "${path}", but it was "absent"`);
}

function orClose(db: Database, work: () => void): Database {
  try {
    work();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
