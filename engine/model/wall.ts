import type { Millis } from './time.ts';

/** The time outside: the clock on the wall of a live session, or one that a test turns. */
export interface Wall {
  now(): Millis;
  /** Calls `run` once, `ms` milliseconds from now, unless the function that it returns is called before. */
  after(ms: number, run: () => void): () => void;
}
