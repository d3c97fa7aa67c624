import { describe, expect, it } from 'vitest';
import openingRange from '../../strategies/opening-range.ts';
import { at, bars, type Past, type Row } from '../engine/world.ts';
import { run } from './run.ts';

const TERMS = { instruments: { A: { stepSize: 1 } } };
/** A session from 10:00 to 11:00 with a range of ten minutes, in bars of five. */
const PARAMS = { start: 600, range: 10, end: 660, gross: 20 };
const TEN = '2024-01-01T10:00';
/** The range of 99 to 101. */
const RANGE: readonly Row[] = [
  [100, 101, 99.5, 100],
  [100, 100.5, 99, 100],
];
const still = (price: number, count: number): readonly Row[] => Array.from({ length: count }, () => [price, price, price, price]);

const day = (rows: readonly (Row | string)[], params: object = {}, terms: object = {}): Past =>
  run(openingRange, { asset: bars('A', '5m', rows) }, { ...PARAMS, ...params }, { ...TERMS, account: { leverage: 20 }, ...terms });
const told = ({ fills }: Past): readonly string[] =>
  fills.map(({ ts, side, qty, price, tag }) => `${new Date(ts).toISOString().slice(8, 16)} ${side} ${qty} at ${price} ${tag ?? ''}`.trim());

describe('opening-range', () => {
  it('buys after the first close above the range, and leaves at the end of the session', () => {
    const past = day([TEN, ...RANGE, [100, 101.5, 100, 100.5], [100.5, 102, 100.5, 102], ...still(103, 8), ...still(104, 2)]);
    // A touch of 101.5 at 10:15 is no close. 1 % of 10 000 over the 3 between 102 and the range's low.
    expect(told(past)).toEqual(['01T10:20 buy 33 at 103', '01T11:00 sell 33 at 104']);
    expect(past.orders.at(-1)).toMatchObject({ note: 'end of the session' });
  });

  it('sells after the first close below it, with `shorts` only', () => {
    const down = [TEN, ...RANGE, ...still(98, 10), ...still(97, 1)];
    expect(told(day(down))).toEqual(['01T10:15 sell 33 at 98', '01T11:00 buy 33 at 97']);
    expect(day(down, { shorts: false }).orders).toEqual([]);
  });

  it('is stopped at the other side of the range, and trades once a session', () => {
    const past = day([TEN, ...RANGE, ...still(102, 2), [102, 102, 98, 98], ...still(97, 2), ...still(103, 5)]);
    expect(told(past)).toEqual(['01T10:15 buy 33 at 102', '01T10:25 sell 33 at 99 stop-loss']);
    expect(past.orders).toHaveLength(2);
  });

  it('begins anew with every session, at its own range', () => {
    const past = day([TEN, ...RANGE, ...still(102, 12), '2024-01-02T10:00', ...still(200, 1), [200, 210, 190, 200], ...still(185, 12)]);
    expect(told(past)).toEqual([
      '01T10:15 buy 33 at 102',
      '01T11:00 sell 33 at 102',
      // 1 % of 10 000 over the 25 up to the range's high.
      '02T10:15 sell 4 at 185',
      '02T11:00 buy 4 at 185',
    ]);
  });

  it('leaves with the next session where one ended early', () => {
    const past = day([TEN, ...RANGE, ...still(102, 3), '2024-01-02T10:00', ...still(110, 1), ...still(111, 3)]);
    expect(told(past)).toEqual(['01T10:15 buy 33 at 102', '02T10:05 sell 33 at 111']);
    expect(past.orders.at(-1)).toMatchObject({ note: 'the session ended early' });
  });

  it('takes a session over midnight for one', () => {
    const past = day(['2024-01-01T23:50', ...RANGE, ...still(102, 5), ...still(104, 4)], { start: 1430, end: 30 });
    expect(told(past)).toEqual(['02T00:05 buy 33 at 102', '02T00:30 sell 33 at 104']);
  });

  it('stays out where the range has no width, was not seen, or lies outside the session', () => {
    expect(day([TEN, ...still(100, 2), ...still(102, 10)]).orders).toEqual([]);
    expect(day(['2024-01-01T10:10', ...still(102, 10)]).orders).toEqual([]);
    expect(day(['2024-01-01T11:00', ...RANGE, ...still(102, 10)]).orders).toEqual([]);
  });

  it('gives one position `gross` of equity at most', () => {
    const past = day([TEN, ...RANGE, ...still(102, 3)], { gross: 0.95 }, { account: { leverage: 1 } });
    expect(past.fills.map(({ qty }) => qty)).toEqual([33]);
    const tight = day([TEN, [100, 100.1, 99.9, 100], ...still(100, 1), ...still(102, 3)], { gross: 0.95 }, { account: { leverage: 1 } });
    // 1 % over 2.1 would be 47; a narrow range would be all.
    expect(tight.fills.map(({ qty }) => qty)).toEqual([47]);
    const narrow = day([TEN, [100, 100.1, 99.9, 100], ...still(100, 1), ...still(100.2, 3)], { gross: 0.95 }, { account: { leverage: 1 } });
    expect(narrow.fills.map(({ qty }) => qty)).toEqual([94]);
  });

  it('spends the day of a warm-up waiting', () => {
    const past = day(
      [TEN, ...RANGE, ...still(102, 12), '2024-01-02T10:00', ...RANGE, ...still(102, 12)],
      {},
      { warmUntil: at('2024-01-02') },
    );
    expect(told(past)).toEqual(['02T10:15 buy 33 at 102', '02T11:00 sell 33 at 102']);
  });
});
