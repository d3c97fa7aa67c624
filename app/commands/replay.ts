import { LiveSession } from '../../engine/loop/live-session.ts';
import { follow } from '../../engine/loop/replay.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import { isoTime } from '../../engine/model/time.ts';
import type { Arguments, Io } from '../io.ts';
import { readJournal } from '../journal/journal.ts';
import { causeOf } from '../live/cause.ts';
import { venueOf } from '../live/manifest.ts';
import { readRun } from '../live/open-run.ts';
import { resultOf } from '../run-result.ts';
import { findSession } from '../sessions/find-session.ts';
import { hashesOf } from '../sessions/hashes.ts';
import { replayed } from '../sessions/replayed.ts';
import { sessionFolder } from '../sessions/session-files.ts';
import { workspaceOf } from '../workspace.ts';
import { writeReports } from '../write-reports.ts';

/** `onetape replay SESSION [--verify]`: strategy and engine again over what was recorded; 3 where they do something else. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const workspace = workspaceOf(args, io);
  const session = findSession(workspace, String(args['first']));
  if (args['simulate'] === true) return (await import('./simulate.ts')).run(session, workspace, args, io);
  if (args['set'] !== undefined) throw new ConfigError('Expected --simulate beside --set, which changes what the simulator is like');
  return args['verify'] === true ? verify(session, workspace, args, io) : report(session, workspace, args, io);
}

async function verify(session: string, workspace: string, args: Arguments, io: Io): Promise<number> {
  const { divergence, steps, commands, hashes, prepared } = await replayed(workspace, session);
  if (divergence === undefined) {
    if (args['quiet'] !== true) io.stdout.write(`${session}: the same again, ${steps} steps and ${commands} commands, byte for byte\n`);
    return 0;
  }
  const { ts, command, written = 'none', now = 'none', step } = divergence;
  const what = `at ${isoTime(ts)} (step ${step}, command ${command}) it was ${now}, and was recorded as ${written}`;
  io.stderr.write(
    `Expected session "${session}" to come out again as it was recorded, but ${what}: ${causeOf(hashes, hashesOf(prepared))}\n`,
  );
  return 3;
}

/** The reports of what a session did. */
async function report(session: string, workspace: string, args: Arguments, io: Io): Promise<number> {
  const journal = readJournal(sessionFolder(workspace, session));
  try {
    const { manifest } = journal;
    const { prepared, spec } = await readRun(manifest.spec, manifest.baseDir, workspace, () => `session ${session}`);
    const live = new LiveSession({ ...prepared.parts, warmUntil: manifest.warmUntil }, { venue: venueOf(manifest), failed() {} });
    follow(live, journal.entries(0));
    live.finish();
    await writeReports(resultOf(live.assembly, prepared, spec, session), args, workspace, io);
    return 0;
  } finally {
    journal.close();
  }
}
