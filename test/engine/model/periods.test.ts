import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../data/calendar/calendar-of.ts';
import { nextSession, type SessionTable } from '../../../engine/model/calendar.ts';
import { type PeriodOptions, Periods } from '../../../engine/model/periods.ts';
import { DAY, MINUTE } from '../../../engine/model/time.ts';
import { parseTimeframe } from '../../../engine/model/timeframe.ts';
import { sessions } from '../session-table.ts';
import { at } from '../world.ts';

const text = (ts: number): string => new Date(ts).toISOString().slice(5, 16);

/** Where moments, or bars `from to`, belong: `start - end` of each, or `closed`. */
function placed(timeframe: string, table: SessionTable | undefined, moments: readonly string[], options?: PeriodOptions): string[] {
  const periods = new Periods(parseTimeframe(timeframe)!, table, options);
  return moments.map((moment) => {
    const [from = '', until = from] = moment.split(' ');
    return periods.find(at(from), at(until)) ? `${text(periods.start)} - ${text(periods.end)}` : 'closed';
  });
}

// A Thursday, a half day on Friday, a Monday.
const week = sessions(
  [
    ['2024-07-03', '13:30', '20:00'],
    ['2024-07-05', '13:30', '17:00'],
    ['2024-07-08', '13:30', '20:00'],
  ],
  ['08:00', '23:00'],
);

describe('periods without sessions', () => {
  it('count from midnight, Monday and the first of the month, UTC', () => {
    expect(placed('4h', undefined, ['2024-07-03T13:30', '2024-07-03T15:59'])).toEqual(Array(2).fill('07-03T12:00 - 07-03T16:00'));
    expect(placed('1w', undefined, ['2024-07-07T23:59', '2024-07-08T00:00'])).toEqual([
      '07-01T00:00 - 07-08T00:00',
      '07-08T00:00 - 07-15T00:00',
    ]);
    expect(placed('1M', undefined, ['2024-07-31T23:59'])).toEqual(['07-01T00:00 - 08-01T00:00']);
  });
});

