import { DataError } from '../../engine/model/errors.ts';
import { isoTime } from '../../engine/model/time.ts';
import type { Page, Row } from './source.ts';

/** One series of a venue as its endpoint hands it out. */
export interface Pager {
  /** For messages: `BTCUSDT.BYBIT@1m`. */
  readonly name: string;
  /**
   * Asks for rows from `since` on, and before `until` where it is given. The answer may be in any order, repeat rows, begin
   * earlier, end anywhere, or be the newest rows of what was asked for; what it must not do is leave out a row between two it gives.
   */
  ask(since: number, until?: number): Promise<readonly Row[]>;
  /** The venue's clock. */
  now(): number;
  /** The earliest time at which a row may stand after the one at `time`. */
  after(time: number): number;
  /** Up to where an answer to `ask(since)` without rows speaks, later than `since`: beyond it there may be some. */
  speaksTo(since: number): number;
  /** Whether every request is to name its end, because the venue answers with the newest rows of what is asked for. */
  readonly bounded: boolean;
  /** The same market in longer bars, and where the one of a time begins: by them a long stretch without rows is crossed in few requests. */
  readonly coarser?: { readonly pager: Pager; readonly startOf: (time: number) => number };
}

/**
 * Walks through a venue's history from `from` to `to`, each row once, oldest first, whatever habits its pages have. Each request
 * begins at the row the one before it ended with: where that row comes again nothing lies between, and where it does not the
 * stretch in front is asked for by itself. Throws a DataError where the venue contradicts itself.
 */
export async function* walk(pager: Pager, from: number, to: number): AsyncGenerator<Page> {
  let { bounded } = pager;
  let most = Number.POSITIVE_INFINITY;
  let last: Row | undefined;
  let next = from;
  while (next < to) {
    const asOf = pager.now();
    const since = last?.[0] ?? next;
    const speaksTo = Math.min(since + Math.max(most, 1), pager.speaksTo(since));
    const end = bounded ? Math.min(to, speaksTo) : Number.POSITIVE_INFINITY;
    const rows = tidy(pager, await pager.ask(since, bounded ? end : undefined), since, end);
    if (await isCutInFront(pager, rows, since, next)) {
      // The venue answered with the newest rows of the stretch: no more of it is asked for than it gave.
      if (bounded) most = Math.min((end - since) / 2, pager.after(rows.at(-1)![0]!) - rows[0]![0]!);
      bounded = true;
      continue;
    }
    const isBeyond = rows.length > 0 && rows.at(-1)![0]! >= to;
    if (last !== undefined && rows[0]?.[0] === last[0]) refuseChange(pager, last, rows.shift()!);
    while (rows.length > 0 && rows.at(-1)![0]! >= to) rows.pop();
    if (rows.length === 0 && last !== undefined && !isBeyond) {
      // The row asked from may be the last one of what the venue takes for a page, such as a day.
      last = undefined;
      continue;
    }
    last = rows.at(-1);
    const known = last === undefined ? undefined : pager.after(last[0]!);
    const upTo = isBeyond ? to : (known ?? (await beyondHole(pager, bounded ? end : speaksTo, to)));
    yield { rows, from: next, upTo, asOf };
    next = upTo;
  }
}

/** Whether the venue has rows from `next` on that an answer to `since` left out, as it begins later. */
async function isCutInFront(pager: Pager, rows: readonly Row[], since: number, next: number): Promise<boolean> {
  const first = rows[0]?.[0] ?? since;
  if (first <= since) return false;
  const front = tidy(pager, await pager.ask(since, first), since, first);
  return front.some((row) => row[0]! >= next);
}

/** Where to go on after an answer without rows that speaks for the time before `resume`. */
async function beyondHole(pager: Pager, resume: number, to: number): Promise<number> {
  if (resume >= to || pager.coarser === undefined) return Math.min(resume, to);
  const { pager: longer, startOf } = pager.coarser;
  for await (const { rows } of walk(longer, startOf(resume), to)) if (rows.length > 0) return Math.max(resume, rows[0]![0]!);
  return to;
}

/** The rows in [since, end), oldest first, each once. */
function tidy(pager: Pager, given: readonly Row[], since: number, end: number): Row[] {
  const rows = given.filter((row) => row[0]! >= since && row[0]! < end).sort((a, b) => a[0]! - b[0]!);
  return rows.filter((row, k) => {
    const before = rows[k - 1];
    if (before?.[0] !== row[0]) return true;
    refuseChange(pager, before!, row);
    return false;
  });
}

function refuseChange(pager: Pager, before: Row, row: Row): void {
  if (row.every((value, k) => Object.is(value, before[k]))) return;
  throw new DataError(
    `Expected ${pager.name} to have one row at ${isoTime(row[0]!)}, but it was "${before.slice(1).join(' ')}" and then "${row.slice(1).join(' ')}"`,
  );
}
