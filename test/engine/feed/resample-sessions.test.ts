import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../data/calendar/calendar-of.ts';
import { resample } from '../../../engine/feed/resample.ts';
import { nextSession, type SessionTable } from '../../../engine/model/calendar.ts';
import { type BarColumns, BarSeries, barColumns } from '../../../engine/model/series.ts';
import { DAY, MINUTE } from '../../../engine/model/time.ts';
import { sessions } from '../session-table.ts';
import { at, bars, live, type Row } from '../world.ts';

const text = (ts: number): string => new Date(ts).toISOString().slice(5, 16);

/** Bars as `open time - time, open high low close volume`. */
function rowsOf(series: BarSeries): string[] {
  const { openTimes, times, open, high, low, close, volume } = BarSeries.columnsOf(series);
  return Array.from(times.subarray(1), (ts, k) => {
    const row = k + 1;
    return `${text(openTimes[row]!)} - ${text(ts)}, ${[open, high, low, close, volume].map((column) => column[row]).join(' ')}`;
  });
}

/** The drawn bars with the volumes that they have in a world. */
const hour = (open: number): Row => [open, open + 1, open - 1, open + 0.5];

// Half past one to eight, UTC: half past nine to four in New York's summer. The second is a half day.
const week = sessions([
  ['2024-07-02', '13:30', '20:00'],
  ['2024-07-03', '13:30', '17:00'],
  ['2024-07-05', '13:30', '20:00'],
]);

describe('bars made by sessions', () => {
  it('of an hour count from the open, and the last of a day is shorter', () => {
    const half = Array.from({ length: 13 }, (_, k): Row => [k, k, k, k]);
    const source = bars('A', '30m', ['2024-07-02T13:30', ...half, '2024-07-03T13:30', [50, 50, 50, 50]]);
    expect(rowsOf(resample(source, '1h', week))).toEqual([
      '07-02T13:30 - 07-02T14:30, 0 1 0 1 200',
      '07-02T14:30 - 07-02T15:30, 2 3 2 3 200',
      '07-02T15:30 - 07-02T16:30, 4 5 4 5 200',
      '07-02T16:30 - 07-02T17:30, 6 7 6 7 200',
      '07-02T17:30 - 07-02T18:30, 8 9 8 9 200',
      '07-02T18:30 - 07-02T19:30, 10 11 10 11 200',
      '07-02T19:30 - 07-02T20:00, 12 12 12 12 100',
    ]);
  });

  it('of a day are known at the close, at one o’clock on a half day, and know nothing of what came before the open or after it', () => {
    const drawn = [
      '2024-07-02T12:30',
      hour(1),
      hour(2),
      '2024-07-02T19:30',
      hour(3),
      hour(4),
      '2024-07-03T16:00',
      hour(5),
      hour(6),
      hour(7),
    ];
    const source = bars('A', '1h', drawn);
    expect(rowsOf(resample(source, '1d', week))).toEqual([
      // The bars at 12:30 and 20:30 lie outside; that of 19:30 reaches beyond the close, and is known at its own end.
      '07-02T13:30 - 07-02T20:30, 2 4 1 3.5 200',
      '07-03T13:30 - 07-03T17:00, 5 6 4 5.5 100',
    ]);
  });

  it('of clock hours, as vendors make them, are the day that the publisher has', () => {
    // Nine to ten holds the first half hour of trading.
    const clock = Array.from({ length: 7 }, (_, k) => hour(k));
    expect(rowsOf(resample(bars('A', '1h', ['2024-07-02T13:00', ...clock]), '1d', week))).toEqual([
      '07-02T13:30 - 07-02T20:00, 0 7 -1 6.5 700',
    ]);
    expect(() => resample(bars('A', '1h', ['2024-07-02T13:00', ...clock]), '2h', week)).toThrow(
      'Expected bars of "A" that fit into 2h, but one of them is longer or crosses its end: "2024-07-02T15:00:00.000Z to 2024-07-02T16:00:00.000Z"',
    );
  });

  it('of a week are known at the close of its last session, before a holiday too', () => {
    const days = [hour(1), hour(2)];
    const short = sessions([
      ['2024-07-02', '13:30', '20:00'],
      ['2024-07-03', '13:30', '17:00'],
      ['2024-07-08', '13:30', '20:00'],
    ]);
    const source = bars('A', '1h', ['2024-07-02T13:30', ...days, '2024-07-03T16:00', hour(3)]);
    expect(rowsOf(resample(source, '1w', short))).toEqual(['07-02T13:30 - 07-03T17:00, 1 4 0 3.5 300']);
  });

  it('reach an author when they are closed, in the order of events', () => {
    const seen: string[] = [];
    const source = bars('A', '30m', ['2024-07-03T13:30', ...Array.from({ length: 7 }, (_, k) => hour(k)), '2024-07-05T13:30', hour(9)]);
    live(
      { asset: source },
      (ctx) => {
        const daily = ctx.resample(ctx.feeds.asset, '1d');
        const all = ctx.resample(ctx.feeds.asset, '1h', { extended: true });
        return {
          onBar: (bar) =>
            void (bar !== ctx.feeds.asset && seen.push(`${text(ctx.now)} ${bar === daily ? 'day' : bar === all ? 'hour' : ''}`)),
        };
      },
      { calendars: [week] },
    );
    expect(seen).toEqual(['07-03T14:30 hour', '07-03T15:30 hour', '07-03T16:30 hour', '07-03T17:00 day', '07-03T17:00 hour']);
  });
});

