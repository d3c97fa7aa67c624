import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigError } from '../../engine/model/errors.ts';
import { connect, type Database } from '../sqlite.ts';
import { APPLICATION_ID, STEPS } from './schema.ts';
import { inStore } from './store-fault.ts';

/** Pages this large hold a chunk in a few dozen: read with fewer steps. */
const PAGE = 16_384;

/** How long a writer waits for another, ms. */
const PATIENCE = 5000;

/** Opens the store at `path` for reading and writing, making or upgrading it; throws a ConfigError or DataError in one sentence. */
export function openStore(path: string, patience = PATIENCE): Database {
  return inStore(path, () => {
    makeFolder(path);
    const db = connect(path, { timeout: patience });
    try {
      // Before the first table there is: it cannot be changed later.
      db.pragma(`page_size = ${PAGE}`);
      refuseForeign(db, path);
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      db.pragma(`journal_size_limit = ${64 * 1024 * 1024}`);
      upgrade(db);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** Opens the store at `path` for reading, beside whoever writes it. */
export function openToRead(path: string, patience = PATIENCE): Database {
  return inStore(path, () => {
    if (!existsSync(path)) throw new ConfigError(`Expected a store at "${path}", but it was "absent"`);
    const db = connect(path, { readonly: true, timeout: patience });
    try {
      refuseForeign(db, path);
      if (db.pragma('user_version', { simple: true }) === STEPS.length) return db;
    } catch (error) {
      db.close();
      throw error;
    }
    db.close();
    openStore(path, patience).close();
    return connect(path, { readonly: true, timeout: patience });
  });
}

function makeFolder(path: string): void {
  try {
    mkdirSync(dirname(resolve(path)), { recursive: true });
  } catch (cause) {
    throw new ConfigError(`Expected a folder that can be made for "${path}", but it was "${(cause as NodeJS.ErrnoException).code}"`, {
      cause,
    });
  }
}

function refuseForeign(db: Database, path: string): void {
  const id = db.pragma('application_id', { simple: true });
  const tables = db.prepare('SELECT COUNT(*) FROM sqlite_schema').pluck().get() as number;
  if (id !== APPLICATION_ID && (id !== 0 || tables > 0)) {
    throw new ConfigError(`Expected a store at "${path}", but it was "another program's SQLite file"`);
  }
  const version = db.pragma('user_version', { simple: true }) as number;
  if (id === APPLICATION_ID && version > STEPS.length) {
    throw new ConfigError(
      `Expected a store of version ${STEPS.length} or older at "${path}", but it was "${version}": a newer onetape wrote it`,
    );
  }
}

function upgrade(db: Database): void {
  if (db.pragma('user_version', { simple: true }) === STEPS.length) return;
  const all = db.transaction(() => {
    const version = db.pragma('user_version', { simple: true }) as number;
    db.pragma(`application_id = ${APPLICATION_ID}`);
    for (const step of STEPS.slice(version)) db.exec(step);
    if (version < STEPS.length) db.pragma(`user_version = ${STEPS.length}`);
  });
  all.immediate();
}
