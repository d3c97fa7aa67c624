import type { SessionTable } from '../../engine/model/calendar.ts';
import { must } from '../../engine/model/errors.ts';
import { DAY } from '../../engine/model/time.ts';
import { daysOf } from './day-rule.ts';
import { dateOf, WEEKDAYS, weekdayOf } from './days.ts';
import { clocksOf, type Span, spanOn } from './hours.ts';
import type { Exception, Hours, MarketRules } from './market-rules.ts';
import { zoneOf } from './zone.ts';

interface Row {
  readonly date: number;
  readonly span: Span;
  readonly short: boolean;
}

/** Writes out every session of a market's years. */
export function compileSessions(rules: MarketRules): SessionTable {
  const [from, to] = rules.years;
  const zone = must(zoneOf(rules.zone), `the zone ${rules.zone}`);
  const closed = new Set(rules.closed.flatMap((line) => daysOf(line, from, to)));
  const exceptions = new Map<number, Exception>();
  for (const exception of rules.exceptions)
    for (const date of exception.on.flatMap((line) => daysOf(line, from, to)))
      exceptions.set(date, { ...exceptions.get(date), ...exception });

  const eras = rules.hours.map((hours) => ({ hours, since: dateOf(hours.from), clocks: clocksOf(hours) }));
  const rows: Row[] = [];
  let era = 0;
  for (let date = Date.UTC(from, 0, 1); date < Date.UTC(to + 1, 0, 1); date += DAY) {
    while (era + 1 < eras.length && date >= eras[era + 1]!.since) era++;
    const own = exceptions.get(date);
    const trades = rules.week.includes(WEEKDAYS[weekdayOf(date)]!) && !closed.has(date);
    if (!trades && own?.extra !== true) continue;
    const usual = spanOn(zone, date, eras[era]!.clocks);
    const span = own === undefined ? usual : spanOn(zone, date, clocksOf(merge(eras[era]!.hours, own)));
    rows.push({ date, span, short: lengthOf(span) < lengthOf(usual) });
  }
  return tableOf(rules, rows);
}

/** The hours of a day out of the ordinary: one that closes before its usual break, or opens after it, has none. */
function merge(usual: Hours, own: Exception): Hours {
  const hours = { ...usual, ...own };
  if (own.rest !== undefined || usual.rest === undefined) return hours;
  const { open, close, breakBegin, breakEnd } = clocksOf(hours);
  return close.ms <= breakBegin!.ms || open.ms >= breakEnd!.ms ? { ...hours, rest: undefined } : hours;
}

const lengthOf = ({ open, close, breakBegin, breakEnd }: Span): number =>
  close - open - (Number.isNaN(breakBegin) ? 0 : breakEnd - breakBegin);

function tableOf({ name, version }: MarketRules, rows: readonly Row[]): SessionTable {
  const column = (read: (span: Span) => number): Float64Array => Float64Array.from(rows, ({ span }) => read(span));
  return {
    name,
    version,
    opens: column(({ open }) => open),
    closes: column(({ close }) => close),
    dates: Float64Array.from(rows, ({ date }) => date),
    short: Uint8Array.from(rows, ({ short }) => (short ? 1 : 0)),
    ...(rows.some(({ span }) => !Number.isNaN(span.breakBegin)) && {
      breaks: { begins: column(({ breakBegin }) => breakBegin), ends: column(({ breakEnd }) => breakEnd) },
    }),
    ...(rows.some(({ span }) => span.first < span.open || span.last > span.close) && {
      extended: { opens: column(({ first }) => first), closes: column(({ last }) => last) },
    }),
  };
}
