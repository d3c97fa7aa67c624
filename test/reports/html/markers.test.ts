import { describe, expect, test } from 'vitest';
import { DAY } from '../../../engine/model/time.ts';
import { type Markers, markersOf, ROLES, rolesOf, rowAt, SELL } from '../../../reports/html/markers.ts';
import { day, fillOf, tripOf } from '../fixture.ts';

const candles = Float64Array.from({ length: 6 }, (_, k) => day(k));
const nobody = rolesOf([]);

const list = ({ candle, kind, fills }: Markers) =>
  Array.from(candle, (row, k) => ({ candle: row, side: kind[k]! < SELL ? 'buy' : 'sell', role: ROLES[kind[k]! % SELL], fills: fills[k] }));

describe('marks of fills', () => {
  test('stand on the candle of the bar that filled, and tell entries, exits and turns apart', () => {
    const fills = [fillOf(1, 1), fillOf(2, 3, { side: 'sell' }), fillOf(3, 5)];
    const roles = rolesOf([tripOf(1, 3, { entryOrderId: 1, exitOrderId: 2 }), tripOf(3, 5, { entryOrderId: 2, exitOrderId: 3 })]);
    expect(list(markersOf(candles, DAY, fills, roles))).toEqual([
      { candle: 1, side: 'buy', role: 'entry', fills: 1 },
      { candle: 3, side: 'sell', role: 'both', fills: 1 },
      { candle: 5, side: 'buy', role: 'exit', fills: 1 },
    ]);
  });
  test('of one kind on one candle are one mark with their number, in the order of candles', () => {
    const wide = Float64Array.of(day(2), day(4), day(6));
    const fills = [fillOf(3, 5), fillOf(1, 0), fillOf(2, 1), fillOf(4, 1, { side: 'sell' })];
    expect(list(markersOf(wide, 0, fills, nobody))).toEqual([
      { candle: 0, side: 'buy', role: 'entry', fills: 2 },
      { candle: 0, side: 'sell', role: 'entry', fills: 1 },
      { candle: 2, side: 'buy', role: 'entry', fills: 1 },
    ]);
  });
  test('without candles do not stand anywhere', () => {
    expect(list(markersOf(new Float64Array(0), 0, [fillOf(1, 1)], nobody))).toEqual([]);
  });
  test('find their row by time, the last one when it is after all', () => {
    const ts = Float64Array.of(10, 20, 30);
    expect([5, 10, 11, 30, 99].map((time) => rowAt(ts, time))).toEqual([0, 0, 1, 2, 2]);
  });
});
