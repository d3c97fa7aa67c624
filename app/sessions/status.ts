import { readFileSync } from 'node:fs';
import type { Happening } from './happening.ts';
import { statusPath } from './session-files.ts';
import { parsedView, type SessionView } from './view.ts';
import { writeWhole } from './write-whole.ts';

/** What is left of a session for who looks at it when its process is gone. */
export interface SessionStatus {
  /** `running` until its process says otherwise: where none has it any more, it crashed. */
  readonly state: 'running' | 'ended' | 'failed';
  /** Why it ended; empty while it runs. */
  readonly why: string;
  readonly pid: number;
  /** Milliseconds UTC, on the wall. */
  readonly started: number;
  readonly written: number;
  readonly last: Happening | null;
  /** Null before the session has begun. */
  readonly view: SessionView | null;
}

/** Puts the status of a session in place, whole. */
export function writeStatus(folder: string, status: SessionStatus): void {
  writeWhole(statusPath(folder), `${JSON.stringify(status)}\n`);
}

/** The status that was written last; undefined where none was, or it cannot be read. */
export function readStatus(folder: string): SessionStatus | undefined {
  try {
    return parsedView(readFileSync(statusPath(folder), 'utf8')) as SessionStatus;
  } catch {
    return undefined;
  }
}
