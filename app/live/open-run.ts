import { dirname, relative, resolve } from 'node:path';
import { ConfigError } from '../../engine/model/errors.ts';
import { type PlaceOf, shown } from '../config/explain.ts';
import { isRecord } from '../config/is-record.ts';
import { override, placeOf } from '../config/overrides.ts';
import { type FullSpec, parseRunSpec } from '../config/parse.ts';
import { readJsonFile } from '../config/read-file.ts';
import type { Arguments, Io } from '../io.ts';
import { type Prepared, prepare } from '../prepare.ts';
import { overridesOf } from '../run-flags.ts';
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
  const file = typeof args['first'] === 'string' ? args['first'] : undefined;
  const baseDir = file === undefined ? io.cwd : dirname(resolve(io.cwd, file));
  const raw = file === undefined ? {} : readJsonFile(resolve(io.cwd, file), file);
  if (!isRecord(raw))
    throw new ConfigError(
      `Expected a run specification to be an object, but it was ${shown(raw)}`,
      file === undefined ? {} : { place: file },
    );
  const overrides = overridesOf(args, relative(baseDir, io.cwd));
  const { tape } = args;
  const given = override(raw, overrides) as Readonly<Record<string, unknown>>;
  const taped = tapedOf(given, typeof tape === 'string' ? tape : undefined, (text) => findSession(workspace, text));
  return { ...(await readRun(taped?.raw ?? given, baseDir, workspace, placeOf(file, overrides))), taped };
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
