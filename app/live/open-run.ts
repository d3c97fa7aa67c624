import { resolve } from 'node:path';
import type { PlaceOf } from '../config/explain.ts';
import { type FullSpec, parseRunSpec } from '../config/parse.ts';
import type { Arguments, Io } from '../io.ts';
import { type Prepared, prepare } from '../prepare.ts';
import { readRunFile } from '../run-file.ts';
import { findSession } from '../sessions/find-session.ts';
import { storeOf } from '../workspace.ts';
import { type Taped, tapedOf } from './tape.ts';

/** A run file that is to be run live, read and checked. */
export interface OpenRun {
  readonly spec: FullSpec;
  readonly prepared: Prepared;
  readonly baseDir: string;
  /** How its feeds are played as a tape; undefined where they come live. */
  readonly taped: Taped | undefined;
}

/** Reads the run of a command line with what its flags change. Throws as `onetape backtest` does. */
export async function openRun(args: Arguments, io: Io, workspace: string): Promise<OpenRun> {
  const { raw, baseDir, place } = readRunFile(args, io);
  const { tape } = args;
  const taped = tapedOf(raw, typeof tape === 'string' ? tape : undefined, (text) => findSession(workspace, text));
  return { ...(await readRun(taped?.raw ?? raw, baseDir, workspace, place)), taped };
}

/** Checks a specification and reads what it names. */
export async function readRun(
  raw: unknown,
  baseDir: string,
  workspace: string,
  place: PlaceOf,
): Promise<{ readonly spec: FullSpec; readonly prepared: Prepared; readonly baseDir: string }> {
  const spec = parseRunSpec(raw, place);
  return { spec, prepared: await prepare(spec, baseDir, storeOf(workspace), place), baseDir: resolve(baseDir) };
}
