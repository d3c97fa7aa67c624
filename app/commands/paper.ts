import { join } from 'node:path';
import { TapeFeed } from '../../engine/feed/tape-feed.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import type { Arguments, Io } from '../io.ts';
import { createJournal, openJournal } from '../journal/journal.ts';
import { manifestOf } from '../live/manifest.ts';
import { type OpenRun, openRun, readRun } from '../live/open-run.ts';
import { runSession } from '../live/run-session.ts';
import { Signals } from '../live/signals.ts';
import { WALL } from '../live/wall.ts';
import { newRunId } from '../runs/run-id.ts';
import { workspaceOf } from '../workspace.ts';
import { writeReports } from '../write-reports.ts';

/** `onetape paper [RUN.json]`: a strategy on a live feed or a tape, with simulated fills. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const workspace = workspaceOf(args, io);
  const { resume } = args;
  const signals = new Signals(onStopOf(args));
  const opened = typeof resume === 'string' ? await resumed(resume, workspace, args) : await begun(args, io, workspace);
  const { journal, prepared, spec, speed } = opened;
  try {
    if (args['quiet'] !== true) io.stderr.write(`Session ${journal.manifest.session}: everything is recorded in ${opened.folder}\n`);
    const result = await runSession(
      {
        ...{ prepared, spec, journal, people: signals, hourly: false },
        grace: millisecondsOf(args, 'grace', 2_000),
        patience: 30_000,
        feed: ({ rows }) =>
          new TapeFeed(prepared.parts.series, { speed, instantUntil: prepared.parts.warmUntil, wall: WALL, passed: rows }),
      },
      signals.signal,
    );
    await writeReports(result, args, workspace, io);
    return 0;
  } finally {
    signals.close();
    journal.close();
  }
}

interface Opened extends Pick<OpenRun, 'prepared' | 'spec'> {
  readonly journal: ReturnType<typeof openJournal>;
  readonly folder: string;
  readonly speed: number;
}

async function begun(args: Arguments, io: Io, workspace: string): Promise<Opened> {
  const opened = await openRun(args, io, workspace);
  const { prepared, spec, taped } = opened;
  if (taped === undefined)
    throw new ConfigError(
      `Expected feeds to be tapes (--tape 1, or "liveFeed": "tape"), or "liveFeed" to be an adapter, but it was ${spec.liveFeed === null ? 'missing' : `"${spec.liveFeed}"`}`,
    );
  if (!prepared.repeatable)
    throw new ConfigError('Expected a run whose strategy and data are files, but they were "given by a program, in memory"');
  const now = Date.now();
  const session = newRunId(`paper-${prepared.families.join('-')}`, now);
  const folder = join(workspace, 'sessions', session);
  const manifest = manifestOf(session, 'paper', opened, { created: now, broker: 'simulator', account: '' });
  return { prepared, spec, folder, speed: taped.speed, journal: createJournal(folder, { ...manifest, tape: taped.speed }) };
}

async function resumed(session: string, workspace: string, args: Arguments): Promise<Opened> {
  const folder = join(workspace, 'sessions', session);
  const journal = openJournal(folder);
  const { spec: raw, baseDir, tape } = journal.manifest;
  const read = await readRun(raw, baseDir, workspace, () => `session ${session}`);
  return { ...read, journal, folder, speed: typeof args['tape'] === 'string' ? Number(args['tape']) : (tape ?? Number.NaN) };
}

function onStopOf({ 'on-stop': how = 'leave' }: Arguments): 'leave' | 'cancel' | 'flatten' {
  if (how === 'leave' || how === 'cancel' || how === 'flatten') return how;
  throw new ConfigError(`Expected --on-stop to be leave, cancel or flatten, but it was "${how}"`);
}

function millisecondsOf(args: Arguments, name: string, otherwise: number): number {
  const text = args[name];
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (text !== '' && value >= 0 && Number.isFinite(value)) return value;
  throw new ConfigError(`Expected --${name} to be milliseconds, 0 or more, but it was "${text}"`);
}
