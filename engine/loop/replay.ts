import type { Command } from '../broker/broker.ts';
import { canonical } from './canonical.ts';
import type { Entry, StepEntry } from './journal.ts';
import type { LiveSession } from './live-session.ts';

/** Where a session that is run again does something else than was written down. */
export interface Divergence {
  /** The step in which it does, counted from 1 over those that were run. */
  readonly step: number;
  readonly ts: number;
  /** Which command of that step, from 1. */
  readonly command: number;
  /** As it was written down, and as it is now; undefined where there is none. */
  readonly written: string | undefined;
  readonly now: string | undefined;
}

/** What became of a replay. */
export interface Replayed {
  readonly steps: number;
  readonly commands: number;
  readonly divergence: Divergence | undefined;
}

/**
 * Runs what was written down through the same step, and compares the commands byte for byte. Ends at the first that differs, unless
 * `goOn`. `each` is told of every step that was taken.
 */
export function replay(
  session: LiveSession,
  entries: Iterable<Entry>,
  { goOn = false, each }: { readonly goOn?: boolean; readonly each?: (entry: StepEntry) => void } = {},
): Replayed {
  let steps = 0;
  let commands = 0;
  let divergence: Divergence | undefined;
  for (const entry of entries) {
    if (entry.kind !== 'step') continue;
    steps++;
    const now = session.play(entry);
    commands += now.length;
    each?.(entry);
    divergence ??= compare(steps, entry, now);
    if (divergence !== undefined && !goOn) break;
  }
  return { steps, commands, divergence };
}

/** Runs what was written down, and follows the commands that were: all that a session did, whatever it would do now. */
export function follow(session: LiveSession, entries: Iterable<Entry>): void {
  for (const entry of entries) if (entry.kind === 'step') session.follow(entry);
}

function compare(step: number, { ts, commands: written }: StepEntry, now: readonly Command[]): Divergence | undefined {
  for (let k = 0; k < Math.max(written.length, now.length); k++) {
    const [a, b] = [written[k], now[k]].map((command) => (command === undefined ? undefined : canonical(command)));
    if (a !== b) return { step, ts, command: k + 1, written: a, now: b };
  }
  return undefined;
}
