import { describe, expect, it } from 'vitest';
import { atr } from '../../../engine/indicators/atr.ts';
import { highest } from '../../../engine/indicators/extremes.ts';
import { heikinAshi } from '../../../engine/indicators/heikin-ashi.ts';
import { BarSeries, type Bars, barColumns, type Column } from '../../../engine/model/series.ts';
import { randomBars, values } from '../../contract/indicator-bars.ts';
import { bars, columnsOf, type Row } from '../world.ts';
import { ofColumns } from './rows.ts';

const ROWS: readonly Row[] = [
  [10, 14, 8, 12],
  [12, 20, 12, 20],
  [20, 21, 5, 6],
];

describe('heikinAshi', () => {
  it('averages bars into bars', () => {
    const line = (part: 'open' | 'high' | 'low' | 'close') => ofColumns(columnsOf('1d', ROWS), (own) => heikinAshi(own)[part]);
    expect(line('close')).toEqual([11, 16, 13]);
    expect(line('open')).toEqual([11, 11, 13.5]);
    expect(line('high')).toEqual([14, 20, 21]);
    expect(line('low')).toEqual([8, 11, 5]);
  });

  it('has no bar where there is a hole, and goes on from the one before it', () => {
    const holed: readonly Row[] = [[NaN, NaN, NaN, NaN], ROWS[0]!, [12, 20, NaN, 20], ROWS[1]!];
    expect(ofColumns(columnsOf('1d', holed), (own) => heikinAshi(own).open)).toEqual([NaN, 11, NaN, 11]);
    expect(ofColumns(columnsOf('1d', holed), (own) => heikinAshi(own).high)).toEqual([NaN, 14, NaN, 20]);
  });

  it('gives bars with the times and the volume of those they are made of', () => {
    const own = bars('A', '1d', ROWS);
    const averaged = heikinAshi(own);
    own.advance();
    own.advance();
    expect(averaged).toMatchObject({ kind: 'bars', id: 'A', ts: own.ts, openTs: own.openTs, volume: own.volume });
  });

  it('serves indicators of bars as feed bars do, also where one of its lines is kept for longer than the others', () => {
    const columns = randomBars(5_000);
    const copied = barColumns(5_000);
    const copy = (part: 'open' | 'high' | 'low' | 'close'): Column => values(columns, (own) => heikinAshi(own)[part]);
    const averaged = { ...copied, open: copy('open'), high: copy('high'), low: copy('low'), close: copy('close') };
    const make = (own: Bars) => {
      const top = highest(own.high, 3_000);
      return { top, range: atr(own, 14) };
    };
    const [series, flat] = [new BarSeries('A', columns), new BarSeries('A', averaged)];
    const [ours, theirs] = [make(heikinAshi(series)), make(flat)];
    for (let row = 1; row <= 5_000; row++) {
      series.advance();
      flat.advance();
      if (!Object.is(ours.range.value, theirs.range.value) || !Object.is(ours.top.value, theirs.top.value))
        expect(`row ${row}: ${ours.range.value}, ${ours.top.value}`).toBe(`row ${row}: ${theirs.range.value}, ${theirs.top.value}`);
    }
    expect(series.row).toBe(5_000);
  });
});
