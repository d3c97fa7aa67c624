import { isoTime } from '../../../engine/model/time.ts';
import type { Arguments, Io } from '../../io.ts';
import { textOf } from '../../read-flags.ts';
import { sessionIds } from '../../sessions/find-session.ts';
import { sessionRow } from '../../sessions/session-row.ts';
import { sessionTable } from '../../sessions/session-table.ts';
import { workspaceOf } from '../../workspace.ts';
import { write } from '../../write.ts';

/** `onetape session ls`: every session of the workspace, newest first. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const workspace = workspaceOf(args, io);
  const rows = sessionIds(workspace).map((id) => sessionRow(workspace, id));
  rows.sort((a, b) => (b.created ?? 0) - (a.created ?? 0));
  const path = textOf(args, 'json');
  const plain = rows.map((row) => ({ ...row, created: row.created === null ? null : isoTime(row.created) }));
  if (path !== undefined) write(path, `${JSON.stringify(plain)}\n`, io);
  if (args['quiet'] !== true && path !== '-') io.stdout.write(sessionTable(rows));
  return 0;
}
