import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finallyDo } from '../../finally.ts';

/** A small disk of its own, in memory. */
export interface Disk {
  readonly path: string;
  /** Makes it one that nobody can write, or one that can be written again. */
  protect(isProtected: boolean): void;
}

/** Mounts a disk of so many kilobytes; undefined where this user may not. */
export function diskOf(kilobytes: number): Disk | undefined {
  const path = mkdtempSync(join(tmpdir(), 'onetape-disk-'));
  const mount = (...args: readonly string[]): void => void execFileSync('mount', args, { stdio: 'ignore' });
  try {
    mount('-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', path);
  } catch {
    rmdirSync(path);
    return undefined;
  }
  finallyDo(() => {
    execFileSync('umount', ['-l', path]);
    rmdirSync(path);
  });
  return { path, protect: (isProtected) => mount('-o', `remount,${isProtected ? 'ro' : 'rw'}`, path) };
}

/** Why a test that needs a disk of its own does not run here. */
export const NO_DISK = ' (skipped: this user may not mount a disk in memory)';
