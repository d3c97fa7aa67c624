import { describe, expect, it } from 'vitest';
import { Merge } from '../../../engine/feed/merge.ts';
import { resample } from '../../../engine/feed/resample.ts';
import { Single } from '../../../engine/feed/single.ts';
import type { SessionTable } from '../../../engine/model/calendar.ts';
import { type BarColumns, BarSeries } from '../../../engine/model/series.ts';
import { DAY, HOUR, MINUTE } from '../../../engine/model/time.ts';
import { rowsOf, SHORTEST } from '../../property/passing.ts';
import { walk } from '../../property/random-world.ts';
import { columnsOf, MONDAY, type Row } from '../world.ts';

const passing = (columns: BarColumns): BarSeries => BarSeries.streamed('A', () => rowsOf({ ...columns }), SHORTEST);

/** What a series shows, row by row. */
function shown(series: BarSeries): readonly (readonly number[])[] {
  const rows: number[][] = [];
  while (series.row < series.rows) {
    series.advance();
    if (series.row > series.rows) break;
    const { openTs, ts, open, high, low, close, volume } = series;
    rows.push([openTs, ts, open.value, high.value, low.value, close.value, volume.value]);
  }
  return rows;
}

/** Sessions of weekdays from 8 to 16 o'clock. */
const dates = Array.from({ length: 60 }, (_, k) => MONDAY + k * DAY).filter((_, k) => k % 7 < 5);
const SESSIONS = {
  name: 'weekdays',
  opens: Float64Array.from(dates, (date) => date + 8 * HOUR),
  closes: Float64Array.from(dates, (date) => date + 16 * HOUR),
  dates: Float64Array.from(dates),
} as SessionTable;

describe('bars of a longer timeframe that are made while they pass', () => {
  const columns = walk(3, 10_000, 5 * MINUTE, { gaps: true });

  it.each([
    ['5m', undefined],
    ['15m', undefined],
    ['1h', undefined],
    ['1d', undefined],
    ['1M', undefined],
    ['1h', SESSIONS],
    ['1d', SESSIONS],
  ] as const)('are those made in memory: %s', (timeframe, sessions) => {
    const [whole, made] = [new BarSeries('A', columns), passing(columns)].map((one) => resample(one, timeframe, sessions));
    const expected = shown(whole!);
    expect(expected.length).toBe(whole!.rows);
    expect(shown(made!)).toEqual(expected);
    expect(made!.rows).toBe(whole!.rows);
    expect(shown(made!.again() as BarSeries)).toEqual(expected);
  });

  it('may be made of bars that were made so', () => {
    const made = resample(resample(passing(columns), '15m'), '1h');
    expect(shown(made)).toEqual(shown(resample(resample(new BarSeries('A', columns), '15m'), '1h')));
  });

  it('leave out a period that the data do not reach the end of, and are none of none', () => {
    const flat: Row = [1, 2, 1, 2];
    for (const count of [0, 1, 2, 3, 4]) {
      const finer = columnsOf('1h', new Array<Row>(count).fill(flat));
      expect(shown(resample(passing(finer), '2h'))).toHaveLength(Math.floor(count / 2));
    }
  });

  it('take their part in a merge, and are over when the last one is', () => {
    const asset = passing(columns);
    const longer = resample(asset, '1d');
    longer.index = 1;
    const merge = new Merge([asset, longer], { instruments: new Int32Array(1), count: 0, stirs: () => false });
    const closes: number[] = [];
    while (merge.next())
      for (let k = 0; k < merge.count; k++) {
        merge.moved[k]!.advance();
        if (merge.moved[k] === longer) closes.push(merge.ts);
      }
    expect(closes).toEqual(shown(resample(new BarSeries('A', columns), '1d')).map(([, ts]) => ts));
  });

  it('may be all there is: their stream of batches ends with the last of them', () => {
    const longer = resample(passing(columns), '1h');
    const single = new Single(longer, { instruments: new Int32Array(1), count: 0, stirs: () => false });
    let batches = 0;
    while (single.next()) {
      longer.advance();
      batches++;
      expect(single.ts).toBe(longer.ts);
    }
    expect(batches).toBe(resample(new BarSeries('A', columns), '1h').rows);
  });

  it('refuse a finer bar that does not fit when they come to it', () => {
    const finer = columnsOf('1h', [...new Array<Row>(6_000).fill([1, 1, 1, 1]), '2025-01-01T00:30', [1, 1, 1, 1]]);
    const made = resample(passing(finer), '1h');
    expect(() => shown(made)).toThrow('Expected bars of "A" that fit into 1h, but one of them is longer or crosses its end');
    expect(() => resample(passing(finer), '1x')).toThrow('Expected a timeframe such as "5m", "1h" or "1d", but it was "1x"');
  });
});
