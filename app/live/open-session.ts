import type { Manifest } from '../../engine/loop/journal.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import type { Arguments, Io } from '../io.ts';
import { createJournal, openJournal, type SessionJournal } from '../journal/journal.ts';
import { findSession } from '../sessions/find-session.ts';
import { sessionFolder } from '../sessions/session-files.ts';
import { newSessionId } from '../sessions/session-id.ts';
import { manifestOf } from './manifest.ts';
import { type OpenRun, openRun, readRun } from './open-run.ts';

/** A session with its journal open, new or to be gone on with. */
export interface OpenSession extends Pick<OpenRun, 'prepared' | 'spec' | 'baseDir'> {
  readonly journal: SessionJournal;
  readonly folder: string;
}

/** What a new session trades with. */
export interface Trading extends Pick<Manifest, 'broker' | 'account' | 'supports' | 'emulateExits'> {}

/** Begins the session of a command line. `tradingOf` may refuse the run. Throws a ConfigError. */
export async function beginSession(
  args: Arguments,
  io: Io,
  workspace: string,
  tradingOf: (run: OpenRun, session: string) => Trading | Promise<Trading>,
  mode: Manifest['mode'],
): Promise<OpenSession> {
  const run = await openRun(args, io, workspace);
  const { prepared, spec, taped, baseDir } = run;
  if (!prepared.repeatable)
    throw new ConfigError('Expected a run whose strategy and data are files, but they were "given by a program, in memory"');
  if ((spec.risk.human ?? []).length > 0)
    throw new ConfigError('Expected "risk.human" to be absent in a session, but it was given: people speak to it (onetape session halt)');
  const created = Date.now();
  const session = newSessionId(mode, prepared.families.join('-'), created);
  const trading = await tradingOf(run, session);
  const folder = sessionFolder(workspace, session);
  const manifest = manifestOf(session, mode, run, { created, ...trading });
  // On a tape the history to warm up on is part of it; live it is all that lies before now.
  const own = taped === undefined ? { ...manifest, warmUntil: created } : { ...manifest, tape: taped.speed };
  return { prepared, spec, baseDir, folder, journal: createJournal(folder, own) };
}

/** Opens a session to go on with it. Throws a ConfigError for one of another mode, and where another process runs it. */
export async function resumeSession(text: string, workspace: string, mode: Manifest['mode']): Promise<OpenSession> {
  const session = findSession(workspace, text);
  const folder = sessionFolder(workspace, session);
  const journal = openJournal(folder);
  try {
    const { spec, baseDir, mode: was } = journal.manifest;
    if (was !== mode) throw new ConfigError(`Expected a ${mode} session, but "${session}" was ${was}: onetape ${was} --resume ${session}`);
    return { ...(await readRun(spec, baseDir, workspace, () => `session ${session}`)), journal, folder };
  } catch (error) {
    journal.close();
    throw error;
  }
}
