import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { resample } from '../../../engine/feed/resample.ts';
import { sessionOn } from '../../../engine/model/calendar.ts';
import { type BarColumns, BarSeries, barColumns } from '../../../engine/model/series.ts';
import { DAY, HOUR, MINUTE } from '../../../engine/model/time.ts';
import { table } from './tables.ts';

const FOLDER = resolve(process.env['EXTERNAL_DIR'] ?? '../shared/marketdata');
const ABSENT = existsSync(FOLDER) ? '' : `: no data at ${FOLDER}`;

/** The bars of a file, whose times are their opens. */
function read(file: string, ms: number): BarColumns {
  const bytes = readFileSync(join(FOLDER, 'bars', file));
  const lines = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().trim().split('\n').slice(1);
  const columns = barColumns(lines.length);
  lines.forEach((line, k) => {
    const [time = '', ...cells] = line.split(',');
    columns.openTimes[k + 1] = Date.parse(time);
    columns.times[k + 1] = Date.parse(time) + ms;
    (['open', 'high', 'low', 'close', 'volume'] as const).forEach((name, c) => {
      columns[name][k + 1] = Number(cells[c]);
    });
  });
  return columns;
}

/** The publisher's bars of which ours of the same key differ, and how many were compared. */
function compare(ours: BarColumns, theirs: BarColumns, keyOf: (ts: number) => number): { compared: number; apart: number[] } {
  const rows = new Map(Array.from(ours.openTimes.entries(), ([row, ts]) => [keyOf(ts), row]));
  const found = Array.from(theirs.openTimes.keys()).filter((row) => row > 0 && rows.has(keyOf(theirs.openTimes[row]!)));
  const differs = (row: number): boolean => {
    const own = rows.get(keyOf(theirs.openTimes[row]!))!;
    return (['open', 'high', 'low', 'close', 'volume'] as const).some((name) => ours[name][own] !== theirs[name][row]);
  };
  return { compared: found.length, apart: found.filter(differs).map((row) => theirs.openTimes[row]!) };
}

describe.skipIf(ABSENT !== '')(`bars made by sessions of real ones${ABSENT}`, () => {
  const made = (file: string, ms: number, timeframe: string, calendar: string): BarColumns =>
    BarSeries.columnsOf(resample(new BarSeries('A', read(file, ms)), timeframe, table(calendar)));

  it.each([
    ['201312', 115],
    ['201403', 110],
  ])('of ES %s are the %i hours of the publisher, the halt of a quarter of an hour within one of them', (contract, count) => {
    const ours = made(`future/ES_cme_1m_trade_20131006_20131011_${contract}.csv`, MINUTE, '1h', 'CME');
    const theirs = read(`future/ES_cme_hour_trade_${contract}.csv`, HOUR);
    expect(compare(ours, theirs, (ts) => ts)).toEqual({ compared: count, apart: [] });
  });

  it.each(['SPY', 'AAPL'])(
    'of %s are the days of the publisher, but for half days in which it counted prints after the close',
    (symbol) => {
      const ours = made(`equity/${symbol}_1h_trade.csv.gz`, HOUR, '1d', 'XNYS');
      const { compared, apart } = compare(ours, read(`equity/${symbol}_1d_trade.csv`, DAY), (ts) => Math.floor(ts / DAY));
      expect([compared, apart.length]).toEqual([5849, 24]);
      // All of them half days but one: the late opening of 2002-09-11, before which other exchanges traded.
      const full = apart.filter((date) => table('XNYS').closes[sessionOn(table('XNYS'), date)]! % DAY === 20 * HOUR);
      expect(full.map((date) => new Date(date).toISOString().slice(0, 10))).toEqual(['2002-09-11']);
    },
  );
});
