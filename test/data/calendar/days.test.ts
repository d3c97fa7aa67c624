import { describe, expect, it } from 'vitest';
import { daysOf } from '../../../data/calendar/day-rule.ts';
import { dateOf, easter, onOrAfter, onOrBefore, weekdayOf } from '../../../data/calendar/days.ts';

const day = (ts: number): string => new Date(ts).toISOString().slice(0, 10);
const days = (line: string, from = 2020, to = 2024): string[] => daysOf(line, from, to).map(day);

describe('a date', () => {
  it('has its day of the week, before 1970 too', () => {
    expect(['1970-01-01', '2024-02-29', '1929-10-29', '2000-01-01'].map((text) => weekdayOf(dateOf(text)))).toEqual([4, 4, 2, 6]);
    expect(day(onOrAfter(dateOf('2024-01-01'), 1))).toBe('2024-01-01');
    expect(day(onOrAfter(dateOf('2024-01-02'), 1))).toBe('2024-01-08');
    expect(day(onOrBefore(dateOf('2024-01-07'), 1))).toBe('2024-01-01');
  });

  it('is Easter where the church says', () => {
    const known = ['1961-04-02', '1999-04-04', '2000-04-23', '2008-03-23', '2011-04-24', '2024-03-31', '2025-04-20', '2038-04-25'];
    expect(known.map((text) => day(easter(Number(text.slice(0, 4)))))).toEqual(known);
  });

  it('is written as an ISO date, or refused', () => {
    expect(() => dateOf('2001-9-11')).toThrow('Expected a date such as 2001-09-11, but it was "2001-9-11"');
    expect(() => dateOf('2001-13-11')).toThrow('but it was "2001-13-11"');
  });
});

describe('a line of a calendar', () => {
  it('names a date, dates in a row, or a year with its dates', () => {
    expect(days('2021-09-11')).toEqual(['2021-09-11']);
    expect(days('2020-02-28..2020-03-02')).toEqual(['2020-02-28', '2020-02-29', '2020-03-01', '2020-03-02']);
    expect(days('2024: 01-22 12-25')).toEqual(['2024-01-22', '2024-12-25']);
  });

  it('names a day of every year, of years, or of several spans of years', () => {
    expect(days('1990- May 1')).toEqual(['2020-05-01', '2021-05-01', '2022-05-01', '2023-05-01', '2024-05-01']);
    expect(days('1990-2020,2022,2024- May 1')).toEqual(['2020-05-01', '2022-05-01', '2024-05-01']);
  });

  it('names the n-th or the last of a day of the week, and a day after it', () => {
    expect(days('2024 Jan Mon3')).toEqual(['2024-01-15']);
    expect(days('2024 May lastMon')).toEqual(['2024-05-27']);
    expect(days('2023- Nov Thu4+1')).toEqual(['2023-11-24', '2024-11-29']);
  });

  it('names a day by its distance from Easter', () => {
    expect(days('2024 Easter')).toEqual(['2024-03-31']);
    expect(days('2024 Easter-2')).toEqual(['2024-03-29']);
    expect(days('2024 Easter+50')).toEqual(['2024-05-20']);
  });

  it('moves a day from a weekend, or counts it on some days of the week only', () => {
    // The fourth of July: a Saturday in 2020, a Sunday in 2021, a Tuesday in 2023.
    expect(days('2020- Jul 4 Sat-1 Sun+1')).toEqual(['2020-07-03', '2021-07-05', '2022-07-04', '2023-07-04', '2024-07-04']);
    expect(days('2020- Jul 3 if Mon,Tue,Thu')).toEqual(['2023-07-03']);
    expect(days('2020- Dec 31 Sat-1 if Sat,Tue')).toEqual(['2022-12-30', '2024-12-31']);
  });

  it('counts within the years asked for, wherever it moves', () => {
    expect(days('2019-12-31..2020-01-01')).toEqual(['2020-01-01']);
    // The first of 2022 was a Saturday: moved back it is a day of 2021.
    expect(days('2022 Jan 1 Sat-1', 2022, 2022)).toEqual([]);
    expect(days('2030- Jan 1')).toEqual([]);
  });

  it('is refused where it is none of these', () => {
    for (const line of ['Jan 1', '1990- Jan', '1990- Mon3 Jan', '1990- Jan 1 Sat', '1990- jan 1', '1990- Jan Mon6', ''])
      expect(() => daysOf(line, 2020, 2024)).toThrow(`Expected days such as "1998- Jan Mon3" or "2001-09-11", but it was "${line}"`);
  });
});
