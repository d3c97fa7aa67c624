import type { Database } from '../../data/sqlite.ts';

const DAY = 86_400_000;

/** What a row takes beside its tape and its text: its hash, its numbers, and SQLite's own headers. */
const ROW = 68;

/** A page of 4096 bytes holds as many whole rows as go into 4084 of them; a longer row fills pages of its own, and shares the last. */
const ON_DISK = 'CASE WHEN n <= 4061 THEN 4096.0 / (4084 / n) ELSE n * 1.02 END';

/** What a session writes in a day of market time. */
export interface SizePerDay {
  /** Bytes of market data. */
  readonly tape: number;
  /** Bytes of everything else: inputs, commands, epochs, hashes, and what is left empty between them. */
  readonly rest: number;
  /** How much time these were counted over, milliseconds: a day, or as much as there is. */
  readonly over: number;
}

/** The bytes that a journal grew by in its last day, scaled up where it is younger; NaN where no time has passed in it. */
export function sizePerDay(db: Database): SizePerDay {
  const timeAt = db.prepare<[number], number>('SELECT ts FROM entries WHERE seq = ?').pluck();
  const last = db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM entries').pluck().get()!;
  if (last === 0) return { tape: Number.NaN, rest: Number.NaN, over: 0 };
  const end = timeAt.get(last)!;
  // Times hardly ever go back, so the first entry of the last day is found without reading what is older.
  let [from, to] = [1, last];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (timeAt.get(middle)! < end - DAY) from = middle + 1;
    else to = middle;
  }
  const over = end - timeAt.get(from)!;
  const [tape, total] = db
    .prepare<[number], [number, number]>(
      `SELECT SUM(tape), SUM(${ON_DISK}) FROM (SELECT COALESCE(LENGTH(tape), 0) AS tape,
      COALESCE(LENGTH(tape), 0) + COALESCE(LENGTH(CAST(body AS BLOB)), 0) + ${ROW} AS n FROM entries WHERE seq >= ?)`,
    )
    .raw()
    .get(from)!;
  const scale = over > 0 ? DAY / over : Number.NaN;
  return { tape: tape * scale, rest: (total - tape) * scale, over };
}
