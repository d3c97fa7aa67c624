import type Database from 'better-sqlite3';

const DAY = 86_400_000;

/** What a row takes beside its tape and its text: its hash, its numbers, and SQLite's own headers. */
const ROW = 68;

/** What a session writes in a day. */
export interface SizePerDay {
  /** Bytes of market data. */
  readonly tape: number;
  /** Bytes of everything else: inputs, commands, epochs, hashes. */
  readonly rest: number;
  /** How much time these were counted over, milliseconds: a day, or as much as there is. */
  readonly over: number;
}

/** The bytes that a journal grew by in its last day, scaled up where it is younger; NaN where no time has passed in it. */
export function sizePerDay(db: Database.Database): SizePerDay {
  const timeAt = db.prepare<[number], number>('SELECT seenTs FROM entries WHERE seq = ?').pluck();
  const last = db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM entries').pluck().get()!;
  if (last === 0) return { tape: Number.NaN, rest: Number.NaN, over: 0 };
  const end = timeAt.get(last)!;
  // Times only grow, so the first entry of the last day is found without reading what is older.
  let [from, to] = [1, last];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (timeAt.get(middle)! < end - DAY) from = middle + 1;
    else to = middle;
  }
  const over = end - timeAt.get(from)!;
  const [tape, text, rows] = db
    .prepare<[number], [number, number, number]>(
      'SELECT SUM(COALESCE(LENGTH(tape), 0)), SUM(COALESCE(LENGTH(CAST(body AS BLOB)), 0)), COUNT(*) FROM entries WHERE seq >= ?',
    )
    .raw()
    .get(from)!;
  const scale = over > 0 ? DAY / over : Number.NaN;
  return { tape: tape * scale, rest: (text + rows * ROW) * scale, over };
}
