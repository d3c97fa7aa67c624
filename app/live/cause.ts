import type { Hashes } from '../../engine/loop/journal.ts';

const NAMES: Readonly<Record<keyof Hashes, string>> = {
  engine: 'the engine',
  code: 'the code of the strategy',
  params: 'a parameter',
  config: 'the run file',
  data: 'the history it warms up on',
};

/** Why a session does something else than it did: what is not as it was, in words. */
export function causeOf(before: Hashes, now: Hashes): string {
  const changed = changedParts(before, now);
  if (changed === '') return 'code, parameters and engine are as they were, so the strategy depends on something that is not recorded';
  return `${changed} changed since`;
}

/** What is not as it was, in words; empty where all is. */
export const changedParts = (before: Hashes, now: Hashes): string =>
  (Object.keys(NAMES) as (keyof Hashes)[])
    .filter((name) => before[name] !== now[name])
    .map((name) => NAMES[name])
    .join(' and ');
