import { ConfigError } from '../../engine/model/errors.ts';
import { DAY } from '../../engine/model/time.ts';
import { dateOf, easter, MONTHS, onOrAfter, onOrBefore, WEEKDAYS, weekdayOf } from './days.ts';

const RULE =
  /^([\d,-]+) (?:(Easter)([+-]\d+)?|([A-Z][a-z]{2}) (?:(\d{1,2})|([A-Z][a-z]{2})([1-5])([+-]\d+)?|last([A-Z][a-z]{2})))((?: [A-Z][a-z]{2}[+-]\d)*)(?: if ([A-Z][a-z,A-Z]+))?$/;

/**
 * The days that a line of a calendar names, as midnights UTC, within the years `from` to `to`. A line is a date
 * (`2001-09-11`), dates in a row (`2001-09-11..2001-09-14`), a year's dates (`2024: 01-01 02-12`), or a rule: years, a day,
 * where it moves from a day of the week, and on which days of the week it counts, such as
 * `1998- Jan Mon3`, `2022- Jun 19 Sat-1 Sun+1`, `1990- Easter-2`, `1993- Nov Thu4+1`, `1990-1994,1996- May lastMon`,
 * `1995- Jul 3 if Mon,Tue,Thu`. Throws a ConfigError on a line that is none of them.
 */
export function daysOf(line: string, from: number, to: number): readonly number[] {
  const inside = (date: number): boolean => date >= Date.UTC(from, 0, 1) && date < Date.UTC(to + 1, 0, 1);
  const year = /^(\d{4}):((?: \d\d-\d\d)+)$/.exec(line);
  if (year !== null)
    return year[2]!
      .trim()
      .split(' ')
      .map((day) => dateOf(`${year[1]}-${day}`))
      .filter(inside);
  if (/^\d{4}-\d\d-\d\d/.test(line)) return inARow(line).filter(inside);
  const rule = RULE.exec(line);
  if (rule === null) throw new ConfigError(`Expected days such as "1998- Jan Mon3" or "2001-09-11", but it was "${line}"`);
  return yearsOf(rule[1]!, from, to)
    .flatMap((y) => dayIn(y, rule))
    .filter(inside);
}

function inARow(line: string): readonly number[] {
  const [first = '', last = first] = line.split('..');
  const days = Math.round((dateOf(last) - dateOf(first)) / DAY) + 1;
  return Array.from({ length: days }, (_, k) => dateOf(first) + k * DAY);
}

/** `1990-`, `1990-2012`, `2013`, or several of them between commas. */
function yearsOf(text: string, from: number, to: number): readonly number[] {
  const spans = text.split(',').map((span) => {
    const [first = '', last = first] = span.split('-');
    return [Number(first), last === '' ? to : Number(last)] as const;
  });
  return Array.from({ length: to - from + 1 }, (_, k) => from + k).filter((year) => spans.some(([a, b]) => year >= a && year <= b));
}

function dayIn(
  year: number,
  [, , feast, fromEaster = '0', month = '', day, weekday, nth, further = '0', last, moves = '', only]: RegExpExecArray,
): readonly number[] {
  const index = MONTHS.indexOf(month);
  let date: number;
  if (feast !== undefined) date = easter(year) + Number(fromEaster) * DAY;
  else if (day !== undefined) date = Date.UTC(year, index, Number(day));
  else if (last !== undefined) date = onOrBefore(Date.UTC(year, index + 1, 0), WEEKDAYS.indexOf(last));
  else date = onOrAfter(Date.UTC(year, index, 1), WEEKDAYS.indexOf(weekday!)) + (Number(nth) - 1) * 7 * DAY + Number(further) * DAY;
  const name = WEEKDAYS[weekdayOf(date)]!;
  if (only !== undefined && !only.split(',').includes(name)) return [];
  const move = moves
    .trim()
    .split(' ')
    .find((one) => one.startsWith(name));
  return [date + Number(move?.slice(3) ?? 0) * DAY];
}
