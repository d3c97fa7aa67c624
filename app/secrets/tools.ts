import { type Ask, TERMINAL } from './ask.ts';

/** What the commands of secrets need of the world beside files; a test hands in its own. */
export interface Tools {
  readonly ask: Ask;
  /** Milliseconds UTC. */
  now(): number;
  /** How hard a passphrase is made to try: see `writeSealed`. */
  readonly seal: { readonly workFactor?: number };
}

export const TOOLS: Tools = { ask: TERMINAL, now: () => Date.now(), seal: {} };
