import type { Database } from '../../data/sqlite.ts';
import { canonical, parsed } from '../../engine/loop/canonical.ts';
import type { Entry, Journal, JournalReader, Manifest } from '../../engine/loop/journal.ts';
import { ConfigError, DataError, InvariantError } from '../../engine/model/errors.ts';
import { genesis, linked } from './chain.ts';
import { inJournal } from './journal-fault.ts';
import { beginJournal, isEmpty, openDatabase, openToRead } from './open-database.ts';
import { checked, damaged, type Row, readEntries, SELECT, type Start } from './read-entries.ts';
import { FORMAT } from './schema.ts';
import { journalPath, makeSessionFolder } from './session-folder.ts';
import { SessionLock } from './session-lock.ts';
import { type SizePerDay, sizePerDay } from './size-per-day.ts';
import { storedOf } from './stored-entry.ts';

/** The end of a journal: how many entries it has, and the hash (hex) that holds for all of them. */
export interface Tip {
  readonly entries: number;
  readonly hash: string;
}

/** A journal as it is looked at, beside the process that writes it or after it. */
export interface RecordedJournal extends JournalReader {
  /** Kept somewhere else, it shows later whether entries were taken away from the end. */
  readonly tip: Tip;
  readonly sizePerDay: SizePerDay;
  close(): void;
}

/** The journal of a session that this process runs, and no other one. */
export interface SessionJournal extends Journal, RecordedJournal {}

/** Begins the journal of a session in its folder. Throws a ConfigError where there is one already. */
export function createJournal(folder: string, manifest: Omit<Manifest, 'format'>): SessionJournal {
  makeSessionFolder(folder);
  return new SqliteJournal(folder, { ...manifest, format: FORMAT });
}

/** Opens the journal of a session to go on with it. Throws a ConfigError where another process runs it, a DataError where it is damaged. */
export function openJournal(folder: string): SessionJournal {
  // Before the lock: a folder in which nothing is stays as it is.
  openToRead(journalPath(folder)).close();
  return new SqliteJournal(folder, undefined);
}

/** Opens the journal of a session to read it, whoever writes it meanwhile. */
export function readJournal(folder: string): RecordedJournal {
  return new SqliteJournal(folder, 'read');
}

/** Where an epoch begins, with what it is told to begin with and the end of the chain before it. */
const EPOCH = `SELECT epochs.seq, before, first.kind, previous.hash AS last FROM epochs
  LEFT JOIN entries AS first ON first.seq = epochs.seq LEFT JOIN entries AS previous ON previous.seq = epochs.seq - 1
  WHERE epochs.epoch = ?`;

class SqliteJournal implements SessionJournal {
  readonly manifest: Manifest;
  readonly #path: string;
  readonly #lock: SessionLock | undefined;
  readonly #db: Database;
  readonly #genesis: Buffer;
  readonly #append: (entries: readonly Entry[]) => void;

