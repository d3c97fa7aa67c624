import { must } from '../../engine/model/errors.ts';
import { HOUR, MINUTE } from '../../engine/model/time.ts';
import { MONTHS, onOrAfter, onOrBefore, WEEKDAYS } from './days.ts';
import { ZONE_RULES } from './zone-rules.ts';

/** Every change of a zone's clocks: from `at[k]` (UTC) on they stand `offsets[k + 1]` milliseconds east; before the first, `offsets[0]`. */
export interface Transitions {
  readonly at: Float64Array;
  readonly offsets: Float64Array;
}

/** Writes out the changes of a zone from its eras, up to the end of the year `last`. */
export function compileZone(eras: readonly string[], last: number): Transitions {
  const at: number[] = [];
  const offsets: number[] = [];
  const set = (ts: number, offset: number): void => {
    if (offsets.at(-1) === offset) return;
    if (offsets.length > 0) at.push(ts);
    offsets.push(offset);
  };
  let start = Number.NEGATIVE_INFINITY;
  for (const era of eras) {
    const [standard = '', ...rest] = era.split(' ');
    const rules = rest[0] === undefined || rest[0] === 'until' ? [] : ZONE_RULES[rest[0] as keyof typeof ZONE_RULES];
    const until = rest.at(-2) === 'until' ? Date.parse(rest.at(-1)!) : Number.POSITIVE_INFINITY;
    const changes = changesOf(rules, span(standard), last);
    set(start, changes.findLast(({ ts }) => ts <= start)?.offset ?? span(standard));
    for (const { ts, offset } of changes) if (ts > start && ts < until) set(ts, offset);
    start = until;
  }
  return { at: Float64Array.from(at), offsets: Float64Array.from(offsets) };
}

/** The changes that rules make where standard time is `standard` east, oldest first. */
function changesOf(rules: readonly string[], standard: number, last: number): readonly { readonly ts: number; readonly offset: number }[] {
  const changes = rules.flatMap((rule) => changesBy(rule, last)).sort((a, b) => a.local - b.local);
  let offset = standard;
  return changes.map(({ local, clock, ahead }) => {
    const ts = local - (clock === 'u' ? 0 : clock === 's' ? standard : offset);
    offset = standard + ahead;
    return { ts, offset };
  });
}

/** What one rule says, year by year: the local time of the change, the clock it is told by, and what clocks then stand ahead. */
function changesBy(rule: string, last: number): { readonly local: number; readonly clock: string; readonly ahead: number }[] {
  const [years = '', month = '', day = '', time = '', ahead = ''] = rule.split(' ');
  const [first = '', to = first] = years.split('-');
  const clock = /[su]$/.exec(time)?.[0] ?? '';
  const count = Math.min(to === '' ? last : Number(to), last) - Number(first) + 1;
  return Array.from({ length: count }, (_, k) => {
    const date = dayOf(Number(first) + k, MONTHS.indexOf(month), day);
    return { local: date + span(time.replace(clock, '')), clock, ahead: span(ahead) };
  });
}

/** The midnight of `29`, `lastSun`, `Sun>=8` or `Fri<=1` of a month. */
function dayOf(year: number, month: number, day: string): number {
  const match = must(/^(?:(\d+)|last(\w{3})|(\w{3})([<>])=(\d+))$/.exec(day), `a day such as Sun>=8 instead of "${day}"`);
  const [, number, last, weekday = '', side, bound] = match;
  if (number !== undefined) return Date.UTC(year, month, Number(number));
  if (last !== undefined) return onOrBefore(Date.UTC(year, month + 1, 0), WEEKDAYS.indexOf(last));
  return (side === '>' ? onOrAfter : onOrBefore)(Date.UTC(year, month, Number(bound)), WEEKDAYS.indexOf(weekday));
}

/** Reads `2:00`, `-5:00` or `24:00` as milliseconds. */
function span(text: string): number {
  const [hours = '', minutes = ''] = text.replace('-', '').split(':');
  return (text.startsWith('-') ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
}
