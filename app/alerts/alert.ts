import type { HappeningKind } from '../sessions/happening.ts';

/** What a hook is given, as JSON. */
export interface Alert {
  readonly event: HappeningKind;
  readonly session: string;
  readonly mode: 'paper' | 'live';
  /** Market time and time on the wall, ISO-8601 UTC; `ts` is null before the first event. */
  readonly ts: string | null;
  readonly at: string;
  /** One line. */
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** How many of its kind were held back before it, because there were too many. */
  readonly suppressed: number;
}

/** Takes an alert somewhere; rejects where it did not arrive. */
export type Deliver = (alert: Alert, signal: AbortSignal) => Promise<void>;
