import type { LiveBroker } from '../../../engine/broker/broker.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import type { Arguments, Io } from '../../io.ts';
import { readJournal } from '../../journal/journal.ts';
import { ownerOf } from '../../journal/session-lock.ts';
import { findSession } from '../../sessions/find-session.ts';
import { forceHalt } from '../../sessions/force-halt.ts';
import { sessionFolder } from '../../sessions/session-files.ts';
import { workspaceOf } from '../../workspace.ts';
import { said } from './say.ts';

/** `onetape session halt ID`: nothing leaves any more but cancels. `--force` does not need its process: it ends it. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const workspace = workspaceOf(args, io);
  const session = findSession(workspace, String(args['first']));
  const folder = sessionFolder(workspace, session);
  if (args['force'] !== true) {
    if (ownerOf(folder) === undefined)
      throw new ConfigError(`Expected a running session, but "${session}" was "not running": --force halts it on disk, and at its venue`);
    return said(args, io, { word: 'halt' });
  }
  const isDone = await forceHalt({
    folder,
    now: Date.now,
    openBroker: () => brokerOf(folder, workspace, io),
    say: (text) => void io.stdout.write(`${session}: ${text}\n`),
  });
  return isDone ? 0 : 1;
}

/** The broker of a live session; undefined of a paper one, which has none. */
async function brokerOf(folder: string, workspace: string, io: Io): Promise<LiveBroker | undefined> {
  const journal = readJournal(folder);
  const { manifest } = journal;
  journal.close();
  if (manifest.mode === 'paper') return undefined;
  const { openBroker } = await import('../../live/open-broker.ts');
  return openBroker(manifest, { workspace, env: io.env });
}
