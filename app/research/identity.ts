import { createHash } from 'node:crypto';
import { canonical } from '../../engine/loop/canonical.ts';

/** What decides what a sweep comes to, each in a hash of its own: sweeps that agree in all of it have one table. */
export interface Identity {
  /** The run specification, complete, without what trials vary. */
  readonly run: string;
  readonly space: string;
  /** The search with its seed, and its objectives where it goes by them. */
  readonly search: string;
  readonly data: string;
  readonly code: string;
  readonly engine: string;
}

/** What each part is called when it is not the same. */
const WORDS: Readonly<Record<keyof Identity, string>> = {
  run: 'the run file',
  space: 'the space',
  search: 'the search',
  data: 'the data',
  code: "the strategy's code",
  engine: 'the version of onetape',
};

/** sha256 of a plain value. */
export const hashOf = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');

/** In words, what is not as it was. */
export const differencesOf = (was: Identity, is: Identity): string[] =>
  (Object.keys(WORDS) as (keyof Identity)[]).filter((part) => was[part] !== is[part]).map((part) => WORDS[part]);
