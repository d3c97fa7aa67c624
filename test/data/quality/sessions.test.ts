import { describe, expect, it } from 'vitest';
import type { SessionTable } from '../../../engine/model/calendar.ts';
import { barBlock, block, check, one, said, walk } from './blocks.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Sessions from 10:00 to 11:00 UTC on the days named, perhaps with a break from 10:20 to 10:40. */
function hours(days: readonly string[], rest = false): SessionTable {
  const dates = Float64Array.from(days, (day) => Date.parse(`2024-01-${day}`));
  const at = (ms: number) => dates.map((date) => date + ms);
  const table = { name: 'TEST', version: '1', dates, opens: at(10 * HOUR), closes: at(11 * HOUR), short: new Uint8Array(dates.length) };
  return rest ? { ...table, breaks: { begins: at(10 * HOUR + 20 * MINUTE), ends: at(10 * HOUR + 40 * MINUTE) } } : table;
}

const WEEK = hours(['01', '02', '03', '04', '05', '08']);
/** A market that never closes. */
const ALWAYS: SessionTable = (() => {
  const dates = Float64Array.from({ length: 40 }, (_, k) => Date.UTC(2024, 0, 1) + k * DAY);
  return { name: '24/7', version: '1', dates, opens: dates, closes: dates.map((date) => date + DAY), short: new Uint8Array(40) };
})();

/** Bars of the hour from 10:00 on, without those of the minutes named. */
const hour = (day: string, ...without: readonly number[]) =>
  walk('1m', `2024-01-${day}T10:00`, 60, (k, bar) => (without.includes(k) ? undefined : bar));

describe('gap', () => {
  it('is a minute that is missing within a session', () => {
    expect(one('gap', { calendar: WEEK }, hour('01'), hour('02'))).toBe('');
    expect(one('gap', { calendar: WEEK }, hour('01', 30, 31, 50), hour('02'))).toBe(
      '2 warning: 3 of 120 bars (2.5 %) are missing in 2 gaps within sessions of TEST, the longest of 2 m from 2024-01-01T10:30:00.000Z @ x.csv, line 32',
    );
  });

  it('is also what is missing before a session closes, and after it opens', () => {
    expect(one('gap', { calendar: WEEK }, hour('01', 58, 59), hour('02', 0))).toMatch(/^2 warning: 3 of 120 bars/);
  });

  it('is not what comes before the first bar, and after the last', () => {
    expect(one('gap', { calendar: WEEK }, hour('01', 0, 1, 2), hour('02', 57, 58, 59))).toBe('');
  });

  it('is none of a break, but of what lies beside it', () => {
    const calendar = hours(['01', '02'], true);
    const rest = Array.from({ length: 20 }, (_, k) => 20 + k);
    expect(one('gap', { calendar }, hour('01', ...rest))).toBe('');
    expect(one('gap', { calendar }, hour('01', 19, ...rest, 40))).toMatch(/^1 warning: 2 of 40 bars/);
  });

  it('goes on over midnight where a market never closes', () => {
    const minutes = (from: string, count: number) => walk('1m', from, count);
    const found = one('gap', { calendar: ALWAYS }, minutes('2024-01-01T23:50', 5), minutes('2024-01-02T00:05', 5));
    expect(found).toMatch(/^1 warning: 10 of 20 bars \(50 %\) are missing in 1 gaps .* the longest of 10 m from 2024-01-01T23:55/);
  });

  it('is counted in bars that overlap a session: hours of the clock cover one that opens at half past', () => {
    const calendar = { ...hours(['01', '02']), opens: hours(['01', '02']).opens.map((open) => open - 30 * MINUTE) };
    expect(one('gap', { timeframe: '1h', calendar }, walk('1h', '2024-01-01T09:00', 2), walk('1h', '2024-01-02T09:00', 2))).toBe('');
    expect(one('gap', { timeframe: '1h', calendar }, walk('1h', '2024-01-01T09:00', 1), walk('1h', '2024-01-02T10:00', 1))).toMatch(
      /^2 warning: 2 of 4/,
    );
  });

  it('is nothing where the calendar ends', () => {
    expect(one('gap', { calendar: WEEK }, walk('1m', '2023-12-31T10:00', 3), hour('01', 0), walk('1m', '2024-02-01T10:00', 3))).toMatch(
      /^$/,
    );
  });
});

