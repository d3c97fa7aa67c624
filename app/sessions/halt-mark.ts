import { existsSync, readFileSync, rmSync } from 'node:fs';
import { ConfigError } from '../../engine/model/errors.ts';
import { isoTime } from '../../engine/model/time.ts';
import { whyNot } from '../config/read-file.ts';
import { haltPath } from './session-files.ts';
import { writeWhole } from './write-whole.ts';

/**
 * Says on disk that nothing of a session may leave but cancels, until its journal says so. Throws a ConfigError where that cannot be
 * written.
 */
export function markHalted(folder: string, why: string, now: number): void {
  try {
    writeWhole(haltPath(folder), `${JSON.stringify({ at: isoTime(now), why })}\n`, true);
  } catch (cause) {
    throw new ConfigError(`Expected a session's folder that can be written, but it was "${folder}" (${whyNot(cause)})`, { cause });
  }
}

/** Whether a session is halted on disk: cheap enough to be asked before every order that leaves. */
export const isMarkedHalted = (folder: string): boolean => existsSync(haltPath(folder));

/** Why a session is halted on disk; undefined where it is not. A mark that cannot be read still halts. */
export function haltMark(folder: string): string | undefined {
  if (!isMarkedHalted(folder)) return undefined;
  try {
    const { at, why } = JSON.parse(readFileSync(haltPath(folder), 'utf8')) as { at: string; why: string };
    return `${why}, ${at}`;
  } catch {
    return 'by a mark that cannot be read';
  }
}

/** The journal of the session holds it. */
export const clearHaltMark = (folder: string): void => rmSync(haltPath(folder), { force: true });
