import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../../data/block.ts';
import { LongerBars } from '../../../data/transform/longer-bars.ts';
import { TradeBars } from '../../../data/transform/trade-bars.ts';
import { bars, blockOf, made, rowsOf, trades } from './blocks.ts';
import { sessions } from './sessions.ts';

const M = 60_000;
const BARS = ['openTimes', 'times', 'open', 'high', 'low', 'close', 'volume'];
const longer = (block: Block, timeframe: string, until?: number): number[][] =>
  made(new LongerBars('X', { timeframe }), block, until === undefined ? {} : { until });
const block = (rows: readonly number[][]): Block => blockOf(BARS, rows);

describe('bars to bars of a longer timeframe', () => {
  const minutes = bars(
    [0, M, 10, 12, 9, 11, 0.1],
    [M, 2 * M, 11, 14, 10, 13, 0.2],
    [4 * M, 5 * M, 13, 13, 8, 9, 1],
    [5 * M, 6 * M, 9, 9, 9, 9, 1],
  );

  it('open with the first, close with the last, and hold the sum of the volumes', () => {
    expect(longer(minutes, '5m')).toEqual([[0, 5 * M, 10, 14, 8, 9, 1.3]]);
  });

  it('end with the data only where a bar ends with them', () => {
    expect(longer(minutes, '1m').length).toBe(4);
    expect(longer(minutes, '2m').map(([open]) => open)).toEqual([0, 4 * M]);
    expect(longer(minutes, '5m', 10 * M).length).toBe(2);
  });

  it('are refused where a bar is longer or crosses an end', () => {
    expect(() => longer(bars([0, 7 * M, 1, 1, 1, 1, 1]), '5m')).toThrow(
      'Expected bars of "X" that fit into 5m, but one of them is longer or crosses its end',
    );
  });

  it('of days are the sessions of the market, a bar that straddles the open among them', () => {
    const hours = sessions(['2024-03-08', '14:30', '21:00'], ['2024-03-11', '13:30', '20:00']);
    const at = (text: string): number => Date.parse(`${text}Z`);
    const hour = (text: string, price: number): number[] => [at(text), at(text) + 60 * M, price, price, price, price, 1];
    const days = new LongerBars('X', { timeframe: '1d', sessions: hours });
    const rows = made(
      days,
      bars(
        hour('2024-03-08T12:00', 1),
        hour('2024-03-08T14:00', 2),
        hour('2024-03-08T20:00', 3),
        hour('2024-03-11T13:00', 4),
        hour('2024-03-11T19:00', 5),
      ),
    );
    expect(rows).toEqual([
      [at('2024-03-08T14:30'), at('2024-03-08T21:00'), 2, 3, 2, 3, 2],
      [at('2024-03-11T13:30'), at('2024-03-11T20:00'), 4, 5, 4, 5, 2],
    ]);
    expect(days.outside).toBe(1);
  });
});

/** Trades at random times, prices and sizes in decimals, some at one time. */
const stream = fc
  .array(
    fc.record({
      wait: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 900_000 })),
      ticks: fc.integer({ min: -500, max: 2000 }),
      size: fc.integer({ min: 0, max: 1e9 }),
    }),
    {
      minLength: 1,
      maxLength: 150,
    },
  )
  .map((rows) => {
    let ts = 1_700_000_000_000;
    const timed = rows.map(({ wait, ticks, size }): [number, number, number] => {
      ts += wait;
      return [ts, ticks / 100, size / 1e8];
    });
    return trades(...timed);
  });

const pairs = fc.constantFrom(
  ['1m', '5m'],
  ['1m', '1h'],
  ['5m', '15m'],
  ['7m', '1d'],
  ['1h', '4h'],
  ['4h', '1d'],
  ['1d', '1w'],
  ['1d', '1M'],
  ['1h', '1M'],
);

describe('bars of bars', () => {
  it('equal bars of the trades themselves: trades to a to b is trades to b', () => {
    fc.assert(
      fc.property(stream, pairs, fc.integer({ min: 0, max: 90_000_000 }), (block, [a, b], more) => {
        const until = block.columns['times']!.at(-1)! + 1 + more;
        const fine = made(new TradeBars({ timeframe: a! }), block, { until });
        expect(longer({ ...blockOf(BARS, fine) }, b!, until)).toEqual(made(new TradeBars({ timeframe: b! }), block, { until }));
      }),
    );
  });

  it('equal bars of the finer bars: x to a to b is x to b where a divides b', () => {
    fc.assert(
      fc.property(stream, pairs, (trades, [a, b]) => {
        const fine = block(made(new TradeBars({ timeframe: '1m' }), trades));
        const until = fine.columns['times']!.at(-1) ?? 0;
        expect(longer(block(longer(fine, a!, until)), b!, until)).toEqual(longer(fine, b!, until));
      }),
    );
  });

  it('lose no volume and no extreme, and begin and end with the data', () => {
    fc.assert(
      fc.property(stream, fc.constantFrom('1m', '1h', '1d', '1M'), (block, timeframe) => {
        const rows = made(new TradeBars({ timeframe }), block, { until: Number.POSITIVE_INFINITY });
        const { price, size } = block.columns as { price: Float64Array; size: Float64Array };
        const units = size.reduce((sum, one) => sum + Math.round(one * 1e8), 0);
        expect(rows.reduce((sum, row) => sum + Math.round(row[6]! * 1e8), 0)).toBe(units);
        expect(Math.max(...rows.map((row) => row[3]!))).toBe(Math.max(...price));
        expect(Math.min(...rows.map((row) => row[4]!))).toBe(Math.min(...price));
        expect([rows[0]![2], rows.at(-1)![5]]).toEqual([price[0], price.at(-1)]);
      }),
    );
  });

  it('are no bar before they end: what comes later changes none that is out', () => {
    fc.assert(
      fc.property(stream, fc.constantFrom('1m', '1h', '1d'), (block, timeframe) => {
        const bars = new TradeBars({ timeframe });
        const { times } = block.columns as { times: Float64Array };
        const all = made(new TradeBars({ timeframe }), block);
        let out = 0;
        for (let row = 0; row < block.rows; row++) {
          const one = Object.fromEntries(Object.entries(block.columns).map(([name, column]) => [name, column.subarray(row, row + 1)]));
          for (const bar of rowsOf(bars.take({ rows: 1, columns: one }))) {
            expect(bar[1]!).toBeLessThanOrEqual(times[row]!);
            expect(bar).toEqual(all[out++]);
          }
        }
        expect(out).toBe(all.length);
      }),
    );
  });
});
