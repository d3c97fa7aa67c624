import { describe, expect, it } from 'vitest';
import { calendarNames, calendarOf, marketOf } from '../../../data/calendar/calendar-of.ts';
import { DAY, HOUR } from '../../../engine/model/time.ts';
import { dates, hours, table } from './tables.ts';

const NAMES = ['24/7', 'XNYS', 'XNAS', 'CME', 'CME_FX', 'NYMEX', 'FOREX', 'XEUR', 'XETR', 'XLON', 'XNSE', 'XHKG'];

describe('a calendar', () => {
  it('goes by its name or an alias, in any case', () => {
    expect(calendarNames().slice(0, NAMES.length)).toEqual(NAMES);
    expect(['NYSE', 'nasdaq', 'us', 'eurex', 'LSE', 'NSE', 'hkex', 'crypto', 'fx', 'comex'].map((name) => calendarOf(name)?.name)).toEqual([
      ...['XNYS', 'XNAS', 'XNYS', 'XEUR', 'XLON', 'XNSE', 'XHKG', '24/7', 'FOREX', 'NYMEX'],
    ]);
    expect(calendarNames().every((name) => calendarOf(name) !== undefined)).toBe(true);
    expect([calendarOf('MARS'), marketOf('')]).toEqual([undefined, undefined]);
  });

  it('is written out once', () => {
    expect(calendarOf('XNYS')).toBe(calendarOf('nyse'));
  });

  for (const name of NAMES)
    it(`of ${name} is in order: sessions follow each other, each with its date, its break within`, () => {
      const { opens, closes, dates: days, short, breaks, extended } = table(name);
      const [from, to] = marketOf(name)!.years;
      expect([new Date(days[0]!).getUTCFullYear(), new Date(days.at(-1)!).getUTCFullYear()]).toEqual([from, to]);
      const wrong = Array.from(days, (date, s) => {
        const next = opens[s + 1] ?? Number.POSITIVE_INFINITY;
        const rest = breaks === undefined || Number.isNaN(breaks.begins[s]!) ? undefined : [breaks.begins[s]!, breaks.ends[s]!];
        const inOrder = opens[s]! < closes[s]! && closes[s]! <= next && date < (days[s + 1] ?? Number.POSITIVE_INFINITY);
        const near = Math.abs(opens[s]! - date) <= DAY && closes[s]! - opens[s]! <= DAY + HOUR;
        const within = rest === undefined || (rest[0]! > opens[s]! && rest[0]! < rest[1]! && rest[1]! < closes[s]!);
        const around = extended === undefined || (extended.opens[s]! <= opens[s]! && extended.closes[s]! >= closes[s]!);
        return inOrder && near && within && around && date % DAY === 0 && short[s]! <= 1 ? [] : [new Date(date).toISOString()];
      }).flat();
      expect(wrong).toEqual([]);
    });
});