/** Bars of a market over some days around a date: sparse, in and out of sessions, sizes in hundredths. */
const someBars = fc
  .record({
    market: fc.constantFrom('XNYS', 'CME', 'FOREX', 'XHKG', 'XLON', 'XNSE', '24/7'),
    // Weeks in which clocks change in America or Europe, half days, and plain ones.
    date: fc.constantFrom('2019-03-08', '2019-03-29', '2018-11-02', '2018-10-26', '2019-07-02', '2018-12-20', '2019-05-15', '2019-10-25'),
    step: fc.constantFrom(1, 5),
    draws: fc.array(
      fc.record({
        skip: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 90 }), fc.integer({ min: 200, max: 2000 })),
        price: fc.integer({ min: 50, max: 150 }),
        spread: fc.integer({ min: 0, max: 9 }),
        size: fc.integer({ min: 0, max: 100_000 }),
      }),
      { minLength: 1, maxLength: 250 },
    ),
  })
  .map(({ market, date, step, draws }) => {
    const columns = barColumns(draws.length);
    const table = calendarOf(market)!;
    let begins = table.opens[nextSession(table, at(date))]! - 30 * MINUTE;
    draws.forEach(({ skip, price, spread, size }, k) => {
      begins += skip * step * MINUTE;
      const row = k + 1;
      columns.openTimes[row] = begins;
      columns.times[row] = begins + step * MINUTE;
      columns.open[row] = price;
      columns.high[row] = price + spread;
      columns.low[row] = price - spread;
      columns.close[row] = price + (k % (spread + 1));
      columns.volume[row] = size / 100;
      begins += step * MINUTE;
    });
    return { market, columns };
  });

const LONGER = [10, 20, 30, 60, 120, 240];
const NAMES = ['1d', '1w', '1M'];

describe('bars made by sessions, whatever the market and the season,', () => {
  const make = (columns: BarColumns, timeframe: string, table: SessionTable | undefined, extended: boolean): BarSeries =>
    resample(new BarSeries('A', columns), timeframe, table, { extended });

  it('are the same made at once or step by step', () => {
    fc.assert(
      fc.property(
        someBars,
        fc.constantFrom(...LONGER),
        fc.integer({ min: 2, max: 4 }),
        fc.boolean(),
        fc.boolean(),
        (drawn, a, times, extended, plain) => {
          const table = plain ? undefined : calendarOf(drawn.market);
          const shorter = make(drawn.columns, `${a}m`, table, extended);
          // Without sessions a count of minutes begins anew at midnight: it must divide the day.
          const longer = [a * times, 240].filter((b) => b % a === 0 && (!plain || (24 * 60) % b === 0)).map((b) => `${b}m`);
          for (const b of [...longer, ...NAMES])
            expect(rowsOf(resample(shorter, b, table, { extended }))).toEqual(rowsOf(make(drawn.columns, b, table, extended)));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('hang on nothing that comes after them: those of a history cut short are the first of the whole', () => {
    fc.assert(
      fc.property(
        someBars,
        fc.constantFrom(...LONGER.map((m) => `${m}m`), ...NAMES, '2d'),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        (drawn, timeframe, part, extended) => {
          const { market, columns } = drawn;
          const table = calendarOf(market);
          const rows = Math.round(part * (columns.times.length - 1));
          const cut = Object.fromEntries(
            Object.entries(columns).map(([name, column]) => [name, column.slice(0, rows + 1)]),
          ) as unknown as BarColumns;
          const whole = make(columns, timeframe, table, extended);
          const known = Array.from(BarSeries.columnsOf(whole).times.subarray(1)).filter((ts) => ts <= (columns.times[rows] ?? 0)).length;
          expect(rowsOf(make(cut, timeframe, table, extended))).toEqual(rowsOf(whole).slice(0, rows === 0 ? 0 : known));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('hold the finer bars that lie in them, no other, and are known when the last of these is', () => {
    fc.assert(
      fc.property(someBars, fc.constantFrom('30m', '1h', '1d', '1w'), ({ market, columns }, timeframe) => {
        const table = calendarOf(market)!;
        const { openTimes, times, open, high, low, close, volume } = columns;
        const longer = BarSeries.columnsOf(make(columns, timeframe, table, false));
        // What trades: bars that touch a session, and not only its lunch break.
        const trades = (row: number): boolean => {
          const s = nextSession(table, openTimes[row]!);
          const begins = table.breaks?.begins[s] ?? Number.NaN;
          const ends = table.breaks?.ends[s] ?? Number.NaN;
          const rests = ends - begins > 15 * MINUTE && openTimes[row]! >= begins && times[row]! <= ends;
          return table.opens[s]! < times[row]! && !rests;
        };
        for (let k = 1; k < longer.times.length; k++) {
          const [start, end] = [longer.openTimes[k]!, longer.times[k]!];
          const rows = Array.from(times.keys()).filter((row) => row > 0 && trades(row) && times[row]! > start && openTimes[row]! < end);
          expect(rows.every((row) => times[row]! <= end)).toBe(true);
          expect(longer.open[k]).toBe(open[rows[0]!]);
          expect(longer.high[k]).toBe(Math.max(...rows.map((row) => high[row]!)));
          expect(longer.low[k]).toBe(Math.min(...rows.map((row) => low[row]!)));
          expect(longer.close[k]).toBe(close[rows.at(-1)!]);
          expect(longer.volume[k]).toBe(Math.round(rows.reduce((sum, row) => sum + volume[row]! * 100, 0)) / 100);
          if (timeframe === '1d') expect(end - start).toBeLessThanOrEqual(DAY + 60 * MINUTE);
        }
      }),
      { numRuns: 150 },
    );
  });
});
