import { describe, expect, it } from 'vitest';
import { compileSessions } from '../../../data/calendar/compile.ts';
import type { MarketRules } from '../../../data/calendar/market-rules.ts';
import type { SessionTable } from '../../../engine/model/calendar.ts';

/** A market of the first days of 2024, a Monday and after. */
const market = (rules: Partial<MarketRules>): SessionTable =>
  compileSessions({
    name: 'TEST',
    title: '',
    version: '1',
    zone: 'America/New_York',
    years: [2024, 2024],
    week: 'Mon Tue Wed Thu Fri',
    hours: [{ from: '2024-01-01', open: '9:30', close: '16:00' }],
    closed: [],
    exceptions: [],
    sources: [],
    ...rules,
  });

const time = (ts: number): string => (Number.isNaN(ts) ? '-' : new Date(ts).toISOString().slice(5, 16).replace('T', ' '));

/** A session of a date: its open and close, those of its break, and `short`. */
function session(table: SessionTable, date: string): string {
  const s = table.dates.indexOf(Date.parse(date));
  if (s < 0) return 'closed';
  const { opens, closes, short, breaks } = table;
  const rest = breaks === undefined ? [] : [breaks.begins[s]!, breaks.ends[s]!].map(time);
  return [time(opens[s]!), time(closes[s]!), ...rest, ...(short[s] === 1 ? ['short'] : [])].join(', ');
}

describe('a calendar written out', () => {
  it('has a session on each day of its week, in the hours of its zone', () => {
    const table = market({});
    expect(table.dates).toHaveLength(262);
    expect(session(table, '2024-01-01')).toBe('01-01 14:30, 01-01 21:00');
    // Clocks went forward on the tenth of March.
    expect(session(table, '2024-03-08')).toBe('03-08 14:30, 03-08 21:00');
    expect(session(table, '2024-03-11')).toBe('03-11 13:30, 03-11 20:00');
    expect(session(table, '2024-01-06')).toBe('closed');
    expect([table.breaks, table.extended]).toEqual([undefined, undefined]);
  });

  it('leaves out holidays, shortens days, and holds sessions on days when it is closed', () => {
    const table = market({
      closed: ['2024-01-01', '2024-07-04'],
      exceptions: [
        { on: ['2024-07-03', '2024-07-04'], close: '13:00' },
        { on: ['2024-01-08'], open: '11:00' },
        { on: ['2024-01-06', '2024-01-01'], extra: true, open: '18:00', close: '19:00' },
      ],
    });
    expect(session(table, '2024-07-03')).toBe('07-03 13:30, 07-03 17:00, short');
    expect(session(table, '2024-07-04')).toBe('closed');
    expect(session(table, '2024-01-08')).toBe('01-08 16:00, 01-08 21:00, short');
    expect(session(table, '2024-01-06')).toBe('01-06 23:00, 01-07 00:00, short');
    expect(session(table, '2024-01-01')).toBe('01-01 23:00, 01-02 00:00, short');
  });

  it('takes what a later exception says of a day, and of what it does not say an earlier one', () => {
    const table = market({
      exceptions: [
        { on: ['2024-01-02'], open: '10:00', close: '13:00' },
        { on: ['2024-01-02'], close: '14:00' },
      ],
    });
    expect(session(table, '2024-01-02')).toBe('01-02 15:00, 01-02 19:00, short');
  });

  it('may open on the day before its date, and change its hours from a date on', () => {
    const table = market({
      hours: [
        { from: '2024-01-01', open: 'prev 17:00', close: '16:15' },
        { from: '2024-01-03', open: 'prev 17:00', close: '16:00' },
      ],
    });
    expect(session(table, '2024-01-02')).toBe('01-01 22:00, 01-02 21:15');
    expect(session(table, '2024-01-03')).toBe('01-02 22:00, 01-03 21:00');
  });

  it('has a break, but not on a day that closes before it or opens after it', () => {
    const table = market({
      zone: 'Asia/Hong_Kong',
      hours: [{ from: '2024-01-01', open: '9:30', close: '16:00', rest: '12:00-13:00' }],
      exceptions: [
        { on: ['2024-01-03'], close: '12:00' },
        { on: ['2024-01-04'], open: '13:30' },
        { on: ['2024-01-05'], close: '14:00' },
        { on: ['2024-01-08'], rest: '11:40-15:45', close: '17:00' },
      ],
    });
    expect(session(table, '2024-01-02')).toBe('01-02 01:30, 01-02 08:00, 01-02 04:00, 01-02 05:00');
    expect(session(table, '2024-01-03')).toBe('01-03 01:30, 01-03 04:00, -, -, short');
    expect(session(table, '2024-01-04')).toBe('01-04 05:30, 01-04 08:00, -, -, short');
    expect(session(table, '2024-01-05')).toBe('01-05 01:30, 01-05 06:00, 01-05 04:00, 01-05 05:00, short');
    // Open longer, and yet trading less.
    expect(session(table, '2024-01-08')).toBe('01-08 01:30, 01-08 09:00, 01-08 03:40, 01-08 07:45, short');
  });

  it('knows the hours before its open and after its close, which may be fixed in UTC', () => {
    const table = market({
      zone: 'Europe/Berlin',
      hours: [
        { from: '2024-01-01', open: '8:00', close: '22:00' },
        { from: '2024-03-29', open: '8:00', close: '22:00', extended: '0:10Z-22:00' },
      ],
    });
    const edges = (date: string): string[] => {
      const s = table.dates.indexOf(Date.parse(date));
      return [table.extended!.opens[s]!, table.opens[s]!, table.extended!.closes[s]!].map(time);
    };
    expect(edges('2024-03-28')).toEqual(['03-28 07:00', '03-28 07:00', '03-28 21:00']);
    // The Asian morning stays where it is when summer time begins.
    expect(edges('2024-03-29')).toEqual(['03-29 00:10', '03-29 07:00', '03-29 21:00']);
    expect(edges('2024-04-02')).toEqual(['04-02 00:10', '04-02 06:00', '04-02 20:00']);
  });
});
