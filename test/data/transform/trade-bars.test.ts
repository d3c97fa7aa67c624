import { describe, expect, it } from 'vitest';
import { TradeBars } from '../../../data/transform/trade-bars.ts';
import { made, trades } from './blocks.ts';
import { sessions } from './sessions.ts';

const M = 60_000;

describe('trades to bars by time', () => {
  it('open with the first trade, close with the last, and hold the sum of the sizes', () => {
    const block = trades([M, 10, 1], [M + 1, 12, 0.1], [M + 2, 9, 0.2], [M + 59_999, 11, 3], [2 * M, 20, 1]);
    expect(made(new TradeBars({ timeframe: '1m' }), block)).toEqual([[M, 2 * M, 10, 12, 9, 11, 4.3]]);
  });

  it('take a trade at the end of a period as the first of the next', () => {
    const block = trades([0, 10, 1], [M, 11, 1], [2 * M, 12, 1]);
    expect(made(new TradeBars({ timeframe: '1m' }), block)).toEqual([
      [0, M, 10, 10, 10, 10, 1],
      [M, 2 * M, 11, 11, 11, 11, 1],
    ]);
  });

  it('leave out periods without trades', () => {
    const block = trades([0, 10, 1], [5 * M, 11, 1], [6 * M, 11, 1]);
    expect(made(new TradeBars({ timeframe: '1m' }), block).map(([open]) => open)).toEqual([0, 5 * M]);
  });

  it('leave out the bar that is going on at the end, unless the data are said to be complete to its end', () => {
    const block = trades([0, 10, 1], [M - 1, 11, 1]);
    const bars = (until?: number): number => made(new TradeBars({ timeframe: '1m' }), block, until === undefined ? {} : { until }).length;
    expect([bars(), bars(M - 1), bars(M)]).toEqual([0, 0, 1]);
  });

  it('are the same however the trades come in blocks', () => {
    const block = trades(
      ...Array.from({ length: 500 }, (_, k): [number, number, number] => [k * 7000, 100 + ((k * 37) % 11), 0.01 * (k % 7)]),
    );
    const whole = made(new TradeBars({ timeframe: '5m' }), block);
    expect(whole.length).toBe(11);
    for (const size of [1, 2, 43, 499]) expect(made(new TradeBars({ timeframe: '5m' }), block, { size })).toEqual(whole);
  });

  it('reach to the end of a month, whatever its length', () => {
    const [january, february, march] = [0, 1, 2].map((month) => Date.UTC(2024, month, 1));
    const block = trades([Date.UTC(2024, 0, 31), 1, 1], [Date.UTC(2024, 1, 29), 2, 1], [march!, 3, 1]);
    expect(made(new TradeBars({ timeframe: '1M' }), block).map(([open, close]) => [open, close])).toEqual([
      [january, february],
      [february, march],
    ]);
  });

  it('count from the open of each session, end with it, and pass over what is printed while the market is closed', () => {
    const hours = sessions(['2024-03-08', '14:30', '21:00'], ['2024-03-11', '13:30', '17:00']);
    const at = (text: string): number => Date.parse(`${text}Z`);
    const bars = new TradeBars({ timeframe: '1h', sessions: hours });
    const block = trades(
      [at('2024-03-08T14:29:59.999'), 1, 1],
      [at('2024-03-08T14:30'), 2, 1],
      [at('2024-03-08T20:59:59.999'), 3, 1],
      [at('2024-03-08T21:00'), 4, 1],
      [at('2024-03-11T13:31'), 5, 1],
      [at('2024-03-11T16:31'), 6, 1],
    );
    expect(made(bars, block, { until: at('2024-03-11T17:00') }).map(([open, close, price]) => [iso(open!), iso(close!), price])).toEqual([
      ['2024-03-08T14:30', '2024-03-08T15:30', 2],
      ['2024-03-08T20:30', '2024-03-08T21:00', 3],
      ['2024-03-11T13:30', '2024-03-11T14:30', 5],
      ['2024-03-11T16:30', '2024-03-11T17:00', 6],
    ]);
    expect(bars.outside).toBe(2);
  });

  it('need a timeframe', () => {
    expect(() => new TradeBars({ timeframe: '5min' })).toThrow('Expected a timeframe such as "5m", "1h" or "1d", but it was "5min"');
  });
});

const iso = (ts: number): string => new Date(ts).toISOString().slice(0, 16);