  constructor(folder: string, how: Manifest | 'read' | undefined) {
    const path = journalPath(folder);
    this.#path = path;
    this.#lock = how === 'read' ? undefined : new SessionLock(folder);
    try {
      this.#db = how === 'read' ? openToRead(path) : openDatabase(path, how !== undefined);
    } catch (error) {
      this.#lock?.release();
      throw error;
    }
    try {
      const text = inJournal(path, () => manifestText(this.#db, path, typeof how === 'object' ? how : undefined));
      this.manifest = parsed(text) as Manifest;
      this.#genesis = genesis(text);
      this.#append = how === 'read' ? neverAppended : inJournal(path, () => this.#writer());
    } catch (error) {
      this.close();
      throw error;
    }
  }

  append(entries: readonly Entry[]): void {
    if (entries.length > 0) inJournal(this.#path, () => this.#append(entries));
  }

  get epochs(): number {
    return inJournal(this.#path, () => count(this.#db, 'epochs'));
  }

  get tip(): Tip {
    const { seq, before } = inJournal(this.#path, () => this.#end());
    return { entries: seq - 1, hash: before.toString('hex') };
  }

  get sizePerDay(): SizePerDay {
    return inJournal(this.#path, () => sizePerDay(this.#db));
  }

  /** The first epoch begins with the first entry, whatever that is; every other one with an entry of its kind. */
  *entries(epoch: number = Math.max(0, this.epochs - 1)): Generator<Entry, void, undefined> {
    const path = this.#path;
    yield* readEntries(
      this.#db,
      path,
      inJournal(path, () => this.#startOf(epoch)),
    );
  }

  close(): void {
    this.#db.close();
    this.#lock?.release();
  }

  #startOf(epoch: number): Start {
    if (epoch === 0) return { seq: 1, before: this.#genesis };
    const row = this.#db.prepare<[number], Start & { kind: string | null; last: Buffer | null }>(EPOCH).get(epoch);
    if (row === undefined)
      throw new ConfigError(`Expected an epoch of the journal "${this.#path}" from 0 to ${this.epochs - 1}, but it was "${epoch}"`);
    if (row.kind !== 'epoch' || row.last?.equals(row.before) !== true) throw damaged(this.#path, row.seq);
    return row;
  }

  /** Where the next entry goes; the last one is checked, so that nothing is added to what is damaged. */
  #end(): Start {
    const select = this.#db.prepare<[number], Row>(`${SELECT} WHERE seq >= ? ORDER BY seq`).raw();
    const last = this.#db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM entries').pluck().get()!;
    if (last === 0) return { seq: 1, before: this.#genesis };
    const rows = select.all(Math.max(1, last - 1));
    const [end, previous] = [rows.at(-1)!, rows.at(-2)];
    if (previous === undefined && last > 1) throw damaged(this.#path, last - 1);
    return { seq: last + 1, before: checked(end, previous?.[7] ?? this.#genesis, this.#path) };
  }

  /** What appends entries in one transaction. The end of the chain moves once they are written, and stays where they are not. */
  #writer(): (entries: readonly Entry[]) => void {
    const db = this.#db;
    let { seq: next, before: tip } = this.#end();
    let epochs = count(db, 'epochs');
    const insert = db.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    const begin = db.prepare('INSERT INTO epochs VALUES (?, ?, ?)');
    const write = db.transaction((entries: readonly Entry[]) => {
      let [seq, before, begun] = [next, tip, epochs];
      for (const entry of entries) {
        // Whatever comes first begins the first epoch.
        if (entry.kind === 'epoch' || begun === 0) begin.run(begun++, seq, before);
        const epoch = Math.max(0, begun - 1);
        const stored = storedOf(entry);
        const { kind, ts, seenTs, tape, body } = stored;
        before = linked(before, seq, epoch, stored);
        insert.run(seq++, kind, epoch, ts, seenTs, tape, body, before);
      }
      return [seq, before, begun] as const;
    });
    return (entries) => {
      [next, tip, epochs] = write.immediate(entries);
    };
  }
}

/** The manifest of a journal as it was written; that of a new one is written now. */
function manifestText(db: Database, path: string, given: Manifest | undefined): string {
  if (isEmpty(db)) {
    if (given === undefined)
      throw new DataError(`Expected a manifest in the journal "${path}", but it was "missing": its session never began`);
    beginJournal(db, canonical(given));
  } else if (given !== undefined) throw new ConfigError(`Expected a new session, but it was "there already" at "${path}"`);
  const text = db.prepare<[], string>('SELECT text FROM manifest').pluck().get();
  if (text === undefined) throw new DataError(`Expected a manifest in the journal "${path}", but it was "missing"`);
  return text;
}

const count = (db: Database, table: 'epochs'): number => db.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get() as number;

function neverAppended(): never {
  throw new InvariantError('Expected a journal that is open for writing, but it was open for reading');
}
