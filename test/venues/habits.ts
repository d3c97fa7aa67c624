/** How a venue pages, where it has a choice. All at once is possible. */
export interface Habits {
  /** The most rows of an answer, whatever is asked for. */
  readonly cap?: number;
  /** Newest row first. */
  readonly newestFirst?: boolean;
  /** Of more rows than fit, the newest instead of the oldest. */
  readonly newest?: boolean;
  /** Looks no further than as many rows as fit, so an answer may be empty although there is more later. */
  readonly windowed?: boolean;
  /** Hands out pages of so many milliseconds, such as days: an answer ends where its page does. */
  readonly pages?: number;
  /** Begins with the row before the one that was asked for. */
  readonly repeatsSeam?: boolean;
  /** Gives the last row of an answer twice. */
  readonly doubles?: boolean;
  /** Takes no notice of an end that is asked for. */
  readonly ignoresEnd?: boolean;
}

/** What was asked for: rows from `since` to `until`, that one included. */
export interface Range {
  readonly since: number;
  readonly until: number;
  readonly limit: number;
  /** Milliseconds from one row to the next where none is missing. */
  readonly step: number;
}

/** The answer of a venue with these habits, of all its rows, oldest first. */
export function answerOf<R extends readonly [number | string, ...unknown[]]>(rows: readonly R[], range: Range, habits: Habits): R[] {
  const most = Math.min(range.limit, habits.cap ?? range.limit);
  const window = habits.windowed === true ? range.since + most * range.step - 1 : Number.POSITIVE_INFINITY;
  const pageEnd = habits.pages === undefined ? Number.POSITIVE_INFINITY : (Math.floor(range.since / habits.pages) + 1) * habits.pages - 1;
  const end = Math.min(pageEnd, habits.ignoresEnd === true ? Number.POSITIVE_INFINITY : range.until, window);
  const first = rows.findIndex(([time]) => Number(time) >= range.since);
  const begin = first > 0 && habits.repeatsSeam === true ? first - 1 : first;
  const found = first < 0 ? [] : rows.slice(begin).filter(([time]) => Number(time) <= end);
  const page = habits.newest === true ? found.slice(Math.max(0, found.length - most)) : found.slice(0, most);
  if (habits.doubles === true && page.length > 0) page.push(page.at(-1)!);
  return habits.newestFirst === true ? page.reverse() : page;
}
