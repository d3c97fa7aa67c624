import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../../data/block.ts';
import { CoverageOf } from '../../../data/quality/coverage.ts';
import { checkSeries } from '../../../data/quality/series.ts';
import type { SessionTable } from '../../../engine/model/calendar.ts';
import { check, one } from './blocks.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const T = Date.UTC(2024, 0, 1);

/** Bars of minutes that come to mind where checks are written: repeated, crooked, flat, far off, missing, with and without volume. */
const bars = fc
  .array(
    fc.record({
      step: fc.constantFrom(0, 1, 1, 1, 1, 1, 2, 5, 600),
      price: fc.constantFrom(100, 100, 100.5, 101, 50, 10, 1000, 100 / 7),
      range: fc.constantFrom(0, 0, 0.3, 1),
      low: fc.constantFrom(0, 0, 0, 0, 0, 99),
      volume: fc.constantFrom(0, 1, 2),
    }),
    { minLength: 1, maxLength: 400 },
  )
  .map((rows): Block => {
    let open = T;
    const openTimes = Float64Array.from(rows, ({ step }) => (open += step * MINUTE));
    const column = (read: (row: (typeof rows)[number]) => number): Float64Array => Float64Array.from(rows, read);
    return {
      rows: rows.length,
      columns: {
        openTimes,
        times: openTimes.map((time) => time + MINUTE),
        open: column(({ price }) => price),
        high: column(({ price, range }) => price + range),
        low: column(({ price, range, low }) => Math.max(0.01, price - range - low)),
        close: column(({ price, range }) => price - range / 2),
        volume: column(({ volume }) => volume),
      },
    };
  });

const slice = ({ columns }: Block, from: number, to: number): Block => ({
  rows: to - from,
  columns: Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.slice(from, to)])),
});

/** Sessions of an hour or more, with or without a break, some days none. */
const calendars = fc
  .array(fc.record({ open: fc.nat(8), length: fc.integer({ min: 1, max: 15 }), closed: fc.boolean(), rest: fc.boolean() }), {
    minLength: 3,
    maxLength: 12,
  })
  .map((days): SessionTable => {
    const rows = days.flatMap(({ open, length, closed, rest }, k) => (closed && k > 0 ? [] : [{ date: T + k * DAY, open, length, rest }]));
    const column = (read: (row: (typeof rows)[number]) => number): Float64Array => Float64Array.from(rows, read);
    return {
      name: 'ANY',
      version: '1',
      dates: column(({ date }) => date),
      opens: column(({ date, open }) => date + open * HOUR),
      closes: column(({ date, open, length }) => date + (open + length) * HOUR),
      short: new Uint8Array(rows.length),
      breaks: {
        begins: column(({ date, open, rest }) => (rest ? date + open * HOUR + 20 * MINUTE : Number.NaN)),
        ends: column(({ date, open, rest }) => (rest ? date + open * HOUR + 40 * MINUTE : Number.NaN)),
      },
    };
  });

const POLICIES = { conflict: 'drop', 'bad-print': 'drop' } as const;

describe('a check', () => {
  it('finds the same, and leaves the same, however its rows are cut into blocks', () => {
    fc.assert(
      fc.property(bars, fc.option(calendars, { nil: undefined }), fc.array(fc.nat(400), { maxLength: 5 }), (all, calendar, cuts) => {
        const options = { policies: POLICIES, ...(calendar !== undefined && { calendar }) };
        const at = [0, ...cuts.filter((cut) => cut < all.rows), all.rows].sort((a, b) => a - b);
        const parts = at.slice(1).map((to, k) => slice(all, at[k]!, to));
        const whole = check(options, all);
        const cut = check(options, ...parts);
        expect(cut.findings).toEqual(whole.findings);
        const closes = (blocks: readonly Block[]): number[] => blocks.flatMap(({ columns }) => Array.from(columns['close']!));
        expect(closes(cut.blocks)).toEqual(closes(whole.blocks));
      }),
    );
  });

  it('of a series in memory is the same again, what would fail being counted', () => {
    fc.assert(
      fc.property(bars, (all) => {
        const columns = Object.fromEntries(
          Object.entries(all.columns).map(([name, column]) => [name, Float64Array.of(Number.NaN, ...column)]),
        );
        const found = checkSeries(columns, { name: 'x.csv', kind: 'bars', timeframe: '1m' });
        expect(found).toEqual(check({ errors: 'count' }, all).findings);
      }),
    );
  });
});

