import { createRequire } from 'node:module';
import type BetterSqlite3 from 'better-sqlite3';
import { ConfigError } from '../engine/model/errors.ts';

/** A connection. */
export type Database = BetterSqlite3.Database;
/** A statement, the values it takes and the row it gives. */
export type Statement<P extends unknown[] = unknown[], R = unknown> = BetterSqlite3.Statement<P, R>;

/** What opens connections. */
interface Connections {
  new (path: string, options?: BetterSqlite3.Options): Database;
  readonly SqliteError: new (message: string, code: string) => Error & { readonly code: string };
}

/** The Node-API that better-sqlite3 13 needs, which Node 22.14 and newer have: an older one dies of it without a word. */
const NODE_API = 10;

/** The first Node that aborts a process where better-sqlite3 12 has a statement collected between two events. */
const ABORTS = 24;

/**
 * better-sqlite3 that this Node can bear: 13 where it is installed and there is the Node-API for it, else 12. Throws a ConfigError where
 * only 13 will do and is absent.
 */
export function sqliteFor(node: string, nodeApi: number, load: (name: string) => unknown): Connections {
  if (nodeApi < NODE_API) return load('better-sqlite3') as Connections;
  try {
    return load('better-sqlite3-napi') as Connections;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw cause;
    if (Number.parseInt(node, 10) < ABORTS) return load('better-sqlite3') as Connections;
    throw new ConfigError(
      `Expected the optional package "better-sqlite3-napi", which Node ${ABORTS} and newer need, but it was "absent": install onetape again without --omit=optional`,
      { cause },
    );
  }
}

/** SQLite: `new Database(path)` opens a connection. */
export const Database: Connections = sqliteFor(process.versions.node, Number(process.versions['napi']), createRequire(import.meta.url));