describe('missing-session', () => {
  it('is a session without a bar, between the first and the last', () => {
    expect(one('missing-session', { calendar: WEEK }, hour('02'), hour('04'), hour('08'))).toBe(
      '2 warning: 2 sessions of TEST from 2024-01-03 on have no bar @ x.csv, line 2',
    );
    expect(one('missing-session', { calendar: WEEK }, hour('01'), hour('05'))).toMatch(/3 sessions .*, 3 in a row at most/);
    expect(one('gap', { calendar: WEEK }, hour('01'), hour('05'))).toBe('');
  });

  it('of daily bars is one of their dates, at midnight or at the open', () => {
    const days = (...names: readonly string[]) =>
      barBlock(
        '1d',
        names.map((name) => [`2024-01-${name}`, 1, 1, 1, 1]),
      );
    const daily = { timeframe: '1d', calendar: WEEK };
    expect(one('missing-session', daily, days('01', '02', '03', '04', '05', '08'))).toBe('');
    expect(one('missing-session', daily, days('01', '03'), days('08'))).toMatch(
      /^3 warning: 3 sessions .* from 2024-01-02 on have no bar, 2 in a row/,
    );
    expect(one('missing-session', daily, days('01T10:00', '03T10:00'))).toMatch(/^1 warning/);
    expect(said(check(daily, days('01T10:00', '02T10:00')).findings).join()).not.toMatch('closed-day');
  });
});

describe('rows outside of sessions', () => {
  it('are a note near one, as extended hours are', () => {
    expect(one('out-of-session', { calendar: WEEK }, walk('1m', '2024-01-01T09:55', 20))).toBe(
      '5 note: 5 of 20 rows lie before, between or after the hours of TEST @ x.csv, line 2',
    );
    expect(one('out-of-session', { calendar: hours(['01'], true) }, hour('01'))).toMatch(/^20 note/);
  });

  it('are a warning where they are nearly all', () => {
    expect(one('out-of-session', { calendar: WEEK }, walk('1m', '2024-01-01T06:00', 60))).toBe(
      '60 warning: 60 of 60 rows lie before, between or after the hours of TEST: are zone and calendar right? @ x.csv, line 2',
    );
    expect(one('out-of-session', { calendar: WEEK, policies: { 'out-of-session': 'keep' } }, walk('1m', '2024-01-01T06:00', 60))).toMatch(
      /^60 note/,
    );
  });

  it('are of a closed day far from one', () => {
    const saturday = walk('1m', '2024-01-06T10:00', 10);
    expect(one('closed-day', { calendar: WEEK }, hour('05'), saturday, hour('08'))).toBe(
      '10 warning: 10 rows lie on days on which TEST was closed @ x.csv, line 2',
    );
    expect(one('out-of-session', { calendar: WEEK }, hour('05'), saturday, hour('08'))).toBe('');
    const daily = barBlock('1d', [
      ['2024-01-05', 1, 1, 1, 1],
      ['2024-01-06', 1, 1, 1, 1],
      ['2024-01-08', 1, 1, 1, 1],
    ]);
    expect(one('closed-day', { timeframe: '1d', calendar: WEEK }, daily)).toMatch(/^1 warning.*line 3$/);
  });

  it('may be left out', () => {
    const policies = { 'out-of-session': 'drop', 'closed-day': 'drop' } as const;
    const { blocks } = check({ calendar: WEEK, policies }, walk('1m', '2024-01-05T09:55', 10), walk('1m', '2024-01-06T10:00', 2));
    expect(blocks.map(({ rows }) => rows)).toEqual([5, 0]);
  });

  it('are found among ticks, of which the last may stand at the close', () => {
    const trades = block(
      ['times', 'price', 'size', 'side'],
      ['2024-01-05T09:59', '2024-01-05T10:00', '2024-01-05T11:00', '2024-01-06T10:00'].map((time) => [time, 1, 1, 0]),
    );
    const ticks = { kind: 'trades', timeframe: '', calendar: WEEK } as const;
    expect(one('out-of-session', ticks, trades)).toMatch(/^1 note.*line 2$/);
    expect(one('closed-day', ticks, trades)).toMatch(/^1 warning.*line 5$/);
  });

  it('are none where a market never closes', () => {
    const { findings } = check({ calendar: ALWAYS }, walk('1m', '2024-01-06T10:00', 10));
    expect(findings).toEqual([]);
  });
});

