import { ConfigError } from '../../../engine/model/errors.ts';
import { isoTime } from '../../../engine/model/time.ts';
import type { Arguments, Io } from '../../io.ts';
import { readJournal } from '../../journal/journal.ts';
import { ownerOf } from '../../journal/session-lock.ts';
import { textOf } from '../../read-flags.ts';
import { findSession } from '../../sessions/find-session.ts';
import { lastView } from '../../sessions/last-view.ts';
import { pageOf, type SessionPage } from '../../sessions/page.ts';
import { sessionFolder } from '../../sessions/session-files.ts';
import { sessionRow } from '../../sessions/session-row.ts';
import { speak } from '../../sessions/speak.ts';
import { workspaceOf } from '../../workspace.ts';
import { write } from '../../write.ts';

/** `onetape session show ID`: how a session stands, from its process or from its journal. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const workspace = workspaceOf(args, io);
  const session = findSession(workspace, String(args['first']));
  const folder = sessionFolder(workspace, session);
  const isRunning = ownerOf(folder) !== undefined;
  const journal = readJournal(folder);
  try {
    const { manifest, tip, epochs, sizePerDay } = journal;
    const shown = isRunning
      ? { view: (await speak(workspace, session, { word: 'show' })).view ?? null, from: 'its process' }
      : await lastView(workspace, session, tip.entries);
    if (shown.view === null)
      throw new ConfigError(
        `Expected a session that has begun, but "${session}" was "${sessionRow(workspace, session).state}" before its first event`,
      );
    const { hashes, created, engine } = manifest;
    const page: SessionPage = {
      ...sessionRow(workspace, session),
      ...shown,
      view: shown.view,
      engine,
      hashes,
      journal: { ...tip, epochs, sizePerDay },
    };
    const path = textOf(args, 'json');
    if (path !== undefined) write(path, `${JSON.stringify({ ...page, created: isoTime(created) })}\n`, io);
    if (args['quiet'] !== true && path !== '-') io.stdout.write(pageOf(page));
    return 0;
  } finally {
    journal.close();
  }
}
