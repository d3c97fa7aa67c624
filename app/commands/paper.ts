import { TapeFeed } from '../../engine/feed/tape-feed.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import { parseTimeframe } from '../../engine/model/timeframe.ts';
import type { Arguments, Io } from '../io.ts';
import { createJournal, openJournal, type SessionJournal } from '../journal/journal.ts';
import { manifestOf } from '../live/manifest.ts';
import { type OpenRun, openRun, readRun } from '../live/open-run.ts';
import { runSession } from '../live/run-session.ts';
import { readSpeed } from '../live/tape.ts';
import { WALL } from '../live/wall.ts';
import { attend } from '../sessions/attend.ts';
import { findSession } from '../sessions/find-session.ts';
import { logLevelOf } from '../sessions/log.ts';
import { sessionFolder } from '../sessions/session-files.ts';
import { newSessionId } from '../sessions/session-id.ts';
import { workspaceOf } from '../workspace.ts';
import { writeReports } from '../write-reports.ts';

/** How long a stop waits for orders to end. */
const PATIENCE = 30_000;

/** `onetape paper [RUN.json]`: a strategy on a live feed or a tape, with simulated fills. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const workspace = workspaceOf(args, io);
  const { resume } = args;
  const [onStop, grace, logLevel] = [onStopOf(args), millisecondsOf(args, 'grace', 2_000), logLevelOf(args['log-level'])];
  const every = epochOf(args);
  const { journal, prepared, spec, baseDir, folder, speed } =
    typeof resume === 'string' ? await resumed(resume, workspace, args) : await begun(args, io, workspace);
  try {
    const { manifest, tip } = journal;
    const quiet = args['quiet'] === true;
    const watched = { folder, manifest, entries: tip.entries, wall: WALL, io, onStop, quiet, logLevel, notify: spec.notify, baseDir };
    const attended = await attend(watched);
    const { series, warmUntil } = prepared.parts;
    try {
      const feed = ({ rows }: { readonly rows: readonly number[] }): TapeFeed =>
        new TapeFeed(series, { speed, instantUntil: warmUntil, wall: WALL, passed: rows });
      const result = await runSession({ prepared, spec, journal, attended, feed, grace, patience: PATIENCE, hourly: false, every });
      await attended.close('ended', 'the tape is over, or it was told to stop');
      await writeReports(result, args, workspace, io);
      return 0;
    } catch (error) {
      await attended.close('failed', error instanceof Error ? error.message : String(error));
      throw error;
    }
  } finally {
    journal.close();
  }
}

interface Opened extends Pick<OpenRun, 'prepared' | 'spec' | 'baseDir'> {
  readonly journal: SessionJournal;
  readonly folder: string;
  readonly speed: number;
}

async function begun(args: Arguments, io: Io, workspace: string): Promise<Opened> {
  const opened = await openRun(args, io, workspace);
  const { prepared, spec, taped, baseDir } = opened;
  if (taped === undefined)
    throw new ConfigError(
      `Expected feeds that are played (--tape 1, or "liveFeed": "tape"), but "liveFeed" was ${spec.liveFeed === null ? 'missing' : `"${spec.liveFeed}"`}`,
    );
  if (!prepared.repeatable)
    throw new ConfigError('Expected a run whose strategy and data are files, but they were "given by a program, in memory"');
  if ((spec.risk.human ?? []).length > 0)
    throw new ConfigError('Expected "risk.human" to be absent in a session, but it was given: people speak to it (onetape session halt)');
  const now = Date.now();
  const session = newSessionId('paper', prepared.families.join('-'), now);
  const folder = sessionFolder(workspace, session);
  const manifest = manifestOf(session, 'paper', opened, { created: now, broker: 'simulator', account: '' });
  return { prepared, spec, baseDir, folder, speed: taped.speed, journal: createJournal(folder, { ...manifest, tape: taped.speed }) };
}

async function resumed(text: string, workspace: string, args: Arguments): Promise<Opened> {
  const session = findSession(workspace, text);
  const folder = sessionFolder(workspace, session);
  const journal = openJournal(folder);
  try {
    const { spec: raw, baseDir, tape } = journal.manifest;
    const read = await readRun(raw, baseDir, workspace, () => `session ${session}`);
    return { ...read, journal, folder, speed: typeof args['tape'] === 'string' ? readSpeed(args['tape']) : (tape ?? 1) };
  } catch (error) {
    journal.close();
    throw error;
  }
}

function onStopOf({ 'on-stop': how = 'leave' }: Arguments): 'leave' | 'cancel' | 'flatten' {
  if (how === 'leave' || how === 'cancel' || how === 'flatten') return how;
  throw new ConfigError(`Expected --on-stop to be leave, cancel or flatten, but it was "${how}"`);
}

/** How long an epoch lasts; Infinity where the session has none by time. */
function epochOf({ epoch }: Arguments): number {
  if (epoch === undefined) return Number.POSITIVE_INFINITY;
  const timeframe = parseTimeframe(String(epoch));
  if (timeframe !== undefined && 'ms' in timeframe) return timeframe.ms;
  throw new ConfigError(`Expected --epoch to be a length of time such as 1d or 4h, but it was "${epoch}"`);
}

function millisecondsOf(args: Arguments, name: string, otherwise: number): number {
  const text = args[name];
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (text !== '' && value >= 0 && Number.isFinite(value)) return value;
  throw new ConfigError(`Expected --${name} to be milliseconds, 0 or more, but it was "${text}"`);
}
