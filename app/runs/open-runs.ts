import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type Database } from '../../data/sqlite.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import { whyNot } from '../config/read-file.ts';
import { STEPS } from './schema.ts';

/** Opens `runs.db` in a workspace, making both where they are absent. Throws a ConfigError where that cannot be done. */
export function openRuns(workspace: string): Database {
  try {
    mkdirSync(workspace, { recursive: true });
    const db = connect(join(workspace, 'runs.db'));
    db.pragma('busy_timeout = 5000');
    db.pragma('journal_mode = WAL');
    const upgrade = db.transaction(() => {
      const version = db.pragma('user_version', { simple: true }) as number;
      for (const step of STEPS.slice(version)) db.exec(step);
      if (version < STEPS.length) db.pragma(`user_version = ${STEPS.length}`);
    });
    upgrade.immediate();
    return db;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`Expected a workspace that can be written, but it was "${workspace}" (${whyNot(error)})`, { cause: error });
  }
}
