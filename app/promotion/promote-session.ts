import { isoTime } from '../../engine/model/time.ts';
import { causeOf } from '../live/cause.ts';
import { hashesOf } from '../sessions/hashes.ts';
import { type ReplayedSession, replayed } from '../sessions/replayed.ts';
import type { Promotion } from './promotion.ts';

const HOUR = 3_600_000;

/** A promotion, or why there is none. */
export type Judged = { readonly promotion: Promotion } | { readonly why: string };

/** How long a paper session has to have run at least. */
export interface Least {
  /** Steps that showed market data. */
  readonly steps: number;
  /** On the wall. */
  readonly hours: number;
}

/** What is asked of a paper session where nobody says otherwise. */
export const LEAST: Least = { steps: 100, hours: 1 };

/** Runs a recorded paper session again, and says what it is worth; or why it is worth nothing. */
export async function promoteSession(workspace: string, session: string, now: string, least: Least = LEAST): Promise<Judged> {
  const again = await replayed(workspace, session);
  const why = whyNot(session, again, least);
  if (why !== undefined) return { why };
  const { manifest, prepared, steps, commands, tip } = again;
  const { engine, code, params } = hashesOf(prepared);
  const promotion: Promotion = {
    kind: 'paper',
    source: session,
    strategies: prepared.families,
    hashes: { engine, code, params },
    ts: now,
    evidence: { steps, commands, hours: hoursOf(again), tape: manifest.tape ?? null, journal: tip },
  };
  return { promotion };
}

const hoursOf = ({ firstSeen, lastSeen }: ReplayedSession): number => (lastSeen - firstSeen) / HOUR;

function whyNot(session: string, again: ReplayedSession, least: Least): string | undefined {
  const { manifest, divergence, prepared, shown, commands } = again;
  if (manifest.mode !== 'paper') return `Expected a paper session, but "${session}" was "${manifest.mode}"`;
  if (divergence !== undefined)
    return `Expected session "${session}" to come out again as it was recorded, but at ${isoTime(divergence.ts)} it was ${divergence.now ?? 'no command'}, not ${divergence.written ?? 'none'}: ${causeOf(manifest.hashes, hashesOf(prepared))}`;
  if (commands === 0) return `Expected a session that traded, but "${session}" sent "0" orders`;
  if (shown < least.steps) return `Expected a session of ${least.steps} steps or more (--steps), but "${session}" had "${shown}"`;
  const hours = hoursOf(again);
  if (!(hours >= least.hours))
    return `Expected a session of ${least.hours} hours or more (--hours), but "${session}" ran "${hours.toFixed(2)}"`;
  return undefined;
}
