import type { Io } from './io.ts';
import type { Repeated } from './runs/repeat.ts';

/** Says in one sentence that a run came to something else, and what changed since; the exit code of a check that said no. */
export function differs({ kept, result, changes }: Repeated, io: Io): number {
  const why = changes.length === 0 ? 'and neither its data nor its code changed' : `because ${changes.join(' and ')}`;
  io.stderr.write(`Expected run "${kept.id}" to have the result hash "${kept.resultHash}", but it was "${result.resultHash}", ${why}\n`);
  return 3;
}
