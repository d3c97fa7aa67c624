/** What is told of a session: to who looks at it, to its log, to who is to be alerted. */
export interface Happening {
  readonly kind: HappeningKind;
  /** Market time, milliseconds UTC. */
  readonly ts: number;
  /** One line. */
  readonly text: string;
  /** What a program reads of it: names of the result's fields. */
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * `fill`: ours. `order`: sent, changed or over. `reject`: refused by the engine or the venue. `halt`: trading was restricted, `resume`: freed.
 * `drift`: the venue holds something else than we know. `connection`: up or down. `error`: a strategy threw, or something failed. `log`: what a
 * strategy said. `decision`: what a person decided. `epoch`: a new one has begun. `note`: what else is worth knowing. `start`, `stop`: of the session.
 */
export type HappeningKind = (typeof HAPPENINGS)[number];

/** Every kind, as a run file names them. */
export const HAPPENINGS = [
  'fill',
  'order',
  'reject',
  'halt',
  'resume',
  'drift',
  'connection',
  'error',
  'log',
  'decision',
  'epoch',
  'note',
  'start',
  'stop',
] as const;
