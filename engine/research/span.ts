import { DAY, HOUR, MINUTE, SECOND, WEEK } from '../model/time.ts';

/** A length on a run's calendar: whole calendar months, time, and bars, one after the other. */
export interface Span {
  readonly months: number;
  readonly ms: number;
  readonly bars: number;
}

const UNITS: Readonly<Record<string, Span>> = {
  y: { months: 12, ms: 0, bars: 0 },
  mo: { months: 1, ms: 0, bars: 0 },
  M: { months: 1, ms: 0, bars: 0 },
  w: { months: 0, ms: WEEK, bars: 0 },
  d: { months: 0, ms: DAY, bars: 0 },
  h: { months: 0, ms: HOUR, bars: 0 },
  m: { months: 0, ms: MINUTE, bars: 0 },
  s: { months: 0, ms: SECOND, bars: 0 },
  bars: { months: 0, ms: 0, bars: 1 },
  bar: { months: 0, ms: 0, bars: 1 },
};

export const NO_SPAN: Span = { months: 0, ms: 0, bars: 0 };

/** Reads a length such as `2y`, `6mo`, `3w`, `90d`, `12h`, `30m`, `500bars` or `0`; undefined for another text. */
export function spanOf(text: string): Span | undefined {
  const trimmed = text.trim();
  if (trimmed === '0') return NO_SPAN;
  const match = /^(\d+)\s*(y|mo|M|w|d|h|m|s|bars?)$/.exec(trimmed);
  return match === null ? undefined : times(UNITS[match[2]!]!, Number(match[1]));
}

/** One after the other. */
export const plus = (a: Span, b: Span): Span => ({ months: a.months + b.months, ms: a.ms + b.ms, bars: a.bars + b.bars });

/** So many in a row. */
export const times = ({ months, ms, bars }: Span, count: number): Span => ({ months: months * count, ms: ms * count, bars: bars * count });

export const isNothing = ({ months, ms, bars }: Span): boolean => months === 0 && ms === 0 && bars === 0;

/** The time a span after `ts`, its bars left out; a month from the 31st is the last day of a shorter one. */
export function later(ts: number, { months, ms }: Span): number {
  if (months === 0) return ts + ms;
  const date = new Date(ts);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const last = new Date(Date.UTC(Math.floor(month / 12), (((month % 12) + 12) % 12) + 1, 0)).getUTCDate();
  const day = Date.UTC(Math.floor(month / 12), ((month % 12) + 12) % 12, Math.min(date.getUTCDate(), last));
  return day + (ts - Math.floor(ts / DAY) * DAY) + ms;
}