describe('by their definitions', () => {
  /** The rows of which a definition is true. */
  const rowsWhere = ({ rows }: Block, is: (row: number) => boolean): number =>
    Array.from({ length: rows }, (_, row) => row).filter(is).length;
  const kept = (all: Block): Block => check({ policies: { conflict: 'drop' } }, all).blocks[0]!;
  const count = (name: Parameters<typeof one>[0], all: Block): number =>
    Number.parseInt(one(name, { policies: { conflict: 'drop' } }, all) || '0', 10);

  /** The usual range before each row, from its formula. */
  function usual({ rows, columns }: Block): number[] {
    const { high, low, close } = columns as Record<string, Float64Array>;
    let mean = 0.02 * Math.sqrt(MINUTE / DAY);
    return Array.from({ length: rows }, (_, row) => {
      const before = mean;
      const previous = row > 0 ? close![row - 1]! : Number.NaN;
      const range = Math.max(high![row]!, row > 0 ? previous : -Infinity) / Math.min(low![row]!, row > 0 ? previous : Infinity) - 1;
      mean = Math.max(1e-6, (63 / 64) * mean + Math.min(range, 4 * mean) / 64);
      return before;
    });
  }

  it('bad prints are those', () => {
    fc.assert(
      fc.property(bars, (raw) => {
        const all = kept(raw);
        const { high, low, close } = all.columns as Record<string, Float64Array>;
        const range = usual(all);
        const expected = rowsWhere(all, (row) => {
          const closes = [close![row]!, ...(row > 0 ? [close![row - 1]!] : [])];
          const limit = Math.max(0.05, 20 * range[row]!);
          return Math.min(...closes) / low![row]! - 1 > limit || high![row]! / Math.max(...closes) - 1 > limit;
        });
        expect(count('bad-print', raw)).toBe(expected);
      }),
    );
  });

  it('spikes are those', () => {
    fc.assert(
      fc.property(bars, (raw) => {
        const all = kept(raw);
        const close = all.columns['close']!;
        const range = usual(all);
        const move = (a: number, b: number): number => Math.max(a, b) / Math.min(a, b) - 1;
        const expected = rowsWhere(all, (row) => {
          if (row === 0 || row === all.rows - 1) return false;
          const limit = Math.max(0.05, 20 * range[row]!);
          const out = move(close[row - 1]!, close[row]!);
          const back = move(close[row - 1]!, close[row + 1]!);
          return out > limit && back <= out / 4 && back <= limit;
        });
        expect(count('spike', raw)).toBe(expected);
      }),
    );
  });

  it('missing bars are the minutes of sessions, breaks left out, from the first bar to the last', () => {
    fc.assert(
      fc.property(bars, calendars, (raw, calendar) => {
        const { openTimes } = kept(raw).columns as Record<string, Float64Array>;
        const there = new Set(openTimes);
        const { opens, closes, dates } = calendar;
        const first = openTimes![0]!;
        const last = openTimes![openTimes!.length - 1]!;
        let missing = 0;
        let present = 0;
        let absent = 0;
        let sessions = 0;
        for (let k = 0; k < dates.length; k++) {
          const minutes: number[] = [];
          for (let minute = opens[k]!; minute < closes[k]!; minute += MINUTE) {
            const isBreak = minute >= calendar.breaks!.begins[k]! && minute < calendar.breaks!.ends[k]!;
            if (minute >= first && minute <= last && (!isBreak || there.has(minute))) minutes.push(minute);
          }
          const found = minutes.filter((minute) => there.has(minute)).length;
          if (found > 0) {
            sessions++;
            present += found;
            missing += minutes.length - found;
          } else if (first < opens[k]! && closes[k]! <= last) absent++;
        }
        const coverage = new CoverageOf({ timeframe: '1m', calendar });
        coverage.take(kept(raw));
        const found = coverage.finish();
        expect([found.sessions.present, found.bars.present]).toEqual([sessions, present]);
        expect(found.sessions.expected - found.sessions.present).toBe(absent);
        const told = /^\d+ warning: (\d+) of (\d+) bars/.exec(one('gap', { calendar, policies: { conflict: 'drop' } }, raw));
        expect([Number(told?.[1] ?? 0), told === null ? present : Number(told[2])]).toEqual([missing, missing + present]);
      }),
    );
  });
});
