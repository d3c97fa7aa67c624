import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../data/calendar/calendar-of.ts';
import { loadSource } from '../../../data/source.ts';
import { LongerBars } from '../../../data/transform/longer-bars.ts';
import { TradeBars } from '../../../data/transform/trade-bars.ts';
import { sessionAt, sessionOn } from '../../../engine/model/calendar.ts';
import { made, rowsOf, withoutNanRow } from './blocks.ts';

const DIR = process.env['EXTERNAL_DIR'] ?? '../shared/marketdata';
const CASES = join(DIR, 'cases/aggregation/cases.json');

interface Case {
  readonly case: string;
  readonly fine: string;
  readonly coarse: string;
  readonly aggregated_buckets: number;
  readonly common: number;
  readonly ohlc_exact: number;
  readonly volume_exact: number;
}

/** The path of a file named from the folder above, which may be kept packed. */
function pathOf(name: string): string {
  const path = join(DIR, name.replace(/^shared\//, ''));
  return existsSync(path) ? path : `${path}.gz`;
}

const cases: readonly Case[] = existsSync(CASES) ? JSON.parse(readFileSync(CASES, 'utf8')) : [];

async function outcomeOf({ case: name, fine, coarse }: Case): Promise<Omit<Case, 'case' | 'fine' | 'coarse'>> {
  const published = (await loadSource({ source: `${pathOf(coarse)}?stamp=open` }, 'bars', '.')).columns;
  const timeframe = name.split('-> ')[1]!;
  // The publisher saw its data to the end of its last bar.
  const until = published.times.at(-1)!;
  const rows = fine.includes('/trades/')
    ? made(new TradeBars({ timeframe }), withoutNanRow({ ...(await loadSource({ source: pathOf(fine) }, 'trades', '.')).columns }), {
        until,
      })
    : made(
        new LongerBars(name, { timeframe }),
        withoutNanRow({ ...(await loadSource({ source: `${pathOf(fine)}?stamp=open` }, 'bars', '.')).columns }),
        { until },
      );
  const rowAt = new Map(Array.from(published.openTimes, (time, row) => [time, row]));
  let common = 0;
  let ohlc = 0;
  let volume = 0;
  for (const [openTime, time, ...values] of rows) {
    const row = rowAt.get(openTime!);
    if (row === undefined || published.times[row] !== time) continue;
    common++;
    const { open, high, low, close } = published;
    if ([open, high, low, close].every((column, k) => column[row] === values[k])) ohlc++;
    if (published.volume[row] === values[4]) volume++;
  }
  return { aggregated_buckets: rows.length, common, ohlc_exact: ohlc, volume_exact: volume };
}

describe('bars made of finer data', () => {
  it.skipIf(cases.length === 0)(`equal the publisher's own${cases.length === 0 ? ` (skipped: no ${CASES})` : ''}`, async () => {
    let agree = 0;
    for (const one of cases) {
      const { aggregated_buckets, common, ohlc_exact, volume_exact } = one;
      const outcome = await outcomeOf(one);
      const stated = { aggregated_buckets, common, ohlc_exact, volume_exact };
      const isAtLeast = Object.entries(stated).every(([name, count]) => outcome[name as keyof typeof stated] >= count);
      // A bucket without finer rows has no bar, so there are no more of them either.
      if (isAtLeast && outcome.aggregated_buckets === aggregated_buckets) agree++;
      else console.log(one.case, stated, outcome);
    }
    console.log(`aggregation: ${agree} of ${cases.length} cases agree`);
    expect(agree).toBe(cases.length);
  });

  const hours = join(DIR, 'bars/equity/SPY_1h_trade.csv.gz');
  it.skipIf(!existsSync(hours))(
    `by the sessions of New York are its 5,849 days, but for what half-days hold beyond their close${existsSync(hours) ? '' : ` (skipped: no ${hours})`}`,
    async () => {
      const { columns: fine } = await loadSource({ source: `${hours}?stamp=open` }, 'bars', '.');
      const { columns: published } = await loadSource({ source: join(DIR, 'bars/equity/SPY_1d_trade.csv') }, 'bars', '.');
      const sessions = calendarOf('XNYS')!;
      const days = new LongerBars('SPY', { timeframe: '1d', sessions });
      const rows = made(days, withoutNanRow({ ...fine }));
      const dated = rows.map(([open, , ...values]) => [sessions.dates[sessionAt(sessions, open!)], ...values]);
      const theirs = rowsOf(withoutNanRow({ ...published })).map(([open, , ...values]) => [open, ...values]);
      expect(dated.map(([date]) => date)).toEqual(theirs.map(([date]) => date));
      // The publisher's half-days go on to what was printed after their early close.
      const differing = dated.filter((day, k) => String(day) !== String(theirs[k]));
      expect([days.outside, differing.length]).toEqual([48, 24]);
      expect(differing.every(([date]) => sessions.short[sessionOn(sessions, date!)] === 1)).toBe(true);
    },
  );
});
