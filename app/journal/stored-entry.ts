import { canonical, parsed } from '../../engine/loop/canonical.ts';
import type { Entry, EpochEntry, NoteEntry, StepEntry } from '../../engine/loop/journal.ts';
import { assertNever } from '../../engine/model/errors.ts';
import { tapeBytes, tapeRows } from './tape-bytes.ts';

/** What an entry is in the file: a step by the moment of its rows. */
export type StoredKind = 'open' | 'close' | 'note' | 'decision' | 'epoch';

/** An entry as it is written, without its place and its hash. */
export interface StoredEntry {
  readonly kind: StoredKind;
  readonly ts: number;
  readonly seenTs: number;
  /** Market data in columns; null where there is none. */
  readonly tape: Buffer | null;
  /** All else as canonical text; null where there is nothing else. */
  readonly body: string | null;
}

/** An entry as it is written. */
export function storedOf(entry: Entry): StoredEntry {
  const { ts, seenTs } = entry;
  switch (entry.kind) {
    case 'step': {
      const { moment: kind, opens, rows, raised, inputs, commands } = entry;
      const isQuiet = raised.length + inputs.length + commands.length === 0;
      return { kind, ts, seenTs, tape: tapeBytes(rows, opens), body: isQuiet ? null : canonical({ raised, inputs, commands }) };
    }
    case 'note': {
      const { kind, what, text, row } = entry;
      return { kind, ts, seenTs, tape: tapeBytes(row === undefined ? [] : [row]), body: canonical({ what, text }) };
    }
    case 'decision': {
      const { kind, what, text } = entry;
      return { kind, ts, seenTs, tape: null, body: canonical({ what, text }) };
    }
    case 'epoch': {
      const { kind, why, state, warmUp, hashes } = entry;
      return { kind, ts, seenTs, tape: tapeBytes(warmUp), body: canonical({ why, state, hashes }) };
    }
    default:
      return assertNever(entry);
  }
}

/** The entry that was written so. */
export function entryOf({ kind, ts, seenTs, tape, body }: StoredEntry): Entry {
  const said = body === null ? undefined : parsed(body);
  const { opens, rows } = tapeRows(tape);
  switch (kind) {
    case 'open':
    case 'close': {
      const { raised, inputs, commands } = (said ?? NOTHING) as Pick<StepEntry, 'raised' | 'inputs' | 'commands'>;
      return { kind: 'step', ts, seenTs, moment: kind, opens, rows, raised, inputs, commands };
    }
    case 'note':
      return { kind, ts, seenTs, ...(said as Pick<NoteEntry, 'what' | 'text'>), ...(rows[0] !== undefined && { row: rows[0] }) };
    case 'decision':
      return { kind, ts, seenTs, ...(said as Pick<NoteEntry, 'what' | 'text'>) };
    case 'epoch':
      return { kind, ts, seenTs, ...(said as Pick<EpochEntry, 'why' | 'state' | 'hashes'>), warmUp: rows };
    default:
      return assertNever(kind);
  }
}

const NOTHING = { raised: [], inputs: [], commands: [] } as const;
