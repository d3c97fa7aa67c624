import { describe, expect, it } from 'vitest';
import { calendarNames, calendarOf, marketOf } from '../../data/calendar/calendar-of.ts';
import { daysOf } from '../../data/calendar/day-rule.ts';
import { ZONES_VERSION } from '../../data/calendar/zone.ts';
import { ZONE_TABLE } from '../../data/calendar/zone-table.ts';
import { mustCover } from '../../engine/model/calendar.ts';
import { textOf } from './pages.ts';

const PAGE = textOf('docs/calendars.md');

/** The cells of the rows of the table below a header. */
function rowsBelow(header: string): string[][] {
  const lines = PAGE.slice(PAGE.indexOf(header)).split('\n').slice(2);
  return lines.slice(0, lines.indexOf('')).map((line) => line.slice(2, -2).split(' | '));
}

const names = (cell: string): string[] => cell.replaceAll('`', '').split(' ');

describe('docs/calendars.md', () => {
  it('lists every calendar with its other names, its market, its zone and its years', () => {
    const proper = [...new Set(calendarNames().map((name) => marketOf(name)!.name))];
    const listed = proper.map((name) => {
      const { title, zone, years } = marketOf(name)!;
      const others = calendarNames().filter((one) => one !== name && marketOf(one)!.name === name);
      return [`\`${name}\``, others.map((one) => `\`${one}\``).join(' '), title, zone, `${years[0]} to ${years[1]}`];
    });
    expect(rowsBelow('| calendar | also |')).toEqual(listed);
  });

  it('lists every zone with the year from which it is known', () => {
    const listed = rowsBelow('| known from | zones |')
      .slice(1)
      .flatMap(([year, zones]) => names(zones!).map((zone) => [zone, Number(year)]));
    const known = Object.entries(ZONE_TABLE).flatMap(([zone, [year]]) => (zone === 'Etc/UTC' ? [] : [[zone, year]]));
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(known));
    expect(PAGE).toContain(`Their version is \`${ZONES_VERSION}\`.`);
  });

  it('shows the sentence for a time that a calendar does not know', () => {
    const sentence = /^`(Expected times.*)`\.$/m.exec(PAGE)![1]!;
    expect(() => mustCover(calendarOf('XNYS')!, Date.parse('1985-09-27T14:30Z'))).toThrow(sentence);
  });

  it('shows lines that a calendar may hold', () => {
    const lines = rowsBelow('| line | days |').map(([line]) => line!.replaceAll('`', ''));
    expect(lines).toHaveLength(8);
    for (const line of lines) expect(daysOf(line, 1990, 2030).length).toBeGreaterThan(0);
  });
});