describe('clock-shift against the calendar', () => {
  const long: SessionTable = { ...WEEK, closes: WEEK.opens.map((open) => open + 6 * HOUR) };
  const shifted = (length: string, minutes: number, ...days: readonly string[]) =>
    days.map((day) => walk(length, Date.parse(`2024-01-${day}T10:00`) + minutes * MINUTE, length === '1h' ? 6 : 72));

  it('is a session an hour from its place, three times', () => {
    const rest = shifted('5m', 0, '05', '08');
    expect(one('clock-shift', { timeframe: '5m', calendar: long }, ...shifted('5m', 60, '01', '02', '03', '04'), ...rest)).toBe(
      '3 warning: 3 of 5 sessions stand an hour later than TEST has them, until 2024-01-04T11:00:00.000Z: is the zone right where clocks change? @ x.csv, line 2',
    );
    expect(one('clock-shift', { timeframe: '5m', calendar: long }, ...shifted('5m', -60, '01', '02', '03', '04'), ...rest)).toMatch(
      /^3 warning: 3 of 5 sessions stand an hour earlier/,
    );
    expect(one('clock-shift', { timeframe: '1h', calendar: long }, ...shifted('1h', 60, '01', '02', '03', '04'))).toMatch(
      /^3 warning: 3 of 3/,
    );
  });

  it('is one each time there is, where that is twice', () => {
    expect(one('clock-shift', { timeframe: '5m', calendar: long }, ...shifted('5m', 60, '01', '02', '03'))).toMatch(/^2 warning: 2 of 2/);
    expect(one('clock-shift', { timeframe: '5m', calendar: long }, ...shifted('5m', 60, '01', '02'))).toBe('');
    expect(
      one('clock-shift', { timeframe: '5m', calendar: long }, ...shifted('5m', 60, '01', '02', '03'), ...shifted('5m', 0, '04', '05')),
    ).toBe('');
  });

  it('is nothing of half an hour, of extended hours, and of a late open', () => {
    const silent = (...blocks: ReturnType<typeof shifted>) => one('clock-shift', { timeframe: '5m', calendar: long }, ...blocks);
    const days = ['01', '02', '03', '04', '05', '08'] as const;
    expect(silent(...shifted('5m', 0, ...days))).toBe('');
    expect(silent(...shifted('5m', 30, ...days))).toBe('');
    expect(silent(...days.map((day) => walk('5m', `2024-01-${day}T08:00`, 120)))).toBe('');
    expect(silent(...days.map((day) => walk('5m', `2024-01-${day}T11:00`, 60)))).toBe('');
  });
});

describe('clock-shift without a calendar', () => {
  /** Six hours of bars a day, Monday to Friday, from the hour that a day says. */
  const weeks = (from: string, count: number, open: (day: number) => number) =>
    Array.from({ length: count }, (_, k) => Date.parse(from) + k * DAY)
      .filter((day) => ![0, 6].includes(new Date(day).getUTCDay()))
      .map((day, k) => walk('30m', day + open(k) * HOUR, 12));

  it('is a move by one hour that stays for three days, on a day on which no clocks change', () => {
    expect(one('clock-shift', { timeframe: '30m' }, ...weeks('2024-06-03', 28, (k) => (k < 12 ? 10 : 11)))).toBe(
      '1 warning: 1 times the hours of trading move by one hour on a day on which no clocks change @ x.csv, line 2',
    );
    expect(one('clock-shift', { timeframe: '30m' }, ...weeks('2024-06-03', 28, (k) => (k < 12 || k > 13 ? 10 : 11)))).toBe('');
    expect(one('clock-shift', { timeframe: '30m' }, ...weeks('2024-06-03', 28, (k) => (k < 12 ? 10 : 12)))).toBe('');
  });

  it('is no daylight saving: over a weekend of March or October', () => {
    expect(one('clock-shift', { timeframe: '30m' }, ...weeks('2024-02-26', 28, (k) => (k < 10 ? 10 : 9)))).toBe('');
    expect(one('clock-shift', { timeframe: '30m' }, ...weeks('2024-02-26', 28, (k) => (k < 12 ? 10 : 9)))).toMatch(/^1 warning/);
  });
});

