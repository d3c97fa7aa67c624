import { ConfigError } from '../../../engine/model/errors.ts';
import type { Arguments, Io } from '../../io.ts';
import { ownerOf } from '../../journal/session-lock.ts';
import { findSession } from '../../sessions/find-session.ts';
import { lineOf } from '../../sessions/frame.ts';
import type { Happening } from '../../sessions/happening.ts';
import { lastLogged } from '../../sessions/last-logged.ts';
import { sessionFolder } from '../../sessions/session-files.ts';
import { reach } from '../../sessions/speak.ts';
import { workspaceOf } from '../../workspace.ts';

/** So much of a session that is over is shown. */
const LAST = 20;

/** `onetape session tail ID`: what happens, as it does, until the session ends or the reader does; of one that is over, what happened last. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const workspace = workspaceOf(args, io);
  const session = findSession(workspace, String(args['first']));
  const folder = sessionFolder(workspace, session);
  const show = (one: Happening): void => void io.stdout.write(`${args['json'] === true ? JSON.stringify(one) : lineOf(one)}\n`);
  if (ownerOf(folder) === undefined) {
    const last = lastLogged(folder, LAST);
    if (last.length === 0) throw new ConfigError(`Expected a session that runs, or has a log, but "${session}" was "over, and silent"`);
    for (const one of last) show(one);
    return 0;
  }
  const client = await reach(workspace, session);
  await client.tail(show);
  await client.ended;
  return 0;
}