describe('periods of sessions', () => {
  it('count from the open, and end with the session at the latest', () => {
    expect(placed('1h', week, ['2024-07-03T13:30', '2024-07-03T14:29', '2024-07-03T19:59', '2024-07-05T16:45'])).toEqual([
      '07-03T13:30 - 07-03T14:30',
      '07-03T13:30 - 07-03T14:30',
      '07-03T19:30 - 07-03T20:00',
      '07-05T16:30 - 07-05T17:00',
    ]);
  });

  it('of a day are sessions, of weeks and months those whose dates lie in them', () => {
    expect(placed('1d', week, ['2024-07-05T14:00', '2024-07-08T14:00'])).toEqual([
      '07-05T13:30 - 07-05T17:00',
      '07-08T13:30 - 07-08T20:00',
    ]);
    // Known on Friday at one o'clock in New York, which the calendar knows to be the week's end.
    expect(placed('1w', week, ['2024-07-03T14:00', '2024-07-05T14:00'])).toEqual(Array(2).fill('07-03T13:30 - 07-05T17:00'));
    expect(placed('1M', week, ['2024-07-03T14:00'])).toEqual(['07-03T13:30 - 07-08T20:00']);
  });

  it('of several days are so many sessions, counted from the first of the year', () => {
    expect(placed('2d', week, ['2024-07-03T14:00', '2024-07-05T14:00', '2024-07-08T14:00'])).toEqual([
      ...['07-03T13:30 - 07-05T17:00', '07-03T13:30 - 07-05T17:00', '07-08T13:30 - 07-08T20:00'],
    ]);
    const newYear = sessions([
      ['2023-12-28', '14:30', '21:00'],
      ['2023-12-29', '14:30', '21:00'],
      ['2024-01-02', '14:30', '21:00'],
      ['2024-01-03', '14:30', '21:00'],
    ]);
    expect(placed('3d', newYear, ['2023-12-29T15:00', '2024-01-02T15:00'])).toEqual([
      '12-28T14:30 - 12-29T21:00',
      '01-02T14:30 - 01-03T21:00',
    ]);
  });

  it('belong to the date of a session that began the evening before', () => {
    const globex = calendarOf('CME')!;
    // The Sunday evening of the third of March is trade date Monday, and so the first session of a week.
    expect(placed('1w', globex, ['2024-03-03T23:30', '2024-03-08T21:59'])).toEqual(Array(2).fill('03-03T23:00 - 03-08T22:00'));
    expect(placed('1M', globex, ['2024-01-31T23:30', '2024-02-29T23:30'])).toEqual([
      '01-31T23:00 - 02-29T22:00',
      '02-29T23:00 - 03-28T21:00',
    ]);
  });

  it('leave out what lies before the open and after the close', () => {
    expect(placed('1h', week, ['2024-07-03T13:29', '2024-07-03T20:00', '2024-07-06T12:00', '2024-07-08T13:30'])).toEqual([
      ...['closed', 'closed', 'closed', '07-08T13:30 - 07-08T14:30'],
    ]);
  });

  it('take extended hours where they are wanted: in bars of their own, and in the day', () => {
    const moments = [
      '2024-07-03T07:59',
      '2024-07-03T08:00',
      '2024-07-03T13:29',
      '2024-07-03T13:30',
      '2024-07-03T20:00',
      '2024-07-03T22:59',
    ];
    expect(placed('1h', week, moments, { extended: true })).toEqual([
      'closed',
      // Counted back from the open.
      '07-03T08:00 - 07-03T08:30',
      '07-03T12:30 - 07-03T13:30',
      '07-03T13:30 - 07-03T14:30',
      '07-03T20:00 - 07-03T21:00',
      '07-03T22:00 - 07-03T23:00',
    ]);
    expect(placed('1d', week, ['2024-07-03T08:00', '2024-07-03T22:59'], { extended: true })).toEqual(
      Array(2).fill('07-03T08:00 - 07-03T23:00'),
    );
    expect(placed('1h', { ...week, extended: week.extended! }, ['2024-07-03T08:00'])).toEqual(['closed']);
  });

  it('end at a break, after which the count begins anew', () => {
    const hongKong = sessions([['2024-07-03', '01:30', '08:00', '04:00-05:00']]);
    const moments = [
      '2024-07-03T01:30',
      '2024-07-03T03:59',
      '2024-07-03T04:00',
      '2024-07-03T04:59',
      '2024-07-03T05:00',
      '2024-07-03T07:59',
    ];
    expect(placed('1h', hongKong, moments)).toEqual([
      '07-03T01:30 - 07-03T02:30',
      '07-03T03:30 - 07-03T04:00',
      'closed',
      'closed',
      '07-03T05:00 - 07-03T06:00',
      '07-03T07:00 - 07-03T08:00',
    ]);
    expect(placed('1d', hongKong, moments)).toEqual([
      ...Array(2).fill('07-03T01:30 - 07-03T08:00'),
      ...['closed', 'closed'],
      ...Array(2).fill('07-03T01:30 - 07-03T08:00'),
    ]);
  });

  it('pass over a halt of less than half an hour, as vendors do', () => {
    const halted = sessions([['2024-07-03', '13:30', '21:15', '20:15-20:30']]);
    expect(placed('1h', halted, ['2024-07-03T20:29', '2024-07-03T20:30', '2024-07-03T20:31'])).toEqual([
      '07-03T19:30 - 07-03T20:30',
      '07-03T20:30 - 07-03T21:15',
      '07-03T20:30 - 07-03T21:15',
    ]);
  });

  it('take a bar that begins before the open and reaches beyond it: it belongs to what opens', () => {
    expect(placed('1d', week, ['2024-07-03T13:00 2024-07-03T14:00'])).toEqual(['07-03T13:30 - 07-03T20:00']);
    expect(placed('1h', week, ['2024-07-03T13:00 2024-07-03T14:00', '2024-07-03T13:00 2024-07-03T13:30'])).toEqual([
      '07-03T13:30 - 07-03T14:30',
      'closed',
    ]);
  });

  it('end later with a bar that reaches beyond the close', () => {
    expect(placed('1d', week, ['2024-07-05T16:30 2024-07-05T17:30', '2024-07-08T13:30 2024-07-08T14:30'])).toEqual([
      '07-05T13:30 - 07-05T17:30',
      '07-08T13:30 - 07-08T20:00',
    ]);
  });

  it('do not stretch to a bar that reaches into another session, or crosses the end of a shorter period', () => {
    const periods = new Periods(parseTimeframe('1d')!, week);
    expect([periods.find(at('2024-07-05T13:30'), at('2024-07-08T20:00')), text(periods.end)]).toEqual([true, '07-05T17:00']);
    const hourly = new Periods(parseTimeframe('1h')!, week);
    expect([hourly.find(at('2024-07-03T14:00'), at('2024-07-03T15:00')), text(hourly.end)]).toEqual([true, '07-03T14:30']);
  });

  it('are refused outside the years of the calendar, and for a timeframe that is no whole days', () => {
    for (const ts of ['2024-07-01T00:00', '2024-07-09T00:00'])
      expect(() => placed('1d', week, [ts])).toThrow('Expected times that the calendar "TEST" knows, 2024-07-03 to 2024-07-08');
    expect(() => new Periods(parseTimeframe('36h')!, week)).toThrow(
      'Expected a timeframe below a day or of whole days, to count by sessions, but it was "36h"',
    );
    expect(placed('24h', week, ['2024-07-05T14:00'])).toEqual(['07-05T13:30 - 07-05T17:00']);
  });
});