describe('stamp', () => {
  const shifted = (minutes: number, ...days: readonly string[]) =>
    days.map((day) => walk('1m', Date.parse(`2024-01-${day}T10:00`) + minutes * MINUTE, 60));
  const DAYS = ['01', '02', '03', '04', '05', '08'] as const;

  it('finds bars that stand one bar later or earlier than the sessions', () => {
    expect(one('stamp', { calendar: WEEK }, ...shifted(0, ...DAYS))).toBe('');
    expect(one('stamp', { calendar: WEEK }, ...shifted(1, ...DAYS))).toBe(
      '5 warning: 5 of 5 sessions stand one bar later than TEST has them: do the times name the close of a bar (stamp=close)? @ x.csv, line 3',
    );
    expect(one('stamp', { calendar: WEEK }, ...shifted(-1, ...DAYS))).toMatch(
      /^5 warning: 5 of 5 sessions stand one bar earlier .* the open of a bar \(stamp=open\)\?/,
    );
    expect(one('stamp', { calendar: WEEK }, ...shifted(2, ...DAYS)), 'two bars are no stamp').toBe('');
  });

  it('is sure of more than half of the sessions, and of three', () => {
    expect(one('stamp', { calendar: WEEK }, ...shifted(1, '01', '02', '03', '04'), ...shifted(0, '05', '08'))).toMatch(
      /^3 warning: 3 of 5/,
    );
    expect(one('stamp', { calendar: WEEK }, ...shifted(1, '01', '02', '03'), ...shifted(0, '04', '05', '08'))).toBe('');
    expect(one('stamp', { calendar: WEEK }, ...shifted(1, '01', '02', '03'))).toBe('');
  });

  it('is silent where the first minutes are thin, and of extended hours', () => {
    const thin = (day: string) => walk('1m', `2024-01-${day}T10:00`, 61, (k, bar) => (k < 3 ? undefined : bar));
    expect(one('stamp', { calendar: WEEK }, ...DAYS.map(thin))).toBe('');
    expect(one('stamp', { calendar: WEEK }, ...DAYS.map((day) => walk('1m', `2024-01-${day}T09:00`, 180)))).toBe('');
  });
});

describe('mixed-timeframe', () => {
  it('is a stretch of bars that stand further apart than they are long', () => {
    const fives = barBlock(
      '1m',
      Array.from({ length: 30 }, (_, k) => [Date.UTC(2024, 0, 1, 1) + k * 5 * MINUTE, 1, 1, 1, 1]),
    );
    expect(one('mixed-timeframe', {}, walk('1m', '2024-01-01', 60), fives, walk('1m', '2024-01-01T04:00', 60))).toBe(
      '29 warning: 29 bars stand 5 m apart, in stretches of 20 and more: are they of another timeframe? @ x.csv, line 3',
    );
  });

  it('is no thin market', () => {
    expect(
      one(
        'mixed-timeframe',
        {},
        walk('1m', '2024-01-01', 600, (k, bar) => (k % 7 < 3 ? bar : undefined)),
      ),
    ).toBe('');
    expect(one('mixed-timeframe', { timeframe: '1h' }, ...['01', '02', '03'].map((day) => walk('1h', `2024-01-${day}T10:00`, 6)))).toBe('');
  });
});
