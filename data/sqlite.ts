import { createRequire } from 'node:module';
import type BetterSqlite3 from 'better-sqlite3';
import { ConfigError } from '../engine/model/errors.ts';

/** A connection. */
export type Database = BetterSqlite3.Database;
/** A statement, the values it takes and the row it gives. */
export type Statement<P extends unknown[] = unknown[], R = unknown> = BetterSqlite3.Statement<P, R>;

/** What SQLite refuses with. */
type SqliteError = Error & { readonly code: string };

/** What opens connections. */
interface Connections {
  new (path: string, options?: BetterSqlite3.Options): Database;
  readonly SqliteError: new (message: string, code: string) => SqliteError;
}

/** better-sqlite3 12, built for one Node, and 13, built for Node-API 10, which Node 22.14 and newer have: an older one dies of it without a word. */
const BUILDS = { 12: 'better-sqlite3', 13: 'better-sqlite3-napi' };
const NODE_API = 10;

/** The first Node that aborts a process where better-sqlite3 12 has a statement collected between two events. */
const ABORTS = 24;

/** better-sqlite3 as this Node can bear it. Throws a ConfigError where it is not installed, or for another Node. */
export function sqliteFor(node: string, nodeApi: number, load: (name: string) => unknown): Connections {
  if (nodeApi < NODE_API) return working(BUILDS[12], node, load);
  try {
    return working(BUILDS[13], node, load);
  } catch (error) {
    if (Number.parseInt(node, 10) >= ABORTS) throw error;
    return working(BUILDS[12], node, load);
  }
}

/** A build that has opened a connection: what it is made of natively is looked for no sooner. */
function working(name: string, node: string, load: (name: string) => unknown): Connections {
  try {
    const Connections = load(name) as Connections;
    new Connections(':memory:').close();
    return Connections;
  } catch (cause) {
    throw new ConfigError(
      `Expected the package "${name}" to be installed for Node ${node}, but it was "${whyNot(cause as NodeJS.ErrnoException)}": install onetape again under this Node`,
      { cause },
    );
  }
}

function whyNot({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'MODULE_NOT_FOUND') return 'absent';
  if (code === 'ERR_DLOPEN_FAILED') return 'built for another';
  const [first = ''] = message.split('\n');
  return first.startsWith('Could not locate the bindings file') ? 'not built' : first;
}

/** Native code is loaded with the first connection: a process that may not load any, or never keeps anything, does without. */
function sqlite(): Connections {
  sqliteHere ??= sqliteFor(process.versions.node, Number(process.versions['napi']), createRequire(import.meta.url));
  return sqliteHere;
}

let sqliteHere: Connections | undefined;

/** Opens a connection to a file. Throws a ConfigError where SQLite is not installed, a `SqliteError` where the file cannot be opened. */
export const connect = (path: string, options?: BetterSqlite3.Options): Database => new (sqlite())(path, options);

/** Whether it was SQLite that refused: `code` then says why, as `SQLITE_BUSY`. */
export const isSqliteError = (error: unknown): error is SqliteError => error instanceof sqlite().SqliteError;