describe('periods of a real calendar', () => {
  /** All intraday periods of a table, written out one after another by the definition. */
  function intraday({ opens, closes, breaks }: SessionTable, ms: number): [number, number][] {
    const all: [number, number][] = [];
    const count = (from: number, to: number): void => {
      for (let start = from; start < to; start += ms) all.push([start, Math.min(start + ms, to)]);
    };
    for (let s = 0; s < opens.length; s++) {
      const begins = breaks?.begins[s] ?? Number.NaN;
      // Halts of a quarter of an hour are passed over.
      if (!(breaks !== undefined && breaks.ends[s]! - begins >= 30 * MINUTE)) count(opens[s]!, closes[s]!);
      else {
        count(opens[s]!, begins);
        count(breaks!.ends[s]!, closes[s]!);
      }
    }
    return all;
  }

  /** The sessions of 2019 and 2020. */
  function twoYears(name: string): SessionTable {
    const table = calendarOf(name)!;
    const [from, to] = [nextSession(table, at('2019-01-01T12:00')), nextSession(table, at('2020-12-31T12:00'))];
    const cut = (column: Float64Array): Float64Array => column.subarray(from, to);
    const { opens, closes, dates, breaks } = table;
    return {
      ...{ name, version: table.version, opens: cut(opens), closes: cut(closes), dates: cut(dates), short: table.short.subarray(from, to) },
      ...(breaks !== undefined && { breaks: { begins: cut(breaks.begins), ends: cut(breaks.ends) } }),
    };
  }

  it('are those of the definition, at any moment of any market', () => {
    for (const name of ['XNYS', 'CME', 'FOREX', 'XHKG', 'XNSE', '24/7']) {
      const table = twoYears(name);
      for (const ms of [5 * MINUTE, 60 * MINUTE, 240 * MINUTE]) {
        const all = intraday(table, ms);
        const moment = fc
          .integer({ min: table.opens[0]! / MINUTE, max: table.closes.at(-1)! / MINUTE - 1 })
          .map((minute) => minute * MINUTE);
        fc.assert(
          fc.property(fc.array(moment, { maxLength: 20 }), (moments) => {
            const periods = new Periods({ text: '', ms }, table);
            for (const ts of moments.sort((a, b) => a - b)) {
              const k = all.findIndex(([, end]) => end > ts);
              const [start, end] = all[k]!;
              expect([ts, periods.find(ts)]).toEqual([ts, start <= ts]);
              if (start <= ts) expect([periods.start, periods.end]).toEqual([start, end]);
            }
          }),
          { numRuns: 10 },
        );
      }
    }
  });

  it('of a day are one to a session, each known at its close', () => {
    for (const name of ['XNYS', 'CME', 'FOREX', 'XHKG']) {
      const table = calendarOf(name)!;
      const periods = new Periods({ text: '1d', ms: DAY }, table);
      for (let s = 0; s < table.opens.length; s++) {
        expect(periods.find(table.opens[s]!)).toBe(true);
        expect([periods.start, periods.end]).toEqual([table.opens[s], table.closes[s]]);
      }
    }
  });
});