describe('US equities', () => {
  it('have as many sessions as each year is known to have had', () => {
    const counts = {
      1998: 252,
      2001: 248,
      2006: 251,
      2008: 253,
      2012: 250,
      2018: 251,
      2020: 253,
      2021: 252,
      2022: 251,
      2023: 250,
      2024: 252,
      2025: 250,
    };
    const found = Object.keys(counts).map((year) => [year, dates('XNYS', `${year}-01-01`, `${year}-12-31`).length]);
    expect(Object.fromEntries(found)).toEqual(counts);
  });

  it('are closed on days of mourning, after the attacks of September 11, and in a hurricane', () => {
    const closed = [
      '1994-04-27',
      '2001-09-11',
      '2001-09-14',
      '2004-06-11',
      '2007-01-02',
      '2012-10-29',
      '2012-10-30',
      '2018-12-05',
      '2025-01-09',
    ];
    expect(closed.map((date) => hours('XNYS', date))).toEqual(closed.map(() => 'closed'));
    expect(['2001-09-10', '2001-09-17', '2012-10-31'].map((date) => hours('XNYS', date))).toEqual(Array(3).fill('09:30-16:00'));
  });

  it('make up for a holiday on a weekend, but not for a New Year on a Saturday', () => {
    expect(['2020-07-03', '2021-07-05', '2022-06-20', '2021-12-24', '2022-12-26', '2023-01-02'].map((date) => hours('XNYS', date))).toEqual(
      Array(6).fill('closed'),
    );
    expect(['2004-12-31', '2010-12-31', '2021-12-31'].map((date) => hours('XNYS', date))).toEqual(Array(3).fill('09:30-16:00'));
  });

  it('keep a holiday since the year in which it was introduced', () => {
    expect(['1997-01-20', '1998-01-19', '2021-06-18', '2022-06-20'].map((date) => hours('XNYS', date))).toEqual([
      ...['09:30-16:00', 'closed', '09:30-16:00', 'closed'],
    ]);
  });

  it('close early around holidays, by the rules of the time', () => {
    expect(['1992-11-27', '1993-11-26', '2024-11-29', '1990-12-24', '2024-12-24'].map((date) => hours('XNYS', date))).toEqual([
      ...['09:30-14:00', '09:30-13:00', '09:30-13:00', '09:30-14:00', '09:30-13:00'],
    ]);
    // An Independence Day on a Thursday: the day after it, since 2013 the day before it.
    expect(['2002-07-03', '2002-07-05', '2013-07-03', '2013-07-05'].map((date) => hours('XNYS', date))).toEqual([
      ...['09:30-16:00', '09:30-13:00', '09:30-13:00', '09:30-16:00'],
    ]);
    expect(['1999-12-31', '2003-12-26', '2008-12-26', '1997-10-27'].map((date) => hours('XNYS', date))).toEqual([
      ...['09:30-13:00', '09:30-13:00', '09:30-16:00', '09:30-15:30'],
    ]);
  });

  it('opened late a year after September 11: the Nasdaq an hour before the NYSE', () => {
    expect([hours('XNYS', '2002-09-11'), hours('XNAS', '2002-09-11')]).toEqual(['12:00-16:00', '11:00-16:00']);
  });

  it('trade from four to eight in extended hours, to five on a half day', () => {
    const { extended, dates: days } = table('XNYS');
    const edges = (date: string): string[] => {
      const s = days.indexOf(Date.parse(date));
      return [extended!.opens[s]!, extended!.closes[s]!].map((ts) => new Date(ts).toISOString().slice(5, 16));
    };
    expect(edges('2024-07-02')).toEqual(['07-02T08:00', '07-03T00:00']);
    expect(edges('2024-07-03')).toEqual(['07-03T08:00', '07-03T21:00']);
  });
});

describe('CME', () => {
  it('begins its day the evening before, and has changed when it ends', () => {
    expect(['2013-10-08', '2015-09-18', '2015-09-21', '2021-06-25', '2021-06-28'].map((date) => hours('CME', date))).toEqual([
      '17:00-15:15 15:30-16:15',
      '17:00-15:15 15:30-16:15',
      '17:00-15:15 15:30-16:00',
      '17:00-15:15 15:30-16:00',
      '17:00-16:00',
    ]);
    const { opens, dates: days } = table('CME');
    // A Monday's session begins on Sunday.
    expect(new Date(opens[days.indexOf(Date.parse('2024-01-08'))]!).toISOString()).toBe('2024-01-07T23:00:00.000Z');
  });

  it('halts early on holidays of the floor, at other times for index, currency and metals', () => {
    const on = (date: string): string[] => ['CME', 'CME_FX', 'NYMEX'].map((name) => hours(name, date));
    expect(on('2019-01-21')).toEqual(['17:00-12:00', '17:00-12:00', '17:00-12:00']);
    expect(on('2024-01-15')).toEqual(['17:00-12:00', '17:00-16:00', '17:00-13:30']);
    expect(on('2023-11-24')).toEqual(['17:00-12:15', '17:00-12:15', '17:00-12:45']);
    expect(on('2025-07-04')).toEqual(['17:00-12:00', '17:00-16:00', '17:00-12:00']);
    expect(on('2023-04-07')).toEqual(['17:00-08:15', '17:00-10:15', 'closed']);
    expect(on('2024-03-29')).toEqual(['closed', 'closed', 'closed']);
    expect(on('2024-12-25')).toEqual(['closed', 'closed', 'closed']);
    expect(hours('CME', '2025-01-09')).toBe('17:00-08:30');
  });
});

