import { dirname, relative, resolve } from 'node:path';
import { ConfigError } from '../engine/model/errors.ts';
import { type PlaceOf, shown } from './config/explain.ts';
import { isRecord } from './config/is-record.ts';
import { override, placeOf } from './config/overrides.ts';
import { readJsonFile } from './config/read-file.ts';
import type { Arguments, Io } from './io.ts';
import { overridesOf } from './run-flags.ts';

/** A run file with what the flags of its command line change. */
export interface RunFile {
  readonly raw: Readonly<Record<string, unknown>>;
  /** The folder that its relative paths are relative to. */
  readonly baseDir: string;
  readonly place: PlaceOf;
}

/** Reads the run of a command line, not checked yet; without a file it is what the flags say. Throws a ConfigError. */
export function readRunFile(args: Arguments, io: Pick<Io, 'cwd'>): RunFile {
  const file = typeof args['first'] === 'string' ? args['first'] : undefined;
  const baseDir = file === undefined ? io.cwd : dirname(resolve(io.cwd, file));
  const raw = file === undefined ? {} : readJsonFile(resolve(io.cwd, file), file);
  if (!isRecord(raw))
    throw new ConfigError(
      `Expected a run specification to be an object, but it was ${shown(raw)}`,
      file === undefined ? {} : { place: file },
    );
  const overrides = overridesOf(args, relative(baseDir, io.cwd));
  return { raw: override(raw, overrides) as RunFile['raw'], baseDir, place: placeOf(file, overrides) };
}
