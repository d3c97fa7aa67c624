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
      const { kind: _step, ts: _ts, seenTs: _seenTs, moment: kind, opens, rows, ...said } = entry;
      const body = canonical(said);
      return { kind, ts, seenTs, tape: tapeBytes(rows, opens), body: body === QUIET ? null : body };
    }
    case 'note': {
      const { kind, ts: _ts, seenTs: _seenTs, row, ...said } = entry;
      return { kind, ts, seenTs, tape: tapeBytes(row === undefined ? [] : [row]), body: canonical(said) };
    }
    case 'decision': {
      const { kind, ts: _ts, seenTs: _seenTs, ...said } = entry;
      return { kind, ts, seenTs, tape: null, body: canonical(said) };
    }
    case 'epoch': {
      const { kind, ts: _ts, seenTs: _seenTs, warmUp, ...said } = entry;
      return { kind, ts, seenTs, tape: tapeBytes(warmUp), body: canonical(said) };
    }
    default:
      return assertNever(entry);
  }
}

/** The entry that was written so. */
export function entryOf({ kind, ts, seenTs, tape, body }: StoredEntry): Entry {
  const said = body === null ? { raised: [], inputs: [], commands: [] } : (parsed(body) as object);
  const { opens, rows } = tapeRows(tape);
  switch (kind) {
    case 'open':
    case 'close':
      return { kind: 'step', ts, seenTs, moment: kind, opens, rows, ...(said as Pick<StepEntry, 'raised' | 'inputs' | 'commands'>) };
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

/** What is said in a step in which nobody says anything: it is not written. */
const QUIET = canonical({ raised: [], inputs: [], commands: [] });
