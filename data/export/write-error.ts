import { dirname } from 'node:path';
import { ConfigError } from '../../engine/model/errors.ts';

/** Why a file could not be written, in words, by the system's code. */
const REASONS: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `there is no folder ${dirname(path)}`,
  ENOTDIR: (path) => `${dirname(path)} is no folder`,
  EISDIR: () => 'it is a folder',
  EACCES: () => 'it may not be written',
  EPERM: () => 'it may not be written',
  EROFS: () => 'the disk may only be read',
  ENOSPC: () => 'the disk is full',
  EDQUOT: () => 'the disk quota is used up',
};

/** The error of a file that could not be written as a ConfigError that says why; any other error as it is. */
export function fileError(path: string, cause: unknown): unknown {
  const reason = REASONS[(cause as NodeJS.ErrnoException | undefined)?.code ?? ''];
  return reason === undefined
    ? cause
    : new ConfigError(`Expected a file that can be written, but it was "${path}" (${reason(path)})`, { cause });
}