describe('other markets', () => {
  it('of currencies open on Sunday and close on Friday, in New York', () => {
    const { opens, closes, dates: days } = table('FOREX');
    const s = days.indexOf(Date.parse('2024-03-11'));
    // Summer time began on that Sunday: the day began at 21:00 UTC, that of the Friday before had ended at 22:00.
    expect([closes[s - 1], opens[s], closes[s]].map((ts) => new Date(ts!).toISOString().slice(5, 16))).toEqual([
      '03-08T22:00',
      '03-10T21:00',
      '03-11T21:00',
    ]);
    expect([hours('FOREX', '2023-12-25'), hours('FOREX', '2024-01-01')]).toEqual(['closed', 'closed']);
  });

  it('of London keep bank holidays, moved ones too, and end early before Christmas and New Year', () => {
    const closed = ['2020-05-08', '2022-06-02', '2022-09-19', '2023-05-08', '2021-12-27', '2021-12-28', '2011-04-29', '2024-05-06'];
    expect(closed.map((date) => hours('XLON', date))).toEqual(closed.map(() => 'closed'));
    expect(['2020-05-04', '2022-05-30', '2024-12-24', '2022-12-23'].map((date) => hours('XLON', date))).toEqual([
      ...['08:00-16:30', '08:00-16:30', '08:00-12:30', '08:00-12:30'],
    ]);
  });

  it('of Frankfurt traded later on Eurex as the years went, and kept Whit Monday on Xetra for some', () => {
    expect(['2006-05-31', '2006-06-01', '2018-12-10'].map((date) => hours('XEUR', date))).toEqual([
      ...['09:00-22:00', '08:00-22:00', '08:00-22:00'],
    ]);
    expect(['2021-05-24', '2022-06-06', '2017-10-31', '2024-12-30', '2018-12-28'].map((date) => hours('XETR', date))).toEqual([
      ...['closed', '09:00-17:30', 'closed', '09:00-14:00', '09:00-14:00'],
    ]);
  });

  it('of India trade for an hour on Diwali, and on a Saturday or Sunday when the budget is read', () => {
    expect(['2024-11-01', '2023-11-12', '2020-02-01', '2026-02-01', '2024-03-02', '2021-02-24'].map((date) => hours('XNSE', date))).toEqual(
      ['18:00-19:00', '18:15-19:15', '09:15-15:30', '09:15-15:30', '09:15-10:00 11:30-12:30', '09:15-11:40 15:45-17:00'],
    );
    expect([hours('XNSE', '2024-01-26'), hours('XNSE', '2024-06-04')]).toEqual(['closed', '09:15-15:30']);
  });

  it('of Hong Kong stop for lunch, for the afternoon on eves, and in typhoons', () => {
    expect(['2011-03-04', '2011-03-07', '2012-03-05'].map((date) => hours('XHKG', date))).toEqual([
      '10:00-12:30 14:30-16:00',
      '09:30-12:00 13:30-16:00',
      '09:30-12:00 13:00-16:00',
    ]);
    expect(['2024-02-09', '2024-12-24', '2023-10-09', '2022-11-02'].map((date) => hours('XHKG', date))).toEqual([
      ...['09:30-12:00', '09:30-12:00', '14:00-16:00', '09:30-12:00 13:00-13:55'],
    ]);
    expect(['2024-02-12', '2023-09-01', '2024-09-06', '2021-10-13'].map((date) => hours('XHKG', date))).toEqual(Array(4).fill('closed'));
  });

  it('of Hong Kong keep the fourth day of Lunar New Year where one of the three before it is a Sunday, in years to come too', () => {
    expect(['2027-02-05', '2027-02-08', '2027-02-09', '2027-02-10'].map((date) => hours('XHKG', date))).toEqual([
      ...['09:30-12:00', 'closed', 'closed', '09:30-12:00 13:00-16:00'],
    ]);
    expect(['2030-02-01', '2030-02-06', '2030-02-07'].map((date) => hours('XHKG', date))).toEqual([
      ...['09:30-12:00 13:00-16:00', 'closed', '09:30-12:00 13:00-16:00'],
    ]);
  });

  it('that never close have a session every day, whole from midnight to midnight UTC', () => {
    const { opens, closes, dates: days } = table('24/7');
    expect(days.every((date, s) => opens[s] === date && closes[s] === date + DAY && date === s * DAY)).toBe(true);
  });
});
