import { join } from 'node:path';
import type { Manifest } from '../../engine/loop/journal.ts';
import { readJournal } from '../journal/journal.ts';
import { ownerOf } from '../journal/session-lock.ts';
import { isMarkedHalted } from './halt-mark.ts';
import { sessionsOf } from './session-files.ts';
import { readStatus, type SessionStatus } from './status.ts';

/** Whether a session runs, or how it ended; `damaged` where its journal cannot be read. */
export type SessionState = 'running' | 'ended' | 'failed' | 'crashed' | 'damaged';

/** A session as it is listed. */
export interface SessionRow {
  readonly session: string;
  readonly state: SessionState;
  /** Whether nothing of it may leave: said on disk, or by the session itself. */
  readonly halted: boolean;
  /** The process that runs it; null where none does. */
  readonly pid: number | null;
  readonly mode: Manifest['mode'] | null;
  readonly broker: string;
  readonly account: string;
  /** Milliseconds UTC. */
  readonly created: number | null;
  readonly strategies: readonly string[];
  readonly instruments: readonly string[];
  /** Money in account currency; null before the session has begun. */
  readonly equity: number | null;
  readonly pnl: number | null;
  readonly currency: string;
  readonly last: SessionStatus['last'];
  /** Why it ended, or why its journal cannot be read. */
  readonly why: string;
}

/** What can be said of a session without speaking to it. */
export function sessionRow(workspace: string, session: string): SessionRow {
  const folder = join(sessionsOf(workspace), session);
  const status = readStatus(folder);
  const view = status?.view ?? undefined;
  const own = {
    session,
    strategies: view?.strategies ?? [],
    instruments: view?.instruments ?? [],
    equity: view?.equity ?? null,
    pnl: view?.pnl ?? null,
    currency: view?.currency ?? '',
    last: status?.last ?? null,
    halted: isMarkedHalted(folder) || view?.tradingState === 'halted',
  };
  let pid: number | undefined;
  try {
    pid = ownerOf(folder);
    const { mode, broker, account, created } = manifestOf(folder);
    const state = pid !== undefined ? 'running' : status === undefined || status.state === 'running' ? 'crashed' : status.state;
    return { ...own, state, pid: known(pid), mode, broker, account, created, why: state === 'crashed' ? '' : (status?.why ?? '') };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ...own, state: 'damaged', pid: known(pid), mode: null, broker: '', account: '', created: null, why };
  }
}

const known = (pid: number | undefined): number | null => (pid === undefined || Number.isNaN(pid) ? null : pid);

function manifestOf(folder: string): Manifest {
  const journal = readJournal(folder);
  try {
    return journal.manifest;
  } finally {
    journal.close();
  }
}
