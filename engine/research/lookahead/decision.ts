/** Something that a strategy asked for, or that left the engine because of it. */
export interface Decision {
  /** Milliseconds UTC. */
  readonly ts: number;
  /** All of it: `ctx.buy(GOOG, {"limit":101})`, or a command as it is recorded. */
  readonly text: string;
  /** What is left of it where money does not count: `buy GOOG`; empty for what the engine sent. */
  readonly gist: string;
}

/** What became of one run, as far as it was asked for. */
export interface Course {
  readonly decisions: readonly Decision[];
  /** What a handler threw and when, NaN in setup; what the engine threw is of no known time, Infinity. `isUsers` is what a user can mend. */
  readonly fault: { readonly ts: number; readonly text: string; readonly isUsers: boolean } | null;
  /** The stack at the decision that was to be traced; null where there was none. */
  readonly stack: string | null;
  /** What the strategy reached for outside of what it is given, and the stack where it did. */
  readonly refused: readonly { readonly what: string; readonly stack: string }[];
}

/** The first decision up to `until` in which a run is not the other; undefined where there is none. */
export function firstChange(whole: Course, other: Course, until: number): Change | undefined {
  const [before, after] = [whole, other].map(({ decisions }) => decisions.filter(({ ts }) => ts <= until)) as [Decision[], Decision[]];
  for (let k = 0; k < Math.max(before.length, after.length); k++)
    if (before[k]?.text !== after[k]?.text || before[k]?.ts !== after[k]?.ts) return { number: k, before: before[k], after: after[k] };
  const { fault } = other;
  if (fault === null || fault.ts > until) return undefined;
  return { number: before.length, before: undefined, after: { ts: fault.ts, text: `an error (${fault.text})`, gist: '' } };
}

/** A decision that is another one, or only in one of two runs. */
export interface Change {
  /** Which of the decisions, from 0. */
  readonly number: number;
  readonly before: Decision | undefined;
  readonly after: Decision | undefined;
}
