import type { Entry } from '../../engine/loop/journal.ts';
import { UNFINISHED } from '../../engine/loop/unfinished.ts';
import type { Happening, HappeningKind } from './happening.ts';

/** Notes that are told under a name of their own. */
const KINDS: Readonly<Record<string, HappeningKind>> = {
  connection: 'connection',
  drift: 'drift',
  alert: 'error',
  error: 'error',
  clock: 'error',
  [UNFINISHED]: 'error',
  refused: 'reject',
};

/** What an entry that is no step tells; undefined of a step, whose session tells it. */
export function happeningOf(entry: Entry): Happening | undefined {
  switch (entry.kind) {
    case 'step':
      return undefined;
    case 'epoch':
      return { kind: 'epoch', ts: entry.ts, text: `a new epoch has begun: ${entry.why}`, data: { why: entry.why } };
    case 'decision':
      return { kind: 'decision', ts: entry.ts, text: `decided: ${entry.text}`, data: { what: entry.what } };
    case 'note':
      return { kind: KINDS[entry.what] ?? 'note', ts: entry.ts, text: entry.text, data: { what: entry.what } };
  }
}
