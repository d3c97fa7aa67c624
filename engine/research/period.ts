import { parseTime } from '../model/time.ts';

/** A stretch of history as a run specification has it: ISO dates or times, null for no limit. */
export interface Period {
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Reads a period: `2015`, `2015-03`, `2010..2014`, `2010-01-15..2014-06-30`, `2015..` to the end of the data. A year or a
 * month is all of it, at either end. Undefined for another text, and for one that ends before it begins.
 */
export function periodOf(text: string): Period | undefined {
  const [first = '', last, ...more] = text.trim().split('..');
  if (more.length > 0 || (first === '' && (last ?? '') === '')) return undefined;
  const from = edge(first, false);
  const to = edge(last ?? first, true);
  if (from === undefined || to === undefined) return undefined;
  return from !== null && to !== null && parseTime(from) > parseTime(to) ? undefined : { from, to };
}

/** A year or a month as its first or last day; null for nothing, undefined for what is no time. */
function edge(text: string, end: boolean): string | null | undefined {
  if (text === '') return null;
  const part = /^(\d{4})(?:-(\d{2}))?$/.exec(text);
  if (part === null) return Number.isNaN(parseTime(text)) ? undefined : text;
  const year = Number(part[1]);
  const month = part[2] === undefined ? undefined : Number(part[2]);
  if (month !== undefined && (month < 1 || month > 12)) return undefined;
  const first = Date.UTC(year, (month ?? 1) - 1, 1);
  const last = Date.UTC(year, month ?? 12, 0);
  return new Date(end ? last : first).toISOString().slice(0, 10);
}
